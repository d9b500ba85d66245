import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TERMINAL_STATUSES } from '../model/status/batch-status.js';

/** Rows that one statement deletes, items included. */
const ROWS = 1000;
/** Batches that one statement looks at, which are locked: of batches with hundreds of items few are deleted. */
const BATCHES = 100;

/** Where a walk over ended batches stands. */
interface Place {
  readonly completedAt: string;
  readonly id: number;
}

const BEGINNING: Place = { completedAt: '-infinity', id: 0 };

interface LargeBatches {
  readonly ids: readonly number[];
  readonly next: Place | undefined;
}

/**
 * The statements of the retention sweep. Those that delete skip rows that are locked, and batches that have not ended.
 */
@Injectable()
export class RetentionStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Which of the next thousand batches that ended more than so many days ago are too large for one statement, in the
   * order of their ends behind a place. `next` is the place of those after them, undefined when there are none.
   */
  async findLarge(olderThanDays: number, after: Place = BEGINNING): Promise<LargeBatches> {
    const rows: (Place & { readonly isLarge: boolean })[] = await this.dataSource.query(
      `SELECT id, completed_at::text AS "completedAt", total_count > $3 AND pending_control IS NULL AS "isLarge"
         FROM batches
        WHERE completed_at < now() - make_interval(days => $1) AND status = ANY($2)
          AND (completed_at, id) > ($4::timestamptz, $5::bigint)
        ORDER BY completed_at, id LIMIT $3`,
      [olderThanDays, TERMINAL_STATUSES, ROWS, after.completedAt, after.id],
    );
    const ids = rows.filter(({ isLarge }) => isLarge).map(({ id }) => id);
    return { ids, next: rows.length < ROWS ? undefined : rows.at(-1) };
  }

  /** Deletes some of the batches that ended more than so many days ago, with their items. Answers how many batches. */
  async deleteBatches(olderThanDays: number): Promise<number> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `DELETE FROM batches WHERE id = ANY (ARRAY(
         SELECT id FROM (
           SELECT id, sum(greatest(total_count, 1)) OVER (ORDER BY completed_at, id) AS rows_so_far
             FROM (SELECT id, completed_at, total_count FROM batches
                    WHERE completed_at < now() - make_interval(days => $1) AND status = ANY($2) AND total_count <= $3
                    ORDER BY completed_at, id LIMIT $4 FOR UPDATE SKIP LOCKED) free) counted
          WHERE rows_so_far <= $3))`,
      [olderThanDays, TERMINAL_STATUSES, ROWS, BATCHES],
    );
    return count;
  }

  /** Deletes up to ROWS idempotency keys that are older than 24 hours. Returns their number. */
  async deleteIdempotencyKeys(): Promise<number> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM idempotency_keys WHERE created_at < now() - interval '24 hours'
          ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED))`,
      [ROWS],
    );
    return count;
  }

  /**
   * Deletes some of the actions on batches that ended more than so many days ago, with what they were for. Answers how
   * many actions.
   */
  async deleteActions(olderThanDays: number): Promise<number> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `DELETE FROM batch_actions WHERE id = ANY (ARRAY(
         SELECT id FROM (
           SELECT id, nth, sum(greatest(matched_count, 1)) OVER (ORDER BY nth) AS rows_so_far
             FROM (SELECT id, matched_count, row_number() OVER (ORDER BY ended_at, id) AS nth
                     FROM (SELECT id, matched_count, ended_at FROM batch_actions
                            WHERE ended_at < now() - make_interval(days => $1)
                            ORDER BY ended_at, id LIMIT $2 FOR UPDATE SKIP LOCKED) free) numbered) counted
          -- One is deleted whatever its size: 100,000 ids at most.
          WHERE nth = 1 OR rows_so_far <= $2))`,
      [olderThanDays, ROWS],
    );
    return count;
  }

  /** Deletes up to ROWS webhook deliveries that are older than `olderThanDays`. Returns their number. */
  async deleteDeliveries(olderThanDays: number): Promise<number> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `DELETE FROM webhook_deliveries WHERE id = ANY (ARRAY(
         SELECT id FROM webhook_deliveries WHERE created_at < now() - make_interval(days => $1)
          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED))`,
      [olderThanDays, ROWS],
    );
    return count;
  }
}

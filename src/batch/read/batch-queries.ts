import { PROCESSING_MS } from '../model/status/processing-time.js';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Cursor } from '../../platform/http/paging.js';
import { likeLiteral } from '../../platform/http/query-values.js';
import { COUNTER_COLUMNS, type Counters } from '../model/status/counters.js';
import type { KindName } from '../model/kinds/kind.js';
import type { BatchStatus, Priority } from '../model/status/batch-status.js';

/** A batch as read from the database. */
export interface BatchRow extends Counters {
  /** Internal id, for cursors and for queries of the items. */
  readonly key: number;
  readonly publicId: string;
  readonly kind: KindName;
  readonly ownerId: number;
  readonly name: string | null;
  readonly status: BatchStatus;
  readonly priority: Priority;
  readonly isAtomic: boolean;
  /** Most items that run at once, over all processes. */
  readonly maxConcurrent: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly webhookUrl: string | null;
  /** Until when it gets further items; null when it has all of them. */
  readonly sealBy: Date | null;
  /** Why it ended otherwise than by its items. */
  readonly endReason: string | null;
  readonly revision: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** Time spent in processing by workers, in milliseconds; 0 for a batch that ran within its request. */
  readonly processingMs: number;
  readonly updatedAt: Date;
  /** ISO 8601 with microseconds, for the cursor: a Date keeps milliseconds only. */
  readonly createdAtExact: string;
}

/** Filters of a list of batches; null means no filter. */
export interface BatchFilter {
  /** Null for the batches of all owners. */
  readonly ownerId: number | null;
  readonly kind: KindName | null;
  readonly status: BatchStatus | null;
  readonly priority: Priority | null;
  readonly createdFrom: string | null;
  /** Exclusive. */
  readonly createdTo: string | null;
  /** Text that a name contains, or that the ref of an item begins with. */
  readonly words: string | null;
  /** Kinds whose refs are searched; null for all. */
  readonly refKinds: readonly KindName[] | null;
}

/** A condition on `batches b` and the values of its parameters. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Totals are counted up to this; a list with more says that its total is capped. */
export const TOTAL_CAP = 10_000;

const COLUMNS = `
  b.id AS key, b.public_id AS "publicId", b.kind, b.owner_id AS "ownerId", b.name, b.status, b.priority,
  b.is_atomic AS "isAtomic", b.max_concurrent AS "maxConcurrent", b.options, b.metadata, b.webhook_url AS "webhookUrl",
  b.seal_by AS "sealBy", b.end_reason AS "endReason", ${COUNTER_COLUMNS},
  b.revision, b.created_at AS "createdAt", b.started_at AS "startedAt",
  b.completed_at AS "completedAt", ${PROCESSING_MS} AS "processingMs", b.updated_at AS "updatedAt", to_json(b.created_at) #>> '{}' AS "createdAtExact"`;

/** Filters that are null cost nothing: the planner knows the values and drops the constant conditions. */
const MATCHES = `
      ($1::bigint IS NULL OR b.owner_id = $1)
  AND ($2::text IS NULL OR b.kind = $2)
  AND ($3::text IS NULL OR b.status = $3)
  AND ($4::text IS NULL OR b.priority = $4)
  AND ($5::timestamptz IS NULL OR b.created_at >= $5)
  AND ($6::timestamptz IS NULL OR b.created_at < $6)
  AND ($7::text IS NULL OR b.name ILIKE $7
       OR (($9::text[] IS NULL OR b.kind = ANY($9)) AND (SELECT true FROM batch_items i WHERE i.batch_id = b.id AND i.ref LIKE $8 LIMIT 1)))
  AND ($10::bigint[] IS NULL OR b.id = ANY($10) OR (($9::text[] IS NULL OR b.kind = ANY($9)) AND b.id = ANY($11)))`;

/** Most batches, and most items, that a search takes from an index of all owners' names or refs. */
const FOUND_BATCHES = 1000;
const FOUND_ITEMS = 2000;

/** The batches that a search has found in the indexes of names and of refs. */
interface Found {
  readonly byName: readonly number[];
  readonly byRef: readonly number[];
}

/** The statements that read batches. Each is limited to one owner's batches; `null` means all owners. */
@Injectable()
export class BatchQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The batches after the cursor, newest first. */
  async page(filter: BatchFilter, after: Cursor | null, limit: number): Promise<BatchRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM batches b
        WHERE ${MATCHES} AND ($12::timestamptz IS NULL OR (b.created_at, b.id) < ($12, $13::bigint))
        ORDER BY b.created_at DESC, b.id DESC LIMIT $14`,
      [...values(filter, await this.search(filter)), after?.createdAt ?? null, after?.id ?? null, limit],
    );
  }

  /** The number of matching batches, counted up to TOTAL_CAP + 1. */
  async count(filter: BatchFilter): Promise<number> {
    const rows: { readonly n: number }[] = await this.dataSource.query(
      `SELECT count(*) AS n FROM (SELECT FROM batches b WHERE ${MATCHES} LIMIT ${TOTAL_CAP + 1}) matching`,
      values(filter, await this.search(filter)),
    );
    return rows[0]?.n ?? 0;
  }

  /** What the batches of the filter have in common, for statements of others. */
  async condition(filter: BatchFilter): Promise<Condition> {
    return { sql: MATCHES, values: values(filter, await this.search(filter)) };
  }

  /**
   * What the words of the filter are found in, a bounded number; in the order of the index of refs, so that the planner
   * reads that. Undefined when there is nothing to search for, or more is found: then batches are read in the order of
   * the list until enough match, which are soon found when many of the owner's do. The index of refs knows no owners:
   * refs of others count too, and when those are many and the owner's few, all of the owner's batches are read.
   */
  private async search({ words, ownerId }: BatchFilter): Promise<Found | undefined> {
    if (words === null) return undefined;
    const items: { readonly id: number; readonly items: number }[] = await this.dataSource.query(
      `SELECT batch_id AS id, count(*) AS items
         FROM (SELECT batch_id FROM batch_items WHERE ref LIKE $1 ORDER BY ref USING ~<~ LIMIT ${FOUND_ITEMS}) i
        GROUP BY batch_id`,
      [beginningWith(words)],
    );
    const found = items.reduce((sum, one) => sum + one.items, 0);
    if (found === FOUND_ITEMS || items.length > FOUND_BATCHES) return undefined;
    const names: { readonly id: number }[] = await this.dataSource.query(
      `SELECT id FROM batches
        WHERE name IS NOT NULL AND name_grams(name) @> search_grams($1) AND name ILIKE $2
          AND ($3::bigint IS NULL OR owner_id = $3) LIMIT ${FOUND_BATCHES + 1}`,
      [words, containing(words), ownerId],
    );
    if (names.length > FOUND_BATCHES) return undefined;
    return { byName: names.map(({ id }) => id), byRef: items.map(({ id }) => id) };
  }

  async find(publicId: string, ownerId: number | null): Promise<BatchRow | undefined> {
    const rows: BatchRow[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM batches b WHERE b.public_id = $1 AND ($2::bigint IS NULL OR b.owner_id = $2)`,
      [publicId, ownerId],
    );
    return rows[0];
  }

  /** The batches of these keys that exist, of all owners. */
  findByKeys(keys: readonly number[]): Promise<BatchRow[]> {
    return this.dataSource.query(`SELECT ${COLUMNS} FROM batches b WHERE b.id = ANY($1)`, [keys]);
  }
}

const containing = (words: string): string => `%${likeLiteral(words)}%`;
const beginningWith = (words: string): string => `${likeLiteral(words)}%`;

/** The parameters of MATCHES. */
function values(filter: BatchFilter, found: Found | undefined): unknown[] {
  const words = found === undefined ? filter.words : null;
  return [
    filter.ownerId,
    filter.kind,
    filter.status,
    filter.priority,
    filter.createdFrom,
    filter.createdTo,
    words === null ? null : containing(words),
    words === null ? null : beginningWith(words),
    filter.refKinds,
    found?.byName ?? null,
    found?.byRef ?? null,
  ];
}

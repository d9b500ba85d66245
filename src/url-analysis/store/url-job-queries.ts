import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ItemError } from '../../platform/errors/app-error.js';
import type { Cursor } from '../../platform/http/paging.js';
import { COUNTER_COLUMNS, type Counters } from '../../batch/model/status/counters.js';
import { mayHaveState } from '../../batch/model/items/item-sql.js';
import type { BatchStatus, ItemStatus, Priority } from '../../batch/model/status/batch-status.js';
import type { UrlAnalysis } from '../engines/url-analysis.js';
import type { UrlInput } from '../input/check-url.js';
import type { UrlOptions } from '../input/url-options.js';
import type { UrlStep } from '../engines/url-steps.js';

/** A job as read for the API. */
export interface JobRow extends Counters {
  /** Internal key, never published. */
  readonly key: number;
  readonly publicId: string;
  readonly name: string | null;
  readonly status: BatchStatus;
  readonly priority: Priority;
  readonly options: UrlOptions;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** ISO 8601 with microseconds, for the cursor. */
  readonly createdAtExact: string;
}

/** Which jobs are listed; null disables a filter. */
interface JobFilter {
  readonly ownerId: number | null;
  readonly statuses: readonly BatchStatus[] | null;
  readonly priority: Priority | null;
  readonly createdFrom: string | null;
  /** Exclusive. */
  readonly createdTo: string | null;
}

/** A URL of a job. */
export interface UrlRow {
  readonly index: number;
  readonly ref: string | null;
  readonly metadata: Record<string, unknown> | null;
  readonly status: ItemStatus;
  readonly input: UrlInput;
  readonly output: UrlAnalysis | null;
  readonly error: ItemError | null;
  readonly attempts: number;
  readonly waitReason: string | null;
  readonly warnings: string[] | null;
  readonly step: UrlStep;
  readonly duplicateOf: number | null;
  readonly nearDuplicateOf: number | null;
}

const COLUMNS = `
  b.id AS key, b.public_id AS "publicId", b.name, b.status, b.priority, b.options, ${COUNTER_COLUMNS},
  b.created_at AS "createdAt", b.started_at AS "startedAt",
  b.completed_at AS "completedAt", to_json(b.created_at) #>> '{}' AS "createdAtExact"`;

/** Maximum URLs that can run concurrently in a job. */
const MAX_RUNNING = 20;

/** Reads of the URL API, restricted to batches of this kind. */
@Injectable()
export class UrlJobQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The job of an owner; null as owner finds jobs of all owners. */
  async find(publicId: string, ownerId: number | null): Promise<JobRow | undefined> {
    const rows: JobRow[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM batches b
        WHERE b.public_id = $1 AND b.kind = 'url_analysis' AND ($2::bigint IS NULL OR b.owner_id = $2)`,
      [publicId, ownerId],
    );
    return rows[0];
  }

  /** Jobs after the cursor, newest first. */
  page(filter: JobFilter, after: Cursor | null, limit: number): Promise<JobRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM batches b
        WHERE b.kind = 'url_analysis' AND ($1::bigint IS NULL OR b.owner_id = $1)
          AND ($2::text[] IS NULL OR b.status = ANY($2)) AND ($3::text IS NULL OR b.priority = $3)
          AND ($4::timestamptz IS NULL OR b.created_at >= $4) AND ($5::timestamptz IS NULL OR b.created_at < $5)
          AND ($6::timestamptz IS NULL OR (b.created_at, b.id) < ($6, $7::bigint))
        ORDER BY b.created_at DESC, b.id DESC LIMIT $8`,
      [
        filter.ownerId,
        filter.statuses,
        filter.priority,
        filter.createdFrom,
        filter.createdTo,
        after?.createdAt ?? null,
        after?.id ?? null,
        limit,
      ],
    );
  }

  /** URLs that are being analysed. */
  async running(key: number): Promise<string[]> {
    const rows: { readonly url: string }[] = await this.dataSource.query(
      `SELECT coalesce(input ->> 'cleaned_url', input ->> 'url') AS url FROM batch_items
        WHERE batch_id = $1 AND status = 'running'
          AND index = ANY (ARRAY(SELECT unnest(running) FROM batch_leases WHERE batch_id = $1))
        ORDER BY index LIMIT ${MAX_RUNNING}`,
      [key],
    );
    return rows.map(({ url }) => url);
  }

  /** URLs in input order with an index above `after`. The step of a running URL is that of its item. */
  urls(
    key: number,
    { status, keepsBudget }: { readonly status: ItemStatus | null; readonly keepsBudget: boolean | null },
    after: number,
    limit: number,
  ): Promise<UrlRow[]> {
    return this.dataSource.query(
      `SELECT i.index, i.ref, i.metadata, i.status, i.input, i.output, i.error, i.attempts, i.wait_reason AS "waitReason",
              i.warnings, CASE WHEN i.status = 'running' THEN coalesce(i.step, s.step) ELSE s.step END AS step,
              s.duplicate_of AS "duplicateOf", s.near_duplicate_of AS "nearDuplicateOf"
         FROM batch_items i
         LEFT JOIN LATERAL (SELECT min(u.current_step) AS step, min(u.duplicate_of) AS duplicate_of,
                                   min(u.near_duplicate_of) AS near_duplicate_of,
                                   bool_and(u.budget_passed) AS keeps_budget
                              FROM url_processing_status u WHERE u.batch_id = i.batch_id AND u.index = i.index) s ON true
        WHERE i.batch_id = $1 AND i.index > $3 AND ($2::text IS NULL OR i.status = $2)
          AND ($5::boolean IS NOT NULL OR ${mayHaveState('i.index', '$1', 'ARRAY[$2::text]', '$3', '$4')})
          AND ($5::boolean IS NULL OR s.keeps_budget = $5)
        ORDER BY i.index LIMIT $4`,
      [key, status, after, limit, keepsBudget],
    );
  }
}

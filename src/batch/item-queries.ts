import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ItemError } from '../platform/http/error.js';
import type { ItemStatus } from './state.js';

/** An item as the shared API and the exports read it. */
export interface ItemRow {
  readonly index: number;
  readonly ref: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly status: ItemStatus;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>> | null;
  readonly error: ItemError | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly attempts: number;
  /** Parked until then; null: it is not. */
  readonly runAt: Date | null;
  readonly waitReason: string | null;
  readonly step: string | null;
  readonly warnings: readonly string[] | null;
  readonly attemptLog: readonly Readonly<Record<string, unknown>>[] | null;
}

/** Which items; null leaves a filter out. */
export interface ItemFilter {
  readonly statuses: readonly ItemStatus[] | null;
  /** Error code of failed items. */
  readonly code: string | null;
}

/** A field of a JSON column, or of an object inside it. */
export interface JsonPath {
  readonly field: string;
  /** Null when the field itself is no object. */
  readonly inner: string | null;
}

const COLUMNS = `
  index, ref, metadata, status, input, output, error, started_at AS "startedAt", ended_at AS "endedAt", attempts,
  run_at AS "runAt", wait_reason AS "waitReason", step, warnings, attempt_log AS "attemptLog"`;

/** The statements behind the shared API's reads of items, each a short one over the primary key. */
@Injectable()
export class ItemQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Items in input order, those above `after`. */
  page(batchKey: number, filter: ItemFilter, after: number, limit: number): Promise<ItemRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM batch_items
        WHERE batch_id = $1 AND index > $2
          AND ($3::text[] IS NULL OR status = ANY($3))
          AND ($4::text IS NULL OR (status = 'failed' AND error ->> 'code' = $4))
        ORDER BY index LIMIT $5`,
      [batchKey, after, filter.statuses, filter.code, limit],
    );
  }

  /** The same, cut where the items together hold more than so many bytes of JSON; the first one is always there. */
  pageWithin(batchKey: number, filter: ItemFilter, after: number, limit: number, bytes: number): Promise<ItemRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM (
         SELECT page.*, row_number() OVER in_order AS nth,
                sum(octet_length(input::text) + coalesce(octet_length(output::text), 0) + coalesce(octet_length(metadata::text), 0)
                    + coalesce(octet_length(attempt_log::text), 0)) OVER in_order AS bytes
           FROM (SELECT * FROM batch_items
                  WHERE batch_id = $1 AND index > $2
                    AND ($3::text[] IS NULL OR status = ANY($3))
                    AND ($4::text IS NULL OR (status = 'failed' AND error ->> 'code' = $4))
                  ORDER BY index LIMIT $5) page
         WINDOW in_order AS (ORDER BY index)) measured
        WHERE bytes <= $6 OR nth = 1 ORDER BY index`,
      [batchKey, after, filter.statuses, filter.code, limit, bytes],
    );
  }

  async find(batchKey: number, index: number): Promise<ItemRow | undefined> {
    const rows: ItemRow[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM batch_items WHERE batch_id = $1 AND index = $2`,
      [batchKey, index],
    );
    return rows[0];
  }

  /** Every field that the inputs or outputs of a stretch of items have, in the order in which they first occur. */
  paths(batchKey: number, column: 'input' | 'output', from: number, to: number): Promise<JsonPath[]> {
    return this.dataSource.query(
      `SELECT outside.key AS field, inside.key AS inner
         FROM batch_items i, jsonb_each(${column === 'input' ? 'i.input' : 'i.output'}) outside
         LEFT JOIN LATERAL jsonb_object_keys(
           CASE WHEN jsonb_typeof(outside.value) = 'object' THEN outside.value END) inside(key) ON true
        WHERE i.batch_id = $1 AND i.index >= $2 AND i.index < $3
        GROUP BY 1, 2 ORDER BY min(i.index), 1, 2`,
      [batchKey, from, to],
    );
  }
}

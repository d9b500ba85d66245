import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ItemError } from '../../platform/errors/app-error.js';
import type { FieldSummary, FoundPath } from '../model/fields/item-fields.js';
import { IS_FAILURE, mayHaveState, RUN_AT_SHOWN } from '../model/items/item-sql.js';
import type { ItemStatus } from '../model/status/batch-status.js';

/** An item as read from the database for the API and the exports. */
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
  /** When the next attempt is due; null unless the item waits for it. */
  readonly runAt: Date | null;
  readonly waitReason: string | null;
  readonly step: string | null;
  readonly warnings: readonly string[] | null;
  readonly attemptLog: readonly Readonly<Record<string, unknown>>[] | null;
}

/** Filters of items; null means no filter. */
export interface ItemFilter {
  readonly statuses: readonly ItemStatus[] | null;
  /** Error code of failed items. */
  readonly code: string | null;
}

/** Items in input order, and the index after which the next page begins; null on the last page. */
export interface ItemPage {
  readonly rows: readonly ItemRow[];
  readonly nextCursor: number | null;
}

/** Every item. */
export const EVERY_ITEM: ItemFilter = { statuses: null, code: null };

/** An item of a page, and how many items that page had before it was cut. */
type MeasuredRow = ItemRow & { readonly found: number };

const isCut = (rows: readonly MeasuredRow[]): boolean => (rows[0]?.found ?? 0) > rows.length;

/** Most bytes of JSON of the items of one answer; an item is at most some 5 MiB. */
const ANSWER_BYTES = 8 * 1024 * 1024;

/** Range of the items, and limits of the paths that are returned. */
interface PathSearch {
  readonly from: number;
  readonly to: number;
  /** Most keys of a path. */
  readonly depth: number;
  /** Most paths of each length; further ones are omitted. */
  readonly limit: number;
}

const COLUMNS = `
  index, ref, metadata, status, input, output, error, started_at AS "startedAt", ended_at AS "endedAt", attempts,
  ${RUN_AT_SHOWN} AS "runAt", wait_reason AS "waitReason", step, warnings, attempt_log AS "attemptLog"`;

/** SQL condition on an item, of parameters with the states and the code of a filter. */
export const fitsFilter = (statuses: string, code: string): string =>
  `(${statuses}::text[] IS NULL OR status = ANY(${statuses}))
          AND (${statuses} IS DISTINCT FROM '{failed}' OR ${IS_FAILURE})
          AND (${code}::text IS NULL OR (${IS_FAILURE} AND error ->> 'code' = ${code}))`;

const MAY_HAVE_STATE = mayHaveState('index', '$1', '$3::text[]', '$2', '$5');
/** SQL condition on the items of a page that is measured. */
const FITS_PAGE = `
  batch_id = $1 AND index > $2 AND ($7::integer[] IS NOT NULL OR ${MAY_HAVE_STATE})
  AND ${fitsFilter('$3', '$4')} AND ($7::integer[] IS NULL OR index = ANY($7))`;

/** The statements that read items, each a short one over the primary key. */
@Injectable()
export class ItemQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Items with an index above `after`, in input order. */
  page(batchKey: number, filter: ItemFilter, after: number, limit: number): Promise<ItemRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM batch_items
        WHERE batch_id = $1 AND index > $2 AND ${MAY_HAVE_STATE}
          AND ${fitsFilter('$3', '$4')}
        ORDER BY index LIMIT $5`,
      [batchKey, after, filter.statuses, filter.code, limit],
    );
  }

  /**
   * A page for one answer, with whether more items follow: cut where the items together exceed 8 MiB of JSON, so that
   * neither reading nor writing them blocks the event loop for long.
   */
  async answerPage(batchKey: number, filter: ItemFilter, after: number, limit: number): Promise<ItemPage> {
    const rows = await this.pageWithin(batchKey, filter, after, limit + 1, ANSWER_BYTES);
    const hasMore = rows.length > limit || isCut(rows);
    const shown = rows.slice(0, limit);
    return { rows: shown, nextCursor: hasMore ? (shown.at(-1)?.index ?? null) : null };
  }

  /** Those of some items that fit, cut like a page; `nextCursor` is null unless it was cut. */
  async answerOf(batchKey: number, filter: ItemFilter, indexes: readonly number[]): Promise<ItemPage> {
    const rows = await this.pageWithin(batchKey, filter, -1, indexes.length, ANSWER_BYTES, indexes);
    return { rows, nextCursor: isCut(rows) ? (rows.at(-1)?.index ?? null) : null };
  }

  /**
   * Like `page`, but cut where the items together exceed `bytes` of JSON; always returns at least the first item.
   * `found` of each row is the number of items before the cut. `among` leaves all others out.
   */
  pageWithin(
    batchKey: number,
    filter: ItemFilter,
    after: number,
    limit: number,
    bytes: number,
    among: readonly number[] | null = null,
  ): Promise<MeasuredRow[]> {
    return this.dataSource.query(
      `WITH page AS MATERIALIZED (
         SELECT index, ${['input', 'output', 'metadata', 'attempt_log'].map(bytesOf).join(' + ')} AS bytes
           FROM batch_items
          WHERE ${FITS_PAGE}
          ORDER BY index LIMIT $5),
       cut AS (
         SELECT coalesce(max(index) FILTER (WHERE bytes_so_far <= $6), min(index)) AS last, count(*)::integer AS found
           FROM (SELECT index, sum(bytes) OVER (ORDER BY index) AS bytes_so_far FROM page) measured)
       SELECT ${COLUMNS}, (SELECT found FROM cut) AS found FROM batch_items
        WHERE ${FITS_PAGE} AND index <= (SELECT last FROM cut)
        ORDER BY index`,
      [batchKey, after, filter.statuses, filter.code, limit, bytes, among],
    );
  }

  async find(batchKey: number, index: number): Promise<ItemRow | undefined> {
    const rows: ItemRow[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM batch_items WHERE batch_id = $1 AND index = $2`,
      [batchKey, index],
    );
    return rows[0];
  }

  /** The fields of the inputs as summed up at the submission; undefined for a batch that has no summary. */
  async inputFields(batchKey: number): Promise<FieldSummary | undefined> {
    const rows: { readonly inputs: FieldSummary }[] = await this.dataSource.query(
      'SELECT inputs FROM batch_fields WHERE batch_id = $1',
      [batchKey],
    );
    return rows[0]?.inputs;
  }

  /** The paths that occur in the inputs or outputs of a range of items. */
  paths(batchKey: number, column: 'input' | 'output', { from, to, depth, limit }: PathSearch): Promise<FoundPath[]> {
    return this.dataSource.query(
      `WITH RECURSIVE node(path, nested) AS (
         SELECT ARRAY[field.key], ${nested('field.value')}
           FROM batch_items i, jsonb_each(${column === 'input' ? 'i.input' : 'i.output'}) field
          WHERE i.batch_id = $1 AND i.index >= $2 AND i.index < $3
         UNION ALL
         SELECT node.path || inside.key, ${nested('inside.value')}
           FROM node, LATERAL (
             SELECT key, value FROM jsonb_each(CASE jsonb_typeof(nested) WHEN 'object' THEN nested END)
             UNION ALL
             SELECT (place - 1)::text, value
               FROM jsonb_array_elements(CASE jsonb_typeof(nested) WHEN 'array' THEN nested END)
                    WITH ORDINALITY element(value, place)) inside
          WHERE node.nested IS NOT NULL AND cardinality(node.path) < $4)
       SELECT path, "isLeaf", "isNested" FROM (
         SELECT path, bool_or(nested IS NULL) AS "isLeaf", bool_or(nested IS NOT NULL) AS "isNested",
                row_number() OVER (PARTITION BY cardinality(path) ORDER BY path) AS nth
           FROM node WHERE cardinality(path) <= $4 GROUP BY path) found
        WHERE nth <= $5`,
      [batchKey, from, to, depth, limit],
    );
  }
}

/**
 * SQL: about the bytes of a JSON column as text. A small value that is not compressed is about as long as its text,
 * which need not be made to be measured.
 */
export const bytesOf = (column: string): string => `
  CASE WHEN pg_column_compression(${column}) IS NULL AND pg_column_size(${column}) < 2000 THEN pg_column_size(${column})
       ELSE coalesce(octet_length(${column}::text), 0) END`;

/**
 * SQL: the value if it has paths below it, else NULL. In lax mode a value that is not an array is an array of one
 * element.
 */
const nested = (value: string): string =>
  `CASE WHEN jsonb_path_exists(${value}, '$[*] ? (@.type() == "object" || @.type() == "array")') THEN ${value} END`;

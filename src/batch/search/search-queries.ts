import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { likeLiteral } from '../../platform/http/query-values.js';
import { IS_FAILURE } from '../model/items/item-sql.js';
import type { KindName } from '../model/kinds/kind.js';
import { readBounded } from './search-statement.js';
import type { FoundItem } from './search-item-queries.js';
import type { BatchPlace } from './search-place.js';

/** Whose batches are searched, and of which kinds; null means all. */
export interface SearchScope {
  readonly ownerId: number | null;
  readonly kinds: readonly KindName[] | null;
}

/** What one statement found, and where the next one begins; null when nothing is left. */
export interface Slice<Found> {
  readonly found: readonly Found[];
  readonly next: BatchPlace | null;
}

/** A batch, how many items it has, and how many of them failed. */
export type SizedBatch = BatchPlace & { readonly total: number; readonly failures: number };

/** Batches that one statement looks at: tens of milliseconds. */
const LOOKED_AT = 5000;
/** Batches whose refs one statement looks for, each with a look into the index of refs. */
const LOOKED_AT_FOR_REFS = 2000;
/**
 * What an index over the batches of all owners may answer with; when more have it, the batches are read in the order of
 * the list.
 */
const NAMED = 1000;
const REFS = 2000;
/** Failures of one batch whose messages are looked at, and of one statement. */
export const FAILURES = 20_000;

const EXACT = `to_json(b.created_at) #>> '{}' AS "createdAt"`;
const IN_SCOPE = '($1::bigint IS NULL OR b.owner_id = $1) AND ($2::text[] IS NULL OR b.kind = ANY($2))';
const AFTER = '($3::timestamptz IS NULL OR (b.created_at, b.id) < ($3, $4::bigint))';
const NEWEST_FIRST = 'b.created_at DESC, b.id DESC';

/**
 * The statements of a search that look for batches. Each looks at a bounded number of rows of batches that the caller
 * may see, and goes on where the one before it stopped.
 */
@Injectable()
export class SearchQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The batch with a public id: one row of an index, for which a search waits on a busy machine too instead of passing
   * it over.
   */
  async byPublicId({ ownerId, kinds }: SearchScope, publicId: string): Promise<number | undefined> {
    const rows = await this.unitOfWork.run((tx) =>
      tx.query<{ readonly id: number }[]>(`SELECT b.id FROM batches b WHERE ${IN_SCOPE} AND b.public_id = $3`, [
        ownerId,
        kinds,
        publicId,
      ]),
    );
    return rows[0]?.id;
  }

  /** Batches whose name contains the text, newest first. */
  async byName(scope: SearchScope, text: string, after: BatchPlace | null, limit: number): Promise<Slice<BatchPlace>> {
    const like = `%${likeLiteral(text)}%`;
    const named = await this.read<{ readonly id: number }>(
      `SELECT b.id FROM batches b
        WHERE ${IN_SCOPE} AND b.name IS NOT NULL AND name_grams(b.name) @> search_grams($3) AND b.name ILIKE $4 LIMIT ${NAMED + 1}`,
      [scope.ownerId, scope.kinds, text, like],
    );
    if (named.length > NAMED) return this.walk(scope, after, limit, { condition: 'b.name ILIKE $5', values: [like] });
    return this.chosen(scope, after, limit, named);
  }

  /** Batches that have items whose ref begins with the text, newest first. */
  async withRef(scope: SearchScope, text: string, after: BatchPlace | null, limit: number): Promise<Slice<BatchPlace>> {
    const like = `${likeLiteral(text)}%`;
    // Of all owners: only which of them are the caller's own is told, for a place behind another's would tell that it
    // exists.
    const refs = await this.read<{ readonly id: number }>(
      `SELECT i.batch_id AS id FROM batch_items i WHERE i.ref LIKE $1 ORDER BY i.ref USING ~<~, i.batch_id LIMIT ${REFS + 1}`,
      [like],
    );
    if (refs.length <= REFS) return this.chosen(scope, after, limit, refs);
    // LIMIT: a look into the index for each batch, never a list of all that have it.
    const condition = '(SELECT true FROM batch_items i WHERE i.batch_id = b.id AND i.ref LIKE $5 LIMIT 1)';
    return this.walk(scope, after, limit, { condition, values: [like], lookedAt: LOOKED_AT_FOR_REFS });
  }

  /** The next batches of the list. */
  async listed(scope: SearchScope, after: BatchPlace | null): Promise<Slice<SizedBatch>> {
    const found = await this.read<SizedBatch>(
      `SELECT ${EXACT}, b.id, b.total_count AS total, b.failed_count AS failures FROM batches b
        WHERE ${IN_SCOPE} AND ${AFTER} ORDER BY ${NEWEST_FIRST} LIMIT ${LOOKED_AT}`,
      [...scopeValues(scope, after)],
    );
    return { found, next: found.length < LOOKED_AT ? null : (found.at(-1) ?? null) };
  }

  /** The batch of a place, which anybody may have written; undefined unless the caller may see it. */
  async at({ ownerId, kinds }: SearchScope, { id }: BatchPlace): Promise<SizedBatch | undefined> {
    const rows = await this.read<SizedBatch>(
      `SELECT ${EXACT}, b.id, b.total_count AS total, b.failed_count AS failures FROM batches b WHERE ${IN_SCOPE} AND b.id = $3`,
      [ownerId, kinds, id],
    );
    return rows[0];
  }

  /** Those of some batches that may be seen, newest first. */
  private async chosen(
    scope: SearchScope,
    after: BatchPlace | null,
    limit: number,
    batches: readonly { readonly id: number }[],
  ): Promise<Slice<BatchPlace>> {
    const found = await this.read<BatchPlace>(
      `SELECT ${EXACT}, b.id FROM batches b
        WHERE ${IN_SCOPE} AND ${AFTER} AND b.id = ANY($5) ORDER BY ${NEWEST_FIRST} LIMIT $6`,
      [...scopeValues(scope, after), [...new Set(batches.map(({ id }) => id))], limit + 1],
    );
    return cut(found, limit);
  }

  /** Batches that fit, newest first, among the next that there are. */
  private async walk(
    scope: SearchScope,
    after: BatchPlace | null,
    limit: number,
    { condition, values, lookedAt = LOOKED_AT }: Fitting,
  ): Promise<Slice<BatchPlace>> {
    const rows = await this.read<BatchPlace & { readonly fits: boolean | null }>(
      `SELECT ${EXACT}, b.id, ${condition} AS fits FROM batches b
        WHERE ${IN_SCOPE} AND ${AFTER} ORDER BY ${NEWEST_FIRST} LIMIT ${lookedAt}`,
      [...scopeValues(scope, after), ...values],
    );
    const fitting = rows.filter(({ fits }) => fits === true);
    if (fitting.length > limit) return cut(fitting, limit);
    return { found: fitting, next: rows.length < lookedAt ? null : (rows.at(-1) ?? null) };
  }

  /** Batches in which items failed with the code, newest first. */
  async byCode(
    scope: SearchScope,
    code: string,
    after: BatchPlace | null,
    limit: number,
  ): Promise<Slice<BatchPlace & FoundItem>> {
    const batches = await this.read<BatchPlace>(
      `SELECT ${EXACT}, b.id FROM batch_failures f JOIN batches b ON b.id = f.batch_id
        WHERE ${IN_SCOPE} AND ${AFTER} AND f.code = $5 AND f.failures > 0 ORDER BY ${NEWEST_FIRST} LIMIT $6`,
      [...scopeValues(scope, after), code, limit + 1],
    );
    const { found, next } = cut(batches, limit);
    const firsts = await this.read<FoundItem>(
      `SELECT b.id, i.index FROM unnest($1::bigint[]) AS b (id) CROSS JOIN LATERAL (
         SELECT index FROM batch_items
          WHERE batch_id = b.id AND ${IS_FAILURE} AND error ->> 'code' = $2 ORDER BY index LIMIT 1) i`,
      [found.map(({ id }) => id), code],
    );
    const indexes = new Map(firsts.map(({ id, index }) => [id, index]));
    return { found: found.flatMap((batch) => withIndex(batch, indexes.get(batch.id))), next };
  }

  /**
   * Of each batch the first item that failed with a message that has all words, among its first 20,000 failures by code
   * and index.
   */
  byMessage(batchIds: readonly number[], words: readonly string[]): Promise<FoundItem[]> {
    return this.read<FoundItem>(
      `SELECT b.id, m.index FROM unnest($1::bigint[]) AS b (id) CROSS JOIN LATERAL (
         SELECT f.index FROM (
           SELECT index, error FROM batch_items WHERE batch_id = b.id AND ${IS_FAILURE}
            ORDER BY error ->> 'code', index LIMIT ${FAILURES}) f
          WHERE f.error ->> 'message' ILIKE ALL ($2) LIMIT 1) m`,
      [batchIds, words.map((word) => `%${likeLiteral(word)}%`)],
    );
  }

  private read<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return readBounded<Row>(this.unitOfWork, text, values);
  }
}

/** SQL condition on a batch `b`, with its values from $5, and how many batches it is asked of at once. */
interface Fitting {
  readonly condition: string;
  readonly values: readonly unknown[];
  readonly lookedAt?: number;
}

const scopeValues = ({ ownerId, kinds }: SearchScope, after: BatchPlace | null): readonly unknown[] => [
  ownerId,
  kinds,
  after?.createdAt ?? null,
  after?.id ?? null,
];

const withIndex = (batch: BatchPlace, index: number | undefined): readonly (BatchPlace & FoundItem)[] =>
  index === undefined ? [] : [{ createdAt: batch.createdAt, id: batch.id, index }];

/** Of one row more than the limit, as many as that. */
function cut<Row extends BatchPlace>(rows: readonly Row[], limit: number): Slice<Row> {
  const found = rows.slice(0, limit);
  return { found, next: rows.length > limit ? (found.at(-1) ?? null) : null };
}

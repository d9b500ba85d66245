import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { likeLiteral } from '../../platform/http/query-values.js';
import { IS_FAILURE } from '../model/items/item-sql.js';
import { fitsFilter, type ItemFilter } from '../read/item-queries.js';
import type { ItemRange } from './search-item-queries.js';
import { FAILURES } from './search-queries.js';
import { readBounded } from './search-statement.js';

/** What items of one batch are found by, and which of them fit. */
export interface SoughtItems {
  /** The beginning of a ref. */
  readonly ref: string;
  /** The code of an error. */
  readonly code: string;
  /** What the message of an error has, all of them; none finds nothing. */
  readonly words: readonly string[];
  readonly filter: ItemFilter;
}

/** An item that the beginning of its ref finds, and whether it fits. */
interface RefRow {
  readonly index: number;
  readonly fits: boolean;
}

/** More refs that begin with a text are looked for where one searches, not all at once. */
const REFS = 2000;

/** The statements of a search in one batch by refs and errors. Each looks at a bounded number of rows. */
@Injectable()
export class ItemSearchQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The items whose ref begins so, out of the index of refs; undefined when there are more than 2,000. */
  async byRef(batchId: number, { ref, filter }: SoughtItems): Promise<readonly number[] | undefined> {
    const rows = await readBounded<RefRow>(
      this.unitOfWork,
      `SELECT index, ${fitsFilter('$3', '$4')} AS fits FROM batch_items
        WHERE batch_id = $1 AND ref LIKE $2 ORDER BY ref USING ~<~, index LIMIT ${REFS + 1}`,
      [batchId, `${likeLiteral(ref)}%`, filter.statuses, filter.code],
      { inIndexOrder: true },
    );
    return rows.length > REFS ? undefined : rows.flatMap(({ index, fits }) => (fits ? [index] : []));
  }

  /** The items that failed with the code or with such a message, out of the index of failures: of its first 20,000. */
  async byError(batchId: number, sought: SoughtItems): Promise<readonly number[]> {
    const { code, words, filter } = sought;
    const rows = await readBounded<{ readonly index: number }>(
      this.unitOfWork,
      `SELECT index FROM (
         SELECT index, error, status FROM batch_items WHERE batch_id = $1 AND ${IS_FAILURE}
          ORDER BY error ->> 'code', index LIMIT ${FAILURES}) f
        WHERE ${hasError('$2', '$3')} AND ${fitsFilter('$4', '$5')}`,
      [batchId, code, patterns(words), filter.statuses, filter.code],
      { inIndexOrder: true },
    );
    return rows.map(({ index }) => index);
  }

  /** The first of consecutive items that are found by their ref, or by their error, through the primary key. */
  async among(
    { id, first, last }: ItemRange,
    { ref, code, words, filter }: SoughtItems,
    by: { readonly ref: boolean; readonly error: boolean },
    limit: number,
  ): Promise<readonly number[]> {
    const rows = await readBounded<{ readonly index: number }>(
      this.unitOfWork,
      // left(): a condition that no index takes, for one of many refs would be read from its beginning each time.
      `SELECT index FROM batch_items WHERE batch_id = $1 AND index BETWEEN $2 AND $3
          AND (($4 AND left(ref, char_length($5)) = $5) OR ($6 AND status = 'failed' AND ${hasError('$7', '$8')}))
          AND ${fitsFilter('$9', '$10')}
        ORDER BY index LIMIT $11`,
      [id, first, last, by.ref, ref, by.error, code, patterns(words), filter.statuses, filter.code, limit],
      { inIndexOrder: true },
    );
    return rows.map(({ index }) => index);
  }
}

/** SQL condition on the error of an item, of parameters with a code and patterns; none of these match nothing. */
const hasError = (code: string, words: string): string =>
  `(error ->> 'code' = ${code}
         OR (cardinality(${words}::text[]) > 0 AND error ->> 'message' ILIKE ALL (${words}::text[])))`;

const patterns = (words: readonly string[]): readonly string[] => words.map((word) => `%${likeLiteral(word)}%`);

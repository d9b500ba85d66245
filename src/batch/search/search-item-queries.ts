import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { likeLiteral } from '../../platform/http/query-values.js';
import type { ItemError } from '../../platform/errors/app-error.js';
import type { ItemStatus } from '../model/status/batch-status.js';
import { EVERY_ITEM, fitsFilter, type ItemFilter } from '../read/item-queries.js';
import { BLOCK_ITEMS, probesOf } from '../model/search/search-blocks.js';
import { readBounded } from './search-statement.js';

export interface FoundItem {
  readonly id: number;
  readonly index: number;
}

/** An item that was found by its ref. */
interface FoundRef extends FoundItem {
  readonly ref: string;
}

/** Consecutive items of a batch. */
export interface ItemRange {
  readonly id: number;
  readonly first: number;
  readonly last: number;
}

/** What a page shows of an item. */
export interface ShownItem extends FoundItem {
  readonly ref: string | null;
  readonly status: ItemStatus;
  readonly error: ItemError | null;
  /** The beginning of its input as JSON. */
  readonly text: string;
}

/** Larger inputs, in bytes, are read one by one. */
const LARGE_INPUT = 32_768;
/** Characters of an input that a page sees. */
const SHOWN_TEXT = 4000;

/** The statements of a search that look into batches. What they are given bounds the rows that each looks at. */
@Injectable()
export class SearchItemQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of each batch up to so many items whose ref begins with the text, by ref and index. */
  byRef(batchIds: readonly number[], text: string, limit: number): Promise<FoundRef[]> {
    return this.read<FoundRef>(
      `SELECT b.id, i.ref, i.index FROM unnest($1::bigint[]) AS b (id) CROSS JOIN LATERAL (
         SELECT ref, index FROM batch_items WHERE batch_id = b.id AND ref LIKE $2
          ORDER BY ref USING ~<~, index LIMIT $3) i`,
      [batchIds, `${likeLiteral(text)}%`, limit],
      { inIndexOrder: true },
    );
  }

  /** The same of one batch, behind a place in it. */
  byRefAfter({ id, ref, index }: FoundRef, text: string, limit: number): Promise<FoundRef[]> {
    return this.read<FoundRef>(
      // Two ranges of the index: what is left of the ref at the place, and the refs behind it.
      `SELECT $1::bigint AS id, ref, index FROM (
         (SELECT ref, index FROM batch_items WHERE batch_id = $1 AND ref = $3 AND index > $4 ORDER BY index LIMIT $5)
          UNION ALL
         (SELECT ref, index FROM batch_items WHERE batch_id = $1 AND ref LIKE $2 AND ref ~>~ $3
           ORDER BY ref USING ~<~, index LIMIT $5)) i
        ORDER BY ref USING ~<~, index LIMIT $5`,
      [id, `${likeLiteral(text)}%`, ref, index, limit],
      { inIndexOrder: true },
    );
  }

  /** The blocks that overlap the ranges and may have all words, in the order of the ranges and of their items. */
  blocks(ranges: readonly ItemRange[], words: readonly string[]): Promise<ItemRange[]> {
    // OFFSET 0: range by range through the primary key. A block has no more items than that, so it begins near the
    // range.
    return this.read<ItemRange>(
      `SELECT r.id, s.first_index AS first, s.last_index AS last
         FROM unnest($1::bigint[], $2::integer[], $3::integer[]) WITH ORDINALITY AS r (id, first, last, n)
        CROSS JOIN LATERAL (
         SELECT s.first_index, s.last_index FROM batch_search s
          WHERE s.batch_id = r.id AND s.first_index > r.first - ${BLOCK_ITEMS} AND s.first_index <= r.last
            AND s.last_index >= r.first AND ${mayHave(words)} OFFSET 0) s
        ORDER BY r.n, s.first_index, s.last_index`,
      [ranges.map(({ id }) => id), ranges.map(({ first }) => first), ranges.map(({ last }) => last)],
    );
  }

  /**
   * Inputs of those of consecutive items that fit, in order; null for a large one. Its stored size, which is known
   * without reading it, is asked first: to write 256 inputs of a mebibyte as text takes seconds.
   */
  inputs(
    { id, first, last }: ItemRange,
    { statuses, code }: ItemFilter = EVERY_ITEM,
  ): Promise<{ readonly index: number; readonly input: object | null }[]> {
    return this.read(
      `SELECT index, CASE WHEN pg_column_size(input) <= ${LARGE_INPUT} AND octet_length(input::text) <= ${LARGE_INPUT} THEN input END AS input
         FROM batch_items WHERE batch_id = $1 AND index BETWEEN $2 AND $3 AND ${fitsFilter('$4', '$5')} ORDER BY index`,
      [id, first, last, statuses, code],
    );
  }

  async input(batchId: number, index: number): Promise<object | undefined> {
    const rows = await this.read<{ readonly input: object }>(
      'SELECT input FROM batch_items WHERE batch_id = $1 AND index = $2',
      [batchId, index],
    );
    return rows[0]?.input;
  }

  /** What a page shows of the items it found. */
  shown(items: readonly FoundItem[]): Promise<ShownItem[]> {
    return this.read<ShownItem>(
      `SELECT i.batch_id AS id, i.index, i.ref, i.status, i.error, left(i.input::text, ${SHOWN_TEXT}) AS text
         FROM unnest($1::bigint[], $2::integer[]) AS f (id, index)
         JOIN batch_items i ON i.batch_id = f.id AND i.index = f.index`,
      [items.map(({ id }) => id), items.map(({ index }) => index)],
    );
  }

  private read<Row extends object>(
    text: string,
    values: readonly unknown[],
    how?: Parameters<typeof readBounded>[3],
  ): Promise<Row[]> {
    return readBounded<Row>(this.unitOfWork, text, values, how);
  }
}

/** SQL condition: the block has the bits of all words. The numbers are ours, never a caller's text. */
const mayHave = (words: readonly string[]): string =>
  words
    .flatMap((word) => probesOf(word))
    .map((probe) => `get_bit(s.bits, ${probe} & (octet_length(s.bits) * 8 - 1)) = 1`)
    .join(' AND ');

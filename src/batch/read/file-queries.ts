import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ItemStatus } from '../model/status/batch-status.js';
import type { ItemContent } from '../model/items/item.js';
import { bytesOf } from './item-queries.js';

/** How the file was read that a batch came as. */
export interface FileOfBatch {
  readonly format: string;
  /** Name of the separator of a CSV file. */
  readonly delimiter: string | null;
  /** The headers as they stand in the file. */
  readonly headers: readonly string[];
  /** What the caller was told of the import. */
  readonly report: object;
}

/** Where an item is, and in which state. */
export interface PlacedItem {
  readonly index: number;
  readonly ref: string | null;
  readonly status: ItemStatus;
}

/** The statements that read what belongs to batches that came as files. */
@Injectable()
export class FileQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Undefined for a batch that did not come as a file. */
  async find(batchKey: number): Promise<FileOfBatch | undefined> {
    const rows: FileOfBatch[] = await this.dataSource.query(
      'SELECT format, delimiter, headers, report FROM batch_files WHERE batch_id = $1',
      [batchKey],
    );
    return rows[0];
  }

  /**
   * Items by their indexes or refs, and their states; of those with the same ref two, which are enough to tell that it
   * names several.
   */
  async findItems(
    batchKey: number,
    indexes: readonly number[],
    refs: readonly string[],
  ): Promise<readonly PlacedItem[]> {
    return this.dataSource.query(
      `SELECT index, ref, status FROM batch_items WHERE batch_id = $1 AND index = ANY ($2)
       UNION
       SELECT i.index, i.ref, i.status FROM unnest($3::text[]) AS r (ref) CROSS JOIN LATERAL (
         SELECT index, ref, status FROM batch_items WHERE batch_id = $1 AND ref = r.ref LIMIT 2) i`,
      [batchKey, indexes, [...new Set(refs)]],
    );
  }

  /** About how many bytes the row of each item has, or what it is made of, by index. */
  async sizesOf(batchKey: number, indexes: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const rows: { readonly index: number; readonly bytes: number }[] = await this.dataSource.query(
      `SELECT i.index, coalesce(octet_length(r.cells), ${bytesOf('i.input')} + ${bytesOf('i.metadata')}) AS bytes
         FROM batch_items i LEFT JOIN batch_file_rows r ON r.batch_id = i.batch_id AND r.index = i.index
        WHERE i.batch_id = $1 AND i.index = ANY ($2)`,
      [batchKey, indexes],
    );
    return new Map(rows.map(({ index, bytes }) => [index, bytes]));
  }

  /**
   * The rows of items as JSON texts, by index; an item that came otherwise is missing, also when a file has corrected
   * it.
   */
  async rowsOf(batchKey: number, indexes: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows: { readonly index: number; readonly cells: string }[] = await this.dataSource.query(
      'SELECT index, cells FROM batch_file_rows WHERE batch_id = $1 AND index = ANY ($2) AND cells IS NOT NULL',
      [batchKey, indexes],
    );
    return new Map(rows.map(({ index, cells }) => [index, cells]));
  }

  /** What items are made of that came without a row, by index. */
  async contentsOf(batchKey: number, indexes: readonly number[]): Promise<ReadonlyMap<number, ItemContent>> {
    if (indexes.length === 0) return new Map();
    const rows: (ItemContent & { readonly index: number })[] = await this.dataSource.query(
      'SELECT index, input, ref, metadata FROM batch_items WHERE batch_id = $1 AND index = ANY ($2)',
      [batchKey, indexes],
    );
    return new Map(rows.map((row) => [row.index, row]));
  }
}

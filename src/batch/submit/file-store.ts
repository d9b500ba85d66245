import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { integerColumn, jsonColumn, textColumn } from '../../platform/database/columns.js';
import { run, sendWithoutWaiting, type Statement } from '../../platform/database/statement.js';
import type { EarlierFile, FileRow, RefusedItem, SubmittedFile, SubmittedItem } from '../model/items/submission.js';

/** An item whose place in the batch is given. */
type PlacedItem = SubmittedItem<object> & { readonly index: number };

const INSERT_FILE: Statement = {
  name: 'insert_file',
  text: 'INSERT INTO batch_files (batch_id, format, delimiter, headers, report) VALUES ($1, $2, $3, $4, $5)',
};

const FIND_FILE: Statement = {
  name: 'find_file_of_batch',
  text: 'SELECT headers, report FROM batch_files WHERE batch_id = $1',
};

const UPDATE_REPORT: Statement = {
  name: 'update_file_report',
  text: 'UPDATE batch_files SET report = $2 WHERE batch_id = $1',
};

const INSERT_ITEMS: Statement = {
  name: 'insert_items_of_file',
  text: `
    INSERT INTO batch_items (batch_id, index, ref, metadata, input)
    SELECT $1, r.index, r.ref, r.metadata, r.input
      FROM unnest($2::integer[], $3::text[], $4::jsonb[], $5::jsonb[]) AS r (index, ref, metadata, input)`,
};

const INSERT_REFUSED: Statement = {
  name: 'insert_refused_rows',
  text: `
    INSERT INTO batch_items (batch_id, index, ref, metadata, input, status, error, ended_at)
    SELECT $1, r.index, r.ref, r.metadata, r.input, 'failed', r.error, clock_timestamp()
      FROM unnest($2::integer[], $3::text[], $4::jsonb[], $5::jsonb[], $6::jsonb[]) AS r (index, ref, metadata, input, error)`,
};

const INSERT_ROWS: Statement = {
  name: 'insert_file_rows',
  text: `
    INSERT INTO batch_file_rows (batch_id, index, line, cells)
    SELECT $1, r.index, r.line, r.cells FROM unnest($2::integer[], $3::integer[], $4::text[]) AS r (index, line, cells)`,
};

/**
 * Stores what belongs to a batch that comes as a file. Each insert is one statement that is sent without waiting for
 * its result.
 */
@Injectable()
export class FileStore {
  async insertFile(
    batchId: number,
    { format, delimiter, headers, report }: Omit<SubmittedFile, 'refused'>,
    tx: EntityManager,
  ): Promise<void> {
    const values = [batchId, format, delimiter, JSON.stringify(headers), JSON.stringify(report)];
    await sendWithoutWaiting(INSERT_FILE, values, tx);
  }

  /** The file that an earlier part of the batch came as; undefined when none did. */
  async find(batchId: number, tx: EntityManager): Promise<EarlierFile | undefined> {
    return (await run<EarlierFile>(FIND_FILE, [batchId], tx)).rows[0];
  }

  async updateReport(batchId: number, report: object, tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(UPDATE_REPORT, [batchId, JSON.stringify(report)], tx);
  }

  async insertItems(batchId: number, items: readonly PlacedItem[], tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(INSERT_ITEMS, [batchId, ...columnsOf(items)], tx);
  }

  /** Rows that are failed items from the beginning. */
  async insertRefused(batchId: number, items: readonly RefusedItem[], tx: EntityManager): Promise<void> {
    const errors = jsonColumn(items.map(({ error }) => error));
    await sendWithoutWaiting(INSERT_REFUSED, [batchId, ...columnsOf(items), errors], tx);
  }

  /** The rows of items, as they stand in the file. */
  async insertRows(batchId: number, items: readonly PlacedItem[], tx: EntityManager): Promise<void> {
    const rows = items.flatMap(({ index, row }): (FileRow & { readonly index: number })[] =>
      row === undefined ? [] : [{ ...row, index }],
    );
    const values = [
      batchId,
      integerColumn(rows.map(({ index }) => index)),
      integerColumn(rows.map(({ line }) => line)),
      textColumn(rows.map(({ text }) => text)),
    ];
    await sendWithoutWaiting(INSERT_ROWS, values, tx);
  }
}

const columnsOf = (items: readonly PlacedItem[]): readonly Buffer[] => [
  integerColumn(items.map(({ index }) => index)),
  textColumn(items.map(({ ref }) => ref)),
  jsonColumn(items.map(({ metadata }) => metadata)),
  jsonColumn(items.map(({ input }) => input)),
];

import type { Actor } from '../../accounts/rights/actor.js';
import { ItemSpool } from '../files/item-spool.js';
import { Addresses, layColumns } from '../files/mended-rows.js';
import { mappingOf } from '../files/read-mapping.js';
import { RowItems } from '../files/row-items.js';
import type { Table } from '../files/table.js';
import type { AnyHandler } from '../model/handlers/handler-registry.js';
import type { Correction } from '../model/items/submission.js';
import { FileQueries } from '../read/file-queries.js';
import { MendedRows } from './mended-file.js';

const MIB = 1024 * 1024;
const TARGET = {
  fields: [{ path: 'id', type: 'string', isRequired: false, schema: { type: 'string' }, synonyms: [] }],
  rest: undefined,
} as const;

/** A file with corrections of so many items that came as JSON, each of so many bytes. */
async function correct(items: number, bytes: number): Promise<{ corrected: number; mostAtOnce: number }> {
  const table: Table = {
    ...{ format: 'csv', headers: ['id', '_index'], encoding: 'utf-8', delimiter: ',', sheet: null },
    async *rows() {
      for (let n = 0; n < items; n += 1) yield { line: n + 2, cells: [`k-${n}`, String(n)], text: '' };
      await Promise.resolve();
    },
  };
  let mostAtOnce = 0;
  const files: Pick<FileQueries, 'findItems' | 'sizesOf' | 'rowsOf' | 'contentsOf'> = {
    findItems: (_, indexes) => Promise.resolve(indexes.map((index) => ({ index, ref: null, status: 'failed' }))),
    sizesOf: (_, indexes) => Promise.resolve(new Map(indexes.map((index) => [index, bytes]))),
    rowsOf: () => Promise.resolve(new Map()),
    contentsOf: (_, indexes) => {
      mostAtOnce = Math.max(mostAtOnce, indexes.length);
      return Promise.resolve(
        new Map(indexes.map((index) => [index, { input: { id: 'k' }, ref: null, metadata: null }])),
      );
    },
  };
  const mapping = mappingOf(table, TARGET, undefined);
  const rows = new MendedRows(
    files as FileQueries,
    {
      ...{ table, original: undefined, columns: layColumns(table, undefined), mapping, fixed: {} },
      ...{ rowItems: new RowItems(table, mapping, TARGET), addresses: new Addresses(table, mapping) },
    },
    {
      batch: { key: 1, options: {} },
      handler: {
        kind: { scopes: { submit: 'x' }, checkItem: (value: object) => ({ value }) },
      } as unknown as AnyHandler,
      actor: { scopes: new Set(['admin']) } as unknown as Actor,
      onInvalid: 'refuse',
    },
  );
  const spool = await ItemSpool.make<Correction>();
  try {
    await rows.spool(spool);
    await spool.end();
    return { corrected: spool.count, mostAtOnce };
  } finally {
    await spool.discard();
  }
}

describe('The items that a mended file names', () => {
  it('are read many at once', async () => {
    expect(await correct(700, 100)).toEqual({ corrected: 700, mostAtOnce: 500 });
  });

  it('are read few at once when they are large, so that the file takes no more memory than others', async () => {
    expect(await correct(40, MIB)).toEqual({ corrected: 40, mostAtOnce: 4 });
    expect(await correct(3, 5 * MIB)).toEqual({ corrected: 3, mostAtOnce: 1 });
  });
});

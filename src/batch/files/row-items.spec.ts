import type { ItemField } from '../model/fields/item-schema.js';
import { Addresses } from './mended-rows.js';
import { mappingOf } from './read-mapping.js';
import { RowItems } from './row-items.js';
import type { Table, TableRow } from './table.js';

const field = (path: string, type: ItemField['type']): ItemField => ({
  path,
  type,
  isRequired: false,
  schema: { type },
  synonyms: [],
});
const PEOPLE = { fields: [field('id', 'string'), field('data.name', 'string')], rest: 'data', exported: ['inserted'] };
const PAGES = { fields: [field('url', 'string')], rest: undefined };

const tableOf = (format: Table['format'], headers: readonly string[]): Table => ({
  ...{ format, headers, encoding: 'utf-8', delimiter: null, sheet: null },
  rows: () => {
    throw new Error('The rows are not read here.');
  },
});
const rowOf = (cells: readonly unknown[]): TableRow => ({ line: 2, cells, text: JSON.stringify(cells) });

describe('A row of an export with the columns of the service', () => {
  it('is the item that it came from, whatever the export says of it besides', () => {
    const headers = [
      ...['index', 'ref', 'status', 'error_code', 'error_message', 'started_at', 'ended_at', 'inserted'],
      ...['input.id', 'input.data.name', 'input.data.hat size', 'metadata'],
    ];
    const table = tableOf('csv', headers);
    const cells = ['3', 'r-1', 'failed', 'X', 'y', '', '', 'no', 'a', 'Ana', '58', '{"by":"crm"}'];
    const mapping = mappingOf(table, PEOPLE, undefined);
    expect(new RowItems(table, mapping, PEOPLE).of(rowOf(cells))).toEqual({
      item: { id: 'a', ref: 'r-1', data: { name: 'Ana', 'hat size': '58' }, metadata: { by: 'crm' } },
      faults: [],
    });
    expect(new Addresses(table, mapping).of(rowOf(cells))).toEqual({ index: 3 });
  });

  it('is so as a line of JSON, without what the kind has added to the input', () => {
    const line = {
      ...{ index: 0, ref: null, metadata: { by: 'crm' }, status: 'failed', output: null, error: { code: 'X' } },
      input: { url: 'https://a.example/', cleaned_url: 'https://a.example' },
      attempts: 1,
    };
    const table = tableOf('ndjson', Object.keys(line));
    const mapping = mappingOf(table, PAGES, undefined);
    const { item, faults } = new RowItems(table, mapping, PAGES).of(rowOf(Object.values(line)));
    expect({ item, faults }).toEqual({ item: { url: 'https://a.example/', metadata: { by: 'crm' } }, faults: [] });
  });

  it('keeps columns of such names in any other file', () => {
    const table = tableOf('csv', ['url', 'index', 'status', 'error_code']);
    const { item } = new RowItems(table, mappingOf(table, PAGES, undefined), PAGES).of(rowOf(['u', '1', 'new', '']));
    expect(item).toEqual({ url: 'u', metadata: { index: '1', status: 'new' } });
  });
});

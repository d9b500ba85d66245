import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNdjson } from './ndjson-table.js';
import type { Table, TableRow } from './table.js';

const directory = mkdtempSync(join(tmpdir(), 'ndjson-table-'));
afterAll(() => rmSync(directory, { recursive: true }));

function open(lines: readonly string[]): Promise<Table> {
  const path = join(directory, 'file.ndjson');
  writeFileSync(path, lines.join('\n'));
  return openNdjson(path, 'utf-8');
}

async function rowsOf(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of table.rows()) rows.push(row);
  return rows;
}

describe('A file of JSON lines', () => {
  it('has names without the spaces around them, as the header of a table has', async () => {
    const table = await open(['{"name":"A"," size ":1}', '{" name":"B","size":2}']);
    expect(table.headers).toEqual(['name', 'size']);
    expect((await rowsOf(table)).map(({ cells, text }) => [cells, text])).toEqual([
      [['A', 1], '{"name":"A","size":1}'],
      [['B', 2], '{"name":"B","size":2}'],
    ]);
  });

  it('tells a line that has a name twice but for spaces, and keeps every other line as it stands', async () => {
    const table = await open(['{"a": 1, " a": 2}', '{"a": 1.50}']);
    expect((await rowsOf(table)).map(({ fault, text }) => [fault, text])).toEqual([
      ['has the field a twice', '{"a": 1, " a": 2}'],
      [undefined, '{"a": 1.50}'],
    ]);
  });
});

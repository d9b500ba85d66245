import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodingOf } from '../../platform/text/text-encoding.js';
import { openCsv } from './csv-table.js';
import { FILE_LIMITS } from './file-limits.js';
import { QuoteGuard } from './quote-guard.js';
import type { DelimiterName, Table, TableRow } from './table.js';

const directory = mkdtempSync(join(tmpdir(), 'csv-table-'));
afterAll(() => rmSync(directory, { recursive: true }));

function open(content: string | Buffer, delimiter?: DelimiterName): Promise<Table> {
  const path = join(directory, 'file.csv');
  const bytes = Buffer.from(content);
  writeFileSync(path, bytes);
  return openCsv(path, encodingOf(bytes), delimiter);
}

async function rowsOf(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of table.rows()) rows.push(row);
  return rows;
}

const read = async (content: string | Buffer, delimiter?: DelimiterName): Promise<[readonly string[], unknown[][]]> => {
  const table = await open(content, delimiter);
  return [table.headers, (await rowsOf(table)).map(({ cells }) => [...cells])];
};

describe('A CSV file', () => {
  it.each<[string, string, DelimiterName]>([
    ['commas', 'name,url\nA,"b, c"\nD,e', ','],
    ['semicolons around decimal commas', 'name;price\nA;1,5\nB;2,5', ';'],
    ['tabs', 'name\turl\nA, B\tc', 'tab'],
    ['bars', 'name|url|x\r\nA|b|c\r\n', '|'],
    ['a line that tells it', 'sep=;\r\na;b,c\r\n1;2,3\r\n', ';'],
  ])('with %s is split by them', async (_name, content, delimiter) => {
    const table = await open(content);
    expect(table.delimiter).toBe(delimiter);
    expect((await rowsOf(table)).every(({ cells, fault }) => cells.length === table.headers.length && !fault)).toBe(
      true,
    );
  });

  it('of one column is not split by what its cells hold', async () => {
    expect(await read('url\nhttps://a.example/?x=1,2;3\n')).toEqual([['url'], [['https://a.example/?x=1,2;3']]]);
  });

  it('is split as the caller says', async () => {
    expect(await read('a,b;c\n1,2;3', ';')).toEqual([['a,b', 'c'], [['1,2', '3']]]);
  });

  it('may have quotes, line breaks and quotes in cells, empty lines, and any line ends', async () => {
    expect(await read('\uFEFFname,note\r\n\r\n"Zoë ""Z""","two\r\nlines"\r\n ,\r\nB,\r\n')).toEqual([
      ['name', 'note'],
      [
        ['Zoë "Z"', 'two\r\nlines'],
        ['B', ''],
      ],
    ]);
  });

  it('takes a quote within a cell for what it is, and loses no line to it', async () => {
    expect(await read('size,name\n12" pipe,a\n"12" pipe,b\n1 "x",""\n"""",c\n')).toEqual([
      ['size', 'name'],
      [
        ['12" pipe', 'a'],
        ['"12" pipe', 'b'],
        ['1 "x"', ''],
        ['"', 'c'],
      ],
    ]);
  });

  it('finds its separator beside quotes within cells', async () => {
    expect((await open('size;n,ote;x\n12" pipe;a,b;c\n14 pipe;a;c\n')).delimiter).toBe(';');
  });

  it('is watched in pieces of any size', () => {
    const text = 'a,b\r\n"x""\r\n""",1\r\n"two\r\nlines",2\r\n3,"4"\r\n';
    const watch = (all: string, size: number): void => {
      const guard = new QuoteGuard(',');
      for (let at = 0; at < all.length; at += size) guard.watch(all.slice(at, at + size));
      guard.end();
    };
    for (let size = 1; size < 10; size += 1) {
      expect(() => watch(text, size)).not.toThrow();
      for (const end of ['\r\n', '\n', '\r'])
        expect(() => watch(`${text}5,"6\r\n7,"8"`.replaceAll('\r\n', end), size)).toThrow(
          /^Line 7: a quote opens a cell/,
        );
    }
  });

  it('tells the line at which each row begins', async () => {
    const table = await open('a,b\n1,"x\ny\nz"\n\n2,y\n"3\n",z\n4,e');
    expect((await rowsOf(table)).map(({ line }) => line)).toEqual([2, 6, 7, 9]);
  });

  it('loses no cell: a row with more than the header is told, one with less has empty ones', async () => {
    const [more, less] = await rowsOf(await open('a,b\n1,2,3\n4\n'));
    expect(more?.fault).toBe('has 3 cells; the header names 2 columns');
    expect([less?.cells, less?.fault]).toEqual([['4'], undefined]);
  });

  it('gives back texts without the apostrophe by which an export guards them', async () => {
    expect(await read("'+49,b\n'=1+1,'quoted'\n")).toEqual([['+49', 'b'], [['=1+1', "'quoted'"]]]);
  });

  it.each<[string, string | Buffer, string, object]>([
    ['without a line', '', 'no_header', {}],
    ['that ends within a quote', 'a,b\n1,"2\n3,4', 'damaged', { line: 2 }],
    ['with a single quote mark before a cell', 'a,b\n1,x\n2,"pipe\n3,y\n4,"z"\n5,w\n', 'damaged', { line: 3 }],
    [
      'with a single quote mark far from any other',
      `a,b\n1,"pipe\n${'2,some more text\n'.repeat(100_000)}`,
      'record_too_large',
      { line: 2, limit: FILE_LIMITS.recordBytes },
    ],
    [
      'with a record without end',
      `a\n"${'x'.repeat(FILE_LIMITS.recordBytes + 2)}`,
      'record_too_large',
      { limit: FILE_LIMITS.recordBytes },
    ],
    [
      'with too many columns',
      `a\n${','.repeat(FILE_LIMITS.columns)}\n`,
      'too_many_columns',
      { limit: 1000, value: 1001 },
    ],
  ])('%s is refused with the place', async (_name, content, reason, place) => {
    const refused = open(content, ',').then(rowsOf);
    await expect(refused).rejects.toMatchObject({ code: 'FILE_REJECTED', details: { reason, ...place } });
  });
});

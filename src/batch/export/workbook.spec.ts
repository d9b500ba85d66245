import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { describeWith } from '../../../test/support/programs.js';
import type { ItemRow } from '../read/item-queries.js';
import type { Column } from './columns.js';
import { columnLetters, workbookStream } from './workbook.js';

/** Two columns: a text, and the number of the row. */
const COLUMNS: readonly Column[] = [
  { header: 'text', read: ({ ref }) => ref ?? '' },
  { header: 'a <b> & "c"', read: ({ index }) => index },
];

const TEXTS = ['plain', '', ' spaces ', 'a\tb', 'line\nfeed', '<f>1+1</f>', '=1+1', '"quoted"', 'naïve 🎉 漢字', '007'];

async function* pages(texts: readonly string[], size = 2): AsyncGenerator<readonly ItemRow[]> {
  for (let from = 0; from < texts.length; from += size)
    yield texts.slice(from, from + size).map((ref, n) => ({ ref, index: from + n }) as ItemRow);
}

const written = (texts: readonly string[]): Promise<Buffer> => buffer(workbookStream(pages(texts), COLUMNS));
const sheetOf = (file: Buffer): string => strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());

describe('A workbook', () => {
  describeWith('xlsx2csv', 'read by xlsx2csv', () => {
    let directory: string;
    beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'batchwright-xlsx-'))));
    afterAll(() => rmSync(directory, { recursive: true }));

    it('has all columns in a row that ends with empty cells', async () => {
      const path = join(directory, 'empty.xlsx');
      const empty: Column = { header: 'empty', read: () => '' };
      writeFileSync(path, await buffer(workbookStream(pages(['a', '']), [...COLUMNS, empty, empty])));
      const csv = execFileSync('xlsx2csv', [path]).toString();
      expect((parse(csv) as string[][]).map((row) => row.length)).toEqual([4, 4, 4]);
    });

    it('contains every text and number unchanged', async () => {
      const path = join(directory, 'items.xlsx');
      writeFileSync(path, await written(TEXTS));
      const csv = execFileSync('xlsx2csv', [path]).toString();
      expect(parse(csv)).toEqual([['text', 'a <b> & "c"'], ...TEXTS.map((text, n) => [text, String(n)])]);
    });
  });

  it('preserves a carriage return and a text that looks like an escaped character', async () => {
    const sheet = sheetOf(await written(['a\r\nb', '_x000D_', '_x00_']));
    expect(sheet).toContain('>a&#13;\nb<');
    expect(sheet).toContain('>_x005F_x000D_<');
    expect(sheet).toContain('>_x00_<');
  });

  it('reads the next page only after the previous one was consumed', async () => {
    let read = 0;
    const noise = () => Array.from({ length: 4000 }, () => Math.random().toString(36)).join('');
    async function* endless(): AsyncGenerator<readonly ItemRow[]> {
      for (; read < 1000; read += 1) yield [{ ref: noise(), index: read } as ItemRow];
    }
    const stream = workbookStream(endless(), COLUMNS);
    let chunks = 0;
    for await (const chunk of stream) {
      chunks += (chunk as Buffer).length;
      if (chunks > 200_000) break;
    }
    expect(read).toBeLessThan(100);
    expect(stream.destroyed).toBe(true);
  });

  it('ends with the error of a page that cannot be read', async () => {
    const broken: AsyncIterable<readonly ItemRow[]> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the batch is gone')) }),
    };
    await expect(buffer(workbookStream(broken, COLUMNS))).rejects.toThrow('the batch is gone');
  });

  it('names its columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
      'XFD',
    ]);
  });
});

import { parse } from 'csv-parse/sync';
import fc from '../../../test/support/seeded-check.js';
import { text } from 'node:stream/consumers';
import type { ItemRow } from '../read/item-queries.js';
import type { Cell } from './cell.js';
import type { Column, Pages } from './columns.js';
import { csvStream } from './csv.js';

/** The lines of a file with these cells in its only row. */
function write(cells: readonly Cell[]): Promise<string> {
  const columns = cells.map((cell, n): Column => ({ header: `c${n}`, read: () => cell }));
  const pages = (async function* () {
    yield await Promise.resolve([{} as ItemRow]);
  })() satisfies Pages;
  return text(csvStream(pages, columns, { bom: false }));
}

describe('A CSV file', () => {
  it('quotes what a reader could take for a separator or the end of a line, and nothing else', async () => {
    const cells = ['plain', 'a b', 'a,b', 'say "hi"', 'a;b', 'two\nlines', '\u2028', "'quoted", '', 12.5, -3];
    expect(await write(cells)).toBe(
      'c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10\r\n' +
        `plain,a b,"a,b","say ""hi""","a;b","two\nlines","\u2028","'quoted",,12.5,-3\r\n`,
    );
  });

  it('is read as it was written', async () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((one) => !/^(\s*[=+\-@＝＋－＠]|\p{Cc})/u.test(one));
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 5 }), async (cells) => {
        const [, row] = parse(await write([...cells, 'end']), { record_delimiter: '\r\n' }) as string[][];
        expect(row).toEqual([...cells, 'end']);
      }),
    );
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { findProgram } from '../../../test/support/programs.js';
import { INJECTION_PAYLOADS } from '../../../test/support/injection-payloads.js';
import type { Fields, JsonPath } from '../model/fields/item-fields.js';
import type { ItemRow } from '../read/item-queries.js';
import { type Column, columnsOf, type Pages } from './columns.js';
import { EXPORT_FORMATS, type ExportFormat, FORMATS } from './formats.js';

/** The beginning of a cell that a spreadsheet would run as a formula. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/** Reads a CSV file of the first argument with Python's own reader, and prints its cells as JSON. */
const PYTHON = `import csv, json, sys
csv.field_size_limit(2**30)
with open(sys.argv[1], newline='', encoding='utf-8-sig') as file:
    print(json.dumps(list(csv.reader(file))))`;

/** An item with the payload in every field that holds a caller's text. */
const item = (payload: string, index: number): ItemRow => ({
  index,
  ref: payload,
  metadata: { note: payload },
  status: index % 2 === 0 ? 'succeeded' : 'failed',
  input: { [payload]: payload, plain: payload, nested: { [payload]: payload } },
  output: { name: payload, list: [payload] },
  error: { code: 'NOT_FOUND', message: payload },
  startedAt: new Date(0),
  endedAt: null,
  attempts: 1,
  runAt: null,
  waitReason: payload,
  step: payload,
  warnings: [payload],
  attemptLog: null,
});

const ITEMS = INJECTION_PAYLOADS.map(item);
const fields = (paths: readonly JsonPath[]): Fields => ({ paths, depth: 32 });
const COLUMNS: readonly Column[] = columnsOf(
  fields([
    ...INJECTION_PAYLOADS.map((field) => [field]),
    ['plain'],
    ...INJECTION_PAYLOADS.map((inner) => ['nested', inner]),
  ]),
  fields([['name'], ['list']]),
  [],
);

async function* pages(): Pages {
  yield ITEMS;
}

const written = (format: ExportFormat): Promise<Buffer> =>
  buffer(FORMATS[format].write(pages(), COLUMNS, { bom: true }));

describe('An export of texts that spreadsheets would run as formulas', () => {
  let directory: string;
  beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'batchwright-csv-'))));
  afterAll(() => rmSync(directory, { recursive: true }));

  const file = async (format: ExportFormat): Promise<string> => {
    const path = join(directory, `export.${format}`);
    writeFileSync(path, await written(format));
    return path;
  };

  const expected = (): readonly (readonly string[])[] => [
    COLUMNS.map(({ header }) => header),
    ...ITEMS.map((row) => COLUMNS.map(({ read }) => String(read(row)))),
  ];
  /** Cells without the apostrophe that prevents a text from being run, as they were submitted. */
  const plain = (cells: readonly (readonly string[])[]) =>
    cells.map((row) => row.map((cell) => cell.replace(/^'/, '')));

  it('is tested with 80 payloads', () => expect(new Set(INJECTION_PAYLOADS).size).toBe(80));

  it('is read by csv-parse as the submitted cells, none of them a formula', async () => {
    const cells = parse((await written('csv')).toString(), {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as string[][];
    expect(plain(cells)).toEqual(plain(expected()));
    expect(cells.flat().filter((cell) => FORMULA.test(cell))).toEqual([]);
  });

  it('is read by the csv module of Python as the submitted cells, none of them a formula', async () => {
    const python = findProgram('python3');
    const cells =
      python === undefined
        ? []
        : (JSON.parse(execFileSync(python, ['-c', PYTHON, await file('csv')]).toString()) as string[][]);
    expect(plain(cells)).toEqual(plain(expected()));
    expect(cells.flat().filter((cell) => FORMULA.test(cell))).toEqual([]);
  });

  it('contains only strings and numbers as a workbook, and no formula or link', async () => {
    const sheet = strFromU8(unzipSync(await written('xlsx'))['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    // A caller's text cannot open a tag, so all tags found here were written by the service.
    const shapes = new Set((sheet.match(/<[^>]*>/g) ?? []).map((tag) => tag.replaceAll(/ (r|xml:space)="\w+"/g, '')));
    const strings = ['<c t="inlineStr">', '<is>', '<t>', '</t>', '</is>'];
    expect([...shapes].filter((tag) => !/^<[?w/]|^<(row|sheetData)>$/.test(tag)).sort()).toEqual(
      [...strings.filter((tag) => !tag.startsWith('</')), '<c>', '<c/>', '<v>'].sort(),
    );
  });

  it.each(['json', 'ndjson'] as const)('contains the submitted texts unchanged as %s', async (format) => {
    const text = (await written(format)).toString();
    const rows = (
      format === 'json'
        ? JSON.parse(text)
        : text
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line))
    ) as {
      readonly ref: string;
      readonly input: object;
    }[];
    expect(rows.map(({ ref }) => ref)).toEqual(INJECTION_PAYLOADS);
    expect(rows.map(({ input }) => input)).toEqual(ITEMS.map(({ input }) => input));
  });

  it('is tested in every format', () => expect([...EXPORT_FORMATS].sort()).toEqual(['csv', 'json', 'ndjson', 'xlsx']));
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { openWorkbook } from './workbook-table.js';
import { dateOf } from './sheet-reader.js';
import type { Table, TableRow } from './table.js';

const directory = mkdtempSync(join(tmpdir(), 'workbook-table-'));
afterAll(() => rmSync(directory, { recursive: true }));

const WORKBOOK = `<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="First" r:id="rId1"/><sheet name="Other" r:id="rId2"/></sheets></workbook>`;
const RELATIONS = `<Relationships><Relationship Id="rId1" Target="worksheets/one.xml"/><Relationship Id="rId2" Target="/xl/worksheets/two.xml"/></Relationships>`;
const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy&quot;!&quot;"/><numFmt numFmtId="165" formatCode="[Red]#,##0.0 &quot;days&quot;"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;
const SHARED = `<sst><si><t>Zoë &amp; Co</t></si><si><r><t>two </t></r><r><t xml:space="preserve">parts</t></r><rPh><t>reading</t></rPh></si><si><t>tab_x0009_here</t></si></sst>`;

const sheet = (rows: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>${rows}</sheetData></worksheet>`;
const ONE = sheet(
  `<row r="2"><c r="A2" t="inlineStr"><is><t>Name</t></is></c><c r="B2" t="str"><v>When</v></c><c r="C2" t="inlineStr"><is><t>On</t></is></c></row>
   <row r="3"/><row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" s="1"><v>46355</v></c><c r="C4" t="b"><v>1</v></c></row>
   <row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5" s="2"><v>46355.5</v></c></row>
   <row><c t="s"><v>2</v></c><c s="3"><f>1+1</f><v>2.5</v></c><c t="e"><v>#N/A</v></c></row>`,
);
const PARTS = {
  'xl/workbook.xml': WORKBOOK,
  'xl/_rels/workbook.xml.rels': RELATIONS,
  'xl/styles.xml': STYLES,
  'xl/sharedStrings.xml': SHARED,
  'xl/worksheets/one.xml': ONE,
  'xl/worksheets/two.xml': sheet('<row><c><v>7</v></c></row><row><c><v>8</v></c></row>'),
};

function write(bytes: Uint8Array): string {
  const path = join(directory, 'file.xlsx');
  writeFileSync(path, bytes);
  return path;
}
const open = (parts: Readonly<Record<string, string | Uint8Array>>, name?: string): Promise<Table> => {
  const files = Object.entries(parts).map(([path, part]) => [path, typeof part === 'string' ? strToU8(part) : part]);
  return openWorkbook(write(zipSync(Object.fromEntries(files) as Zippable)), name);
};
async function rowsOf(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of table.rows()) rows.push(row);
  return rows;
}

describe('A workbook', () => {
  it('is read by the types of its cells: shared and inline texts, numbers, dates, booleans, errors', async () => {
    const table = await open(PARTS);
    expect([table.sheet, table.headers]).toEqual(['First', ['Name', 'When', 'On']]);
    expect((await rowsOf(table)).map(({ line, cells }) => [line, ...cells])).toEqual([
      [4, 'Zoë & Co', '2026-11-29', true],
      [5, 'two parts', '2026-11-29T12:00:00', ''],
      [6, 'tab\there', 2.5, '#N/A'],
    ]);
  });

  it('names the cell that it cannot read, and takes none for an empty one', async () => {
    const rows = [
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>n</v></c></row>',
      '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>1e999</v></c></row>',
      '<row r="4"><c r="A4" t="s"><v>3</v></c></row>',
      '<row r="5"><c r="A5" t="s"><v>-1</v></c><c r="B5"><v>-1e999</v></c></row>',
      '<row r="6"><c r="A6" t="str"><v>good</v></c><c r="AB6" t="s"><v>x</v></c></row>',
    ];
    const table = await open({ ...PARTS, 'xl/worksheets/one.xml': sheet(rows.join('')) });
    expect((await rowsOf(table)).map(({ line, fault }) => [line, fault])).toEqual([
      [2, 'has a number in cell B2 that a 64-bit float cannot hold'],
      [4, 'names a text in cell A4 that the workbook does not have'],
      [5, 'names a text in cell A5 that the workbook does not have'],
      [6, 'names a text in cell AB6 that the workbook does not have'],
    ]);
    const header = sheet('<row r="1"><c r="A1" t="str"><v>n</v></c><c r="B1" t="s"><v>9</v></c></row>');
    await expect(open({ ...PARTS, 'xl/worksheets/one.xml': header })).rejects.toMatchObject({
      details: { reason: 'damaged', line: 1 },
      message: 'Line 1: the header names a text in cell B1 that the workbook does not have.',
    });
  });

  it('has sheets that are chosen by name or number', async () => {
    for (const name of ['Other', '2']) expect((await open(PARTS, name)).headers).toEqual(['7']);
    await expect(open(PARTS, '3')).rejects.toMatchObject({ details: { reason: 'unknown_sheet', value: '3' } });
  });

  it.each<[string, (text: string) => Uint8Array]>([
    ['UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    [
      'Windows-1252',
      (text) =>
        Buffer.from(text.replace('<?xml version="1.0"', '<?xml version="1.0" encoding="windows-1252"'), 'latin1'),
    ],
  ])('may be written in %s', async (_name, encode) => {
    const one = sheet(
      '<row><c t="inlineStr"><is><t>Zoë</t></is></c></row><row><c t="inlineStr"><is><t>ü</t></is></c></row>',
    );
    const table = await open({ ...PARTS, 'xl/worksheets/one.xml': encode(one.replace(' encoding="UTF-8"', '')) });
    expect([table.headers, (await rowsOf(table)).map(({ cells }) => cells)]).toEqual([['Zoë'], [['ü']]]);
  });

  it('tells a value right of the header', async () => {
    const [row] = await rowsOf(
      await open({
        ...PARTS,
        'xl/worksheets/one.xml': sheet(
          '<row><c><v>1</v></c></row><row><c r="A2"><v>1</v></c><c r="C2"><v>2</v></c></row>',
        ),
      }),
    );
    expect(row?.fault).toBe('has a value in column 3; the header names 1 columns');
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['that is none', { 'a.txt': 'x' }, 'unsupported'],
    ['without its sheet', { 'xl/workbook.xml': WORKBOOK }, 'damaged'],
    ['of an empty sheet', { ...PARTS, 'xl/worksheets/one.xml': sheet('<row/>') }, 'no_header'],
    [
      'with a column far out',
      { ...PARTS, 'xl/worksheets/one.xml': sheet('<row><c r="ZZZ1"><v>1</v></c></row>') },
      'too_many_columns',
    ],
    ['with a row far down', { ...PARTS, 'xl/worksheets/one.xml': sheet('<row r="9999999"/>') }, 'too_many_rows'],
    [
      'with a tag without end',
      {
        ...PARTS,
        'xl/worksheets/one.xml': `<worksheet ${Array.from({ length: 300_000 }, (_, n) => `a${n}="1"`).join(' ')}`,
      },
      'damaged',
    ],
    ['with elements within elements', { ...PARTS, 'xl/worksheets/one.xml': sheet('<a>'.repeat(200)) }, 'damaged'],
    [
      'with a huge cell',
      {
        ...PARTS,
        'xl/worksheets/one.xml': sheet(
          `<row><c t="inlineStr"><is><t>${Array.from({ length: 40_000 }, (_, n) => n % 7).join('')}</t></is></c></row>`,
        ),
      },
      'too_large',
    ],
    ['that expands too much', { ...PARTS, 'xl/worksheets/one.xml': sheet(' '.repeat(20_000_000)) }, 'expands_too_much'],
  ])('%s is refused', async (_name, parts, reason) => {
    await expect(open(parts).then(rowsOf)).rejects.toMatchObject({ code: 'FILE_REJECTED', details: { reason } });
  });

  it('that is cut off or changed is refused', async () => {
    const bytes = zipSync({ 'xl/workbook.xml': strToU8(WORKBOOK), 'xl/worksheets/sheet1.xml': strToU8(ONE.repeat(1)) });
    await expect(openWorkbook(write(bytes.subarray(0, bytes.length - 30)))).rejects.toMatchObject({
      details: { reason: 'damaged' },
    });
    const broken = Buffer.from(bytes);
    broken.fill(0x55, 60, 90);
    await expect(openWorkbook(write(broken))).rejects.toMatchObject({ code: 'FILE_REJECTED' });
  });

  it.each<[number, boolean, string | number]>([
    [1, false, '1900-01-01'],
    [61, false, '1900-03-01'],
    [0.25, false, '06:00:00'],
    [44_197, false, '2021-01-01'],
    [0, true, '1904-01-01'],
    [-1, false, -1],
    [1e12, false, 1e12],
  ])('counts day %d (from 1904: %s) as %s', (days, is1904, text) => {
    expect(dateOf(days, is1904)).toBe(text);
  });
});

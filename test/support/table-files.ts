import { strToU8, unzipSync, zipSync } from 'fflate';
import { KEYS } from './accounts.js';
import { decodedWhole } from '../../src/platform/text/text-encoding.js';

export const CSV = 'text/csv';
export const NDJSON = 'application/x-ndjson';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A table as a test has it: rows of texts below a header. */
export interface PlainTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type PlainFormat = 'csv' | 'ndjson' | 'xlsx';
export type PlainEncoding = 'utf-8' | 'utf-8 with a mark' | 'utf-16le' | 'windows-1252';

export const TYPES: Readonly<Record<PlainFormat, string>> = { csv: CSV, ndjson: NDJSON, xlsx: XLSX };

/** The bytes of a text in an encoding. */
export function encoded(text: string, encoding: PlainEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-8 with a mark') return Buffer.from(`\uFEFF${text}`);
  return encoding === 'utf-16le' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(text, 'latin1');
}

const quoted = (cell: string): string => (/[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const csvText = ({ headers, rows }: PlainTable, separator = ','): string =>
  [headers, ...rows].map((cells) => cells.map(quoted).join(separator)).join('\r\n');

const ndjsonText = ({ headers, rows }: PlainTable): string =>
  rows.map((cells) => JSON.stringify(Object.fromEntries(headers.map((name, at) => [name, cells[at]])))).join('\n');

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A workbook with one sheet whose XML is in the encoding. */
function workbook({ headers, rows }: PlainTable, encoding: PlainEncoding): Uint8Array {
  const declared = encoding === 'windows-1252' ? encoding : encoding === 'utf-16le' ? 'UTF-16' : 'UTF-8';
  const part = (body: string): Uint8Array =>
    new Uint8Array(encoded(`<?xml version="1.0" encoding="${declared}"?>${body}`, encoding));
  const cell = (text: string): string => `<c t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;
  const row = (cells: readonly string[]): string => `<row>${cells.map(cell).join('')}</row>`;
  return zipSync({
    'xl/workbook.xml': part('<workbook xmlns:r="r"><sheets><sheet name="Rows" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': part(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': part(
      `<worksheet><sheetData>${[headers, ...rows].map(row).join('')}</sheetData></worksheet>`,
    ),
  });
}

/** A table as the bytes of a file. */
export function fileOf(table: PlainTable, format: PlainFormat, encoding: PlainEncoding): Uint8Array<ArrayBuffer> {
  if (format === 'xlsx') return new Uint8Array(workbook(table, encoding));
  return new Uint8Array(encoded(format === 'csv' ? csvText(table, ';') : ndjsonText(table), encoding));
}

/** The table of a file that the service wrote, in the encoding that its media type says. */
export function tableOf(bytes: Uint8Array, format: PlainFormat, encoding = 'utf-8'): PlainTable {
  const text = decodedWhole(bytes, encoding);
  if (format === 'csv') return tableOfCsv(text);
  if (format === 'xlsx')
    return tableOfSheet(Buffer.from(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? []).toString());
  const lines = text.trimEnd().split('\n');
  const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const headers = Object.keys(objects[0] ?? {});
  return { headers, rows: objects.map((one) => headers.map((name) => textOf(one[name]))) };
}

/** The table of an export that is in the encoding. */
export async function downloadTable(url: string, format: PlainFormat, encoding: string): Promise<PlainTable> {
  const answer = await fetch(url, { headers: { 'X-API-Key': KEYS.ana } });
  const type = TYPES[format] + (format === 'xlsx' ? '' : `; charset=${encoding}`);
  const told = [answer.status, answer.headers.get('content-type')];
  if (told[0] !== 200 || told[1] !== type)
    throw new Error(`The export is ${told.join(' ')}, not ${type}: ${await answer.text()}`);
  return tableOf(new Uint8Array(await answer.arrayBuffer()), format, encoding);
}

/** What a spreadsheet shows of a cell: not the apostrophe that keeps a text from being run. */
export const shown = (cell: string): string => cell.replace(/^'(?=[=+@-])/, '');

/** The cells of a column. */
export const column = ({ headers, rows }: PlainTable, name: string): string[] =>
  rows.map((cells) => shown(cells[headers.indexOf(name)] ?? ''));

const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The separator is that of the header. */
function tableOfCsv(text: string): PlainTable {
  const separator = (text.split('\r\n', 1)[0] ?? '').includes(';') ? ';' : ',';
  const rows: string[][] = [[]];
  const cells = text.matchAll(/("(?:[^"]|"")*"|[^",;\r\n]*)(,|;|\r\n|$)/g);
  for (const [whole, cell = '', end] of cells) {
    if (whole === '') break;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') rows.push([]);
    else if (end !== '' && end !== separator)
      throw new Error(`The separator ${String(end)} is not that of the header.`);
  }
  const [headers = [], ...others] = rows.filter((row) => row.length > 0);
  return { headers, rows: others };
}

function tableOfSheet(sheet: string): PlainTable {
  const unescaped = (text: string): string =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  const rows = [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c [^>]*?(?:\/>|>(?:<is><t[^>]*>(.*?)<\/t><\/is>|<v>(.*?)<\/v>)<\/c>)/gs)].map(
      ([, text, number]) => unescaped(text ?? number ?? ''),
    ),
  );
  const [headers = [], ...others] = rows;
  return { headers, rows: others };
}

/** A form with a file and fields, as a browser sends it. */
export function formOf(
  file: Uint8Array,
  name: string,
  fields: Readonly<Record<string, string>>,
): { readonly raw: Uint8Array<ArrayBuffer>; readonly headers: Readonly<Record<string, string>> } {
  const boundary = '----batchwright-test-form';
  const parts = Object.entries(fields).map(
    ([field, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const raw = Buffer.concat([strToU8(head), file, strToU8(`\r\n${parts.join('')}--${boundary}--\r\n`)]);
  return { raw: new Uint8Array(raw), headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` } };
}

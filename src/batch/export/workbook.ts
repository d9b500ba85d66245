import { Readable } from 'node:stream';
import { type Cell, workbookCell } from './cell.js';
import type { Column, Pages } from './columns.js';
import { zip } from './zip.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The files of an Office Open XML workbook (ECMA-376) with one sheet and no styles, except the sheet itself. */
const FRAME: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${MIME}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${MIME}.worksheet+xml"/></Types>`,
  '_rels/.rels':
    `<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml':
    `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>` +
    '<sheet name="items" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    `<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** Characters of XML that are compressed at once. */
const PIECE = 65_536;

/**
 * An Excel workbook with one sheet, in constant memory: rows are written as they are read. Texts are inline strings and
 * numbers are numbers; no cell can be a formula or a link. Implemented here because the streaming libraries are
 * unmaintained or compress on the event loop.
 */
export function workbookStream(pages: Pages, columns: readonly Column[]): Readable {
  const frame = Object.entries(FRAME).map(([name, xml]) => ({ name, content: [XML + xml] }));
  return Readable.from(zip([...frame, { name: 'xl/worksheets/sheet1.xml', content: sheet(pages, columns) }]));
}

async function* sheet(pages: Pages, columns: readonly Column[]): AsyncGenerator<string> {
  const letters = columns.map((_, at) => columnLetters(at));
  const row = (number: number, cells: readonly Cell[]): string =>
    `<row r="${number}">${cells.map((cell, at) => cellXml(`${letters[at]}${number}`, cell)).join('')}</row>`;
  let number = 1;
  let xml = `${XML}<worksheet xmlns="${SHEET}"><sheetData>`;
  xml += row(
    number,
    columns.map(({ header }) => header),
  );
  for await (const items of pages)
    for (const item of items) {
      number += 1;
      xml += row(
        number,
        columns.map(({ read }) => read(item)),
      );
      if (xml.length < PIECE) continue;
      yield xml;
      xml = '';
    }
  yield `${xml}</sheetData></worksheet>`;
}

function cellXml(reference: string, cell: Cell): string {
  // Readers count the columns of a row by its cells, so empty ones are written too.
  if (cell === '') return `<c r="${reference}"/>`;
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(String(workbookCell(cell)))}</t></is></c>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/**
 * `_x0041_` denotes a character in inline strings, so the underscore of such a sequence in a caller's text is escaped.
 */
const escaped = (text: string): string =>
  text.replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? '').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

/** A, B, … Z, AA, AB, … */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

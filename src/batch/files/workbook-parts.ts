import type { ZipFile } from '../../platform/archives/zip-file.js';
import { FILE_LIMITS, refuseFile } from './file-limits.js';
import { type XmlReader, readXml } from './xml-events.js';

/** A sheet of a workbook: its name and the entry of the ZIP that holds it. */
export interface SheetPart {
  readonly name: string;
  readonly path: string;
}

/** What a workbook says about all its sheets. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  /** Whether its dates count from 1904, as those of old Macs do. */
  readonly is1904: boolean;
  /** The shared texts, by their numbers. */
  readonly texts: readonly string[];
  /** Whether cells of a style are dates, by the number of the style. */
  readonly dates: readonly boolean[];
}

/** Reads the parts of a workbook but its sheets. Throws FILE_REJECTED. */
export async function readParts(zip: ZipFile): Promise<WorkbookParts> {
  const paths = new Map<string, string>();
  const found: { readonly name: string; readonly id: string }[] = [];
  let is1904 = false;
  await readPart(zip, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') paths.set(Id, pathOf(Target));
    },
  });
  await readPart(zip, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'sheet') found.push({ name: attributes['name'] ?? '', id: idOf(attributes) });
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    },
  });
  const sheets = found.map(({ name, id }, at) => ({
    name,
    path: paths.get(id) ?? `xl/worksheets/sheet${at + 1}.xml`,
  }));
  if (sheets.length === 0) throw refuseFile('unsupported', 'The ZIP is not a workbook of Excel (.xlsx).');
  return { sheets, is1904, texts: await sharedTexts(zip), dates: await dateStyles(zip) };
}

/** Targets are relative to `xl/`, or absolute in the ZIP. */
const pathOf = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;

const idOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

/** Reads a small part whole; a workbook may lack it. */
async function readPart(zip: ZipFile, name: string, reader: XmlReader): Promise<void> {
  const entry = zip.find(name);
  if (entry === undefined) return;
  const { partBytes } = FILE_LIMITS;
  if (entry.unpackedBytes > partBytes)
    throw refuseFile('too_large', `The part ${name} of the workbook has more than ${partBytes} bytes.`, {
      limit: partBytes,
      value: entry.unpackedBytes,
    });
  for await (const piece of readXml(zip.read(entry), reader)) void piece;
}

async function sharedTexts(zip: ZipFile): Promise<readonly string[]> {
  const entry = zip.find('xl/sharedStrings.xml');
  if (entry === undefined) return [];
  const texts: string[] = [];
  const collector = new TextCollector();
  let characters = 0;
  const reader: XmlReader = {
    open: (name) => {
      if (name === 'si') collector.clear();
      else collector.open(name);
    },
    text: (text) => collector.add(text),
    close: (name) => {
      collector.close(name);
      if (name !== 'si') return;
      const text = collector.text;
      characters += text.length;
      texts.push(text);
      requireFew(texts.length, characters);
    },
  };
  for await (const piece of readXml(zip.read(entry), reader)) void piece;
  return texts;
}

function requireFew(texts: number, characters: number): void {
  const { sharedTexts: most, sharedCharacters: longest } = FILE_LIMITS;
  if (texts > most)
    throw refuseFile('too_many_texts', `The workbook has more than ${most} shared texts.`, {
      limit: most,
      value: texts,
    });
  if (characters > longest)
    throw refuseFile('too_large', `The shared texts of the workbook have more than ${longest} characters.`, {
      limit: longest,
      value: characters,
    });
}

/**
 * The text of a cell or shared text: that of its `t` elements, without the readings (`rPh`) that Japanese workbooks
 * add. Cut at Excel's own limit.
 */
export class TextCollector {
  private isIn = false;
  private isReading = false;
  private parts = '';

  clear(): void {
    this.parts = '';
  }

  open(name: string): void {
    if (name === 'rPh') this.isReading = true;
    if (name === 't') this.isIn = true;
  }

  close(name: string): void {
    if (name === 'rPh') this.isReading = false;
    if (name === 't') this.isIn = false;
  }

  add(text: string): void {
    if (!this.isIn || this.isReading) return;
    if (this.parts.length + text.length > FILE_LIMITS.cellCharacters)
      throw refuseFile('too_large', `A cell has more than ${FILE_LIMITS.cellCharacters} characters.`, {
        limit: FILE_LIMITS.cellCharacters,
      });
    this.parts += text;
  }

  get text(): string {
    return this.parts.includes('_x')
      ? this.parts.replace(ESCAPED, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      : this.parts;
  }
}

/** A character that XML cannot hold, or an underscore before what would look like one. */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/** Number formats that are built in: dates, times and both. */
const BUILT_IN = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

async function dateStyles(zip: ZipFile): Promise<readonly boolean[]> {
  const own = new Map<number, boolean>();
  const dates: boolean[] = [];
  let isIn = false;
  await readPart(zip, 'xl/styles.xml', {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') own.set(Number(numFmtId), isDateFormat(formatCode));
      if (name === 'cellXfs') isIn = true;
      if (name === 'xf' && isIn) dates.push(own.get(Number(numFmtId)) ?? BUILT_IN(Number(numFmtId)));
    },
    close: (name) => {
      if (name === 'cellXfs') isIn = false;
    },
  });
  return dates;
}

/** Whether a format shows days or hours: one of their letters outside quotes, brackets and escapes. */
const isDateFormat = (code: string): boolean =>
  /[dmyhs]/i.test(
    code
      .slice(0, 500)
      .replace(/"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|\\.|_./gi, '')
      .split(';', 1)[0] ?? '',
  );

import { FILE_LIMITS, refuseFile } from './file-limits.js';
import { TextCollector, type WorkbookParts } from './workbook-parts.js';
import type { XmlReader } from './xml-events.js';

/** A row of a sheet: its number and its cells by column; undefined where it has none. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly (string | number | boolean | undefined)[];
  /** Which of its cells cannot be read, and why. */
  readonly fault?: string;
}

/** Characters of a number or of the number of a shared text. */
const LONGEST_VALUE = 32_767;

/** Collects the rows of a sheet while its XML is read; `take` gives those that are complete. */
export class SheetReader implements XmlReader {
  private rows: SheetRow[] = [];
  private cells: (string | number | boolean | undefined)[] = [];
  private line = 0;
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private isInValue = false;
  private fault: string | undefined;
  private readonly inline = new TextCollector();

  constructor(private readonly parts: Pick<WorkbookParts, 'texts' | 'dates' | 'is1904'>) {}

  /** The rows that were completed since it was last called. */
  take(): readonly SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v') this.isInValue = true;
    else if (name === 'row') this.openRow(attributes['r']);
    else this.inline.open(name);
  }

  text(text: string): void {
    if (!this.isInValue) return this.inline.add(text);
    this.value += text;
    if (this.value.length > LONGEST_VALUE) throw this.tooLarge();
  }

  close(name: string): void {
    if (name === 'v') this.isInValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') {
      const { line, cells, fault } = this;
      this.rows.push({ line, cells, ...(fault === undefined ? {} : { fault }) });
    } else this.inline.close(name);
  }

  /** Rows that say no number follow the one before. */
  private openRow(number: string | undefined): void {
    this.line = number !== undefined && /^\d{1,7}$/.test(number) ? Number(number) : this.line + 1;
    if (this.line > FILE_LIMITS.sheetRows)
      throw refuseFile('too_many_rows', `A sheet has at most ${FILE_LIMITS.sheetRows} rows.`, {
        limit: FILE_LIMITS.sheetRows,
        value: this.line,
      });
    this.cells = [];
    this.fault = undefined;
    this.column = -1;
  }

  private openCell({ r: reference, t: type = 'n', s: style = '0' }: Readonly<Record<string, string>>): void {
    this.column = reference === undefined ? this.column + 1 : columnOf(reference);
    if (this.column >= FILE_LIMITS.columns)
      throw refuseFile('too_many_columns', `the sheet has more than ${FILE_LIMITS.columns} columns.`, {
        line: this.line,
        limit: FILE_LIMITS.columns,
        value: this.column + 1,
      });
    [this.type, this.style, this.value] = [type, Number(style), ''];
    this.inline.clear();
  }

  private closeCell(): void {
    const value = this.cellValue();
    if (value !== undefined && value !== '') this.cells[this.column] = value;
  }

  private cellValue(): string | number | boolean | undefined {
    const { value } = this;
    if (this.type === 'inlineStr') return this.inline.text;
    if (value === '') return undefined;
    if (this.type === 's') return this.sharedText(Number(value));
    if (this.type === 'b') return value.trim() === '1';
    // `str` is the text of a formula, `e` an error such as #N/A, `d` a date in ISO 8601.
    if (this.type !== 'n') return value;
    const number = Number(value);
    if (Number.isNaN(number)) return value;
    if (!Number.isFinite(number)) return this.unfit(value, 'has a number', 'a 64-bit float cannot hold');
    return this.parts.dates[this.style] === true ? dateOf(number, this.parts.is1904) : number;
  }

  private sharedText(number: number): string | undefined {
    const { texts } = this.parts;
    return texts[number] ?? this.unfit(undefined, 'names a text', 'the workbook does not have');
  }

  /** Notes the first cell of the row that cannot be read, which must not pass for an empty one. */
  private unfit<T>(value: T, has: string, that: string): T {
    this.fault ??= `${has} in cell ${lettersOf(this.column)}${this.line} that ${that}`;
    return value;
  }

  private tooLarge(): Error {
    return refuseFile('too_large', `a cell has more than ${LONGEST_VALUE} characters.`, {
      line: this.line,
      limit: LONGEST_VALUE,
    });
  }
}

/** Column 2 is `C`. */
function lettersOf(column: number): string {
  const letter = String.fromCharCode(0x41 + (column % 26));
  return column < 26 ? letter : `${lettersOf(Math.floor(column / 26) - 1)}${letter}`;
}

/** `C7` is in column 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = (reference.charCodeAt(at) | 0x20) - 0x60;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return Math.max(0, column - 1);
}

const DAY_MS = 86_400_000;
const SECOND_MS = 1000;

/**
 * A day number of Excel as ISO 8601: a date, a date with a time, or below 1 a time. Its calendar has a 29 February
 * 1900, which never was; days before are one behind.
 */
export function dateOf(days: number, is1904: boolean): string | number {
  const whole = Math.floor(days);
  const time = Math.round(((days - whole) * DAY_MS) / SECOND_MS) * SECOND_MS;
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30);
  const instant = new Date(epoch + whole * DAY_MS + time);
  if (days < 0 || Number.isNaN(instant.getTime()) || instant.getUTCFullYear() > 9999) return days;
  const text = instant.toISOString();
  if (whole === 0 && !is1904) return text.slice(11, 19);
  return time === 0 ? text.slice(0, 10) : text.slice(0, 19);
}

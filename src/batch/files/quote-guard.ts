import { FILE_LIMITS, refuseFile } from './file-limits.js';

/**
 * Watches the quotes of a CSV file before it is parsed. A quote within a cell that has none at its beginning is a
 * character like any other, as in `12" pipe`. A quote that opens a cell and is never closed would take the lines below
 * into the cell, up to some quote of another row, and nobody would notice: that is refused, with the line of the quote.
 */
export class QuoteGuard {
  private line = 1;
  /** The character before; what begins the file begins a cell. */
  private before = '\n';
  /** The line of the quote that opens the present cell. */
  private openedAt: number | undefined;
  private characters = 0;
  /** A quote at the end of a piece: what it is, the next character tells. */
  private held = '';

  constructor(private readonly separator: string) {}

  /** Watches the next piece of the text. Throws FILE_REJECTED. */
  watch(piece: string): void {
    const text = this.held + piece;
    this.held = text.endsWith('"') ? '"' : '';
    this.read(text, text.length - this.held.length);
  }

  /** The text is over. Throws FILE_REJECTED within a quoted cell. */
  end(): void {
    this.read(this.held, this.held.length);
    if (this.openedAt !== undefined) throw unclosed(this.openedAt);
  }

  private read(text: string, end: number): void {
    let at = 0;
    while (at < end) {
      const quote = text.indexOf('"', at);
      const until = quote < 0 || quote >= end ? end : quote;
      this.pass(text, at, until);
      if (until === end) return;
      at = this.openedAt === undefined ? this.open(quote) : this.close(text, quote);
    }
    // The quote at the end was the second of two.
    if (at > end) this.held = '';
  }

  /** Text without a quote. */
  private pass(text: string, from: number, until: number): void {
    if (from === until) return;
    const passed = text.slice(from, until);
    // The two characters of a line break may come in two pieces.
    const isSecond = this.before === '\r' && passed.startsWith('\n');
    this.line += (passed.match(LINE_BREAK)?.length ?? 0) - (isSecond ? 1 : 0);
    this.before = passed.at(-1) ?? '';
    if (this.openedAt === undefined) return;
    this.characters += until - from;
    if (this.characters > FILE_LIMITS.recordBytes)
      throw refuseFile(
        'record_too_large',
        `a quote opens a cell that is not closed within ${FILE_LIMITS.recordBytes} bytes.`,
        { line: this.openedAt, limit: FILE_LIMITS.recordBytes },
      );
  }

  private open(quote: number): number {
    if (this.before === this.separator || this.before === '\n' || this.before === '\r') {
      this.openedAt = this.line;
      this.characters = 0;
    }
    this.before = '"';
    return quote + 1;
  }

  /** A quote within a quoted cell: doubled it is a character, before a separator or a line break it closes the cell. */
  private close(text: string, quote: number): number {
    const next = text.charAt(quote + 1);
    this.before = '"';
    if (next === '"') return quote + 2;
    const openedAt = this.openedAt ?? this.line;
    this.openedAt = undefined;
    const isClosed = next === '' || next === this.separator || next === '\n' || next === '\r';
    if (!isClosed && openedAt !== this.line) throw unclosed(openedAt);
    return quote + 1;
  }
}

const LINE_BREAK = /\r\n|\n|\r/g;

const unclosed = (line: number): Error =>
  refuseFile(
    'damaged',
    'a quote opens a cell that is not closed before the next line. Close it, or double it where it is a character of the cell.',
    { line },
  );

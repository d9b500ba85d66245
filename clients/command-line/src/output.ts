type Row = readonly string[];

/**
 * How many rows are read before the widths of their columns are fixed: those that follow are written as they come.
 */
const ROWS_AHEAD = 100;

/** Data goes to standard output, talk to standard error. On a terminal neither moves its cursor nor colours it. */
export class Output {
  constructor(
    /** One JSON document a line instead of text for people. */
    readonly isJson: boolean,
    private readonly stdout: NodeJS.WriteStream = process.stdout,
    readonly stderr: NodeJS.WriteStream = process.stderr,
  ) {}

  /** Whether somebody watches what is said. */
  get isWatched(): boolean {
    return this.stderr.isTTY;
  }

  /** Whether data goes to a terminal instead of a file or a program. */
  get isShown(): boolean {
    return this.stdout.isTTY;
  }

  /** A line of data. Waits while the reader is slow. */
  line(text: string): Promise<void> {
    return this.write(`${this.isShown ? plain(text) : text}\n`);
  }

  json(value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    return this.write(`${this.isShown ? escaped(text) : text}\n`);
  }

  /** Bytes of a file. */
  bytes(bytes: Uint8Array): Promise<void> {
    return this.write(bytes);
  }

  say(text: string): void {
    this.stderr.write(`${text.split('\n').map(plain).join('\n')}\n`);
  }

  /** A document for programs that read what is said. */
  sayJson(value: unknown): void {
    this.stderr.write(`${escaped(JSON.stringify(value))}\n`);
  }

  /**
   * Rows below each other: aligned under a head on a terminal, divided by tabs in a pipe, where `cut` and `awk` take
   * them.
   */
  async table(head: Row, rows: Iterable<Row> | AsyncIterable<Row>): Promise<void> {
    if (!this.isShown) {
      for await (const row of rows) await this.line(row.map(plain).join('\t'));
      return;
    }
    const first: Row[] = [head];
    let widths: readonly number[] | undefined;
    for await (const row of rows) {
      const cells = row.map(plain);
      if (widths !== undefined) await this.line(padded(cells, widths));
      else if (first.push(cells) > ROWS_AHEAD) widths = await this.aligned(first);
    }
    if (widths === undefined) await this.aligned(first);
  }

  /** Writes rows whose columns are as wide as the widest of them; answers the widths. */
  private async aligned(rows: readonly Row[]): Promise<readonly number[]> {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    for (const row of rows) await this.line(padded(row, widths));
    return widths;
  }

  private async write(data: string | Uint8Array): Promise<void> {
    if (this.stdout.write(data)) return;
    await new Promise((resolve) => this.stdout.once('drain', resolve));
  }
}

const padded = (row: Row, widths: readonly number[]): string =>
  row
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();

const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu;

/** Text of a caller on one line, without what moves the cursor or colours the terminal. */
export const plain = (text: string): string => text.replace(UNSEEN, ' ');

/** The same JSON without what a terminal obeys: JSON itself leaves some of it as it is. */
const escaped = (json: string): string =>
  json.replace(UNSEEN, (run) =>
    Array.from(run, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );

/** A value as text of a cell. */
export const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

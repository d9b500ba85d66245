/** One row of a table: a competitor, its figure, and what it leaves out beside ours. */
export interface Row {
  readonly name: string;
  readonly perSecond: number;
  /** The slowest and the fastest of several rounds, whose median `perSecond` is. */
  readonly range?: readonly [low: number, high: number];
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  readonly leavesOut?: string;
}

const number = (value: number): string => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));
const range = (ends: Row['range']): string => (ends === undefined ? '' : `${number(ends[0])}–${number(ends[1])}`);
const milliseconds = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(1));

/** Prints figures of one run side by side, each as a ratio of the named limit; an empty name for none. */
export function printTable(title: string, unit: string, rows: readonly Row[], limit: string): void {
  const reference = rows.find(({ name }) => name === limit)?.perSecond ?? 0;
  const cells = rows.map((row) => [
    row.name,
    number(row.perSecond),
    range(row.range),
    reference > 0 ? `${((row.perSecond * 100) / reference).toFixed(0)} %` : '',
    milliseconds(row.p50Ms),
    milliseconds(row.p99Ms),
    row.leavesOut ?? '',
  ]);
  const header = ['', unit, 'range', limit === '' ? '' : `of "${limit}"`, 'p50 ms', 'p99 ms', 'leaves out'];
  const widths = header.map((head, column) => Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 || column === header.length - 1
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  console.log(`\n${title}\n${line(header)}\n${cells.map(line).join('\n')}`);
}

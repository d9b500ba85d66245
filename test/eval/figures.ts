import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from './section.js';

/** One share of a table, with the number of cases it is a share of. */
export interface Figure {
  /** `title / row / column`. */
  readonly name: string;
  readonly value: number;
  readonly cases: number;
}

const FILE = join(__dirname, 'former-figures.json');
/** Columns in which more is better; the others are sizes, baselines and kinds of mistakes. */
const BETTER = /^(?:recall|precision|right|share|equal|all facts equal|recall@\d+)$/;
/** Two-sided 95 %. */
const Z = 1.96;

/** The shares of a table; the first whole number of a row is its number of cases. */
export function figuresOf({ title, columns, rows }: Table): Figure[] {
  const plainTitle = title.replace(/\d[\d,]*/g, 'n');
  return rows.flatMap((row) => {
    const name = row.filter((cell) => typeof cell === 'string' && !/^(?:\d|–)/.test(cell)).join(', ');
    const cases = row.map(Number).find((cell) => Number.isInteger(cell) && cell > 1) ?? 0;
    return row.flatMap((cell, at) => {
      const column = columns[at] ?? '';
      const value = Number(cell);
      return BETTER.test(column) && Number.isFinite(value) && value <= 1
        ? [{ name: `${plainTitle} / ${name} / ${column}`, value, cases }]
        : [];
    });
  });
}

/** Half the width of Wilson's interval of a share; without a number of cases a hundredth. */
export function interval({ value, cases }: Figure): number {
  if (cases === 0) return 0.01;
  const square = Z * Z;
  return (Z * Math.sqrt((value * (1 - value)) / cases + square / (4 * cases * cases))) / (1 + square / cases);
}

/** The figures of the last run that was kept, by name. */
export function formerFigures(): Readonly<Record<string, number>> {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, number>) : {};
}

/** Keeps figures as the former ones of later runs; those of sections that did not run stay. */
export function keepFigures(figures: readonly Figure[]): void {
  const all = { ...formerFigures(), ...Object.fromEntries(figures.map(({ name, value }) => [name, value])) };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** The figures beside the former ones, those that fell by more than their interval marked. */
export function compare(figures: readonly Figure[]): { readonly table: Table; readonly fallen: number } {
  const former = formerFigures();
  const rows = figures.map((figure): (string | number)[] => {
    const before = former[figure.name];
    const fell = before !== undefined && figure.value < before - interval({ ...figure, value: before });
    const shown = before === undefined ? '–' : before.toFixed(3);
    return [figure.name, shown, figure.value.toFixed(3), interval(figure).toFixed(3), fell ? 'FELL' : ''];
  });
  return {
    table: {
      title: 'Every figure beside the former one',
      columns: ['figure', 'former', 'now', '± (95 %)', ''],
      rows,
      note: 'A run fails when a figure is lower than the former one by more than its interval; --keep makes this run the former one.',
    },
    fallen: rows.filter((row) => row.at(-1) === 'FELL').length,
  };
}

/**
 * Evaluation on real material that is not part of the project: `npm run eval -- <data folder>`.
 *
 * A **section** measures one thing and returns tables. To add one, write `test/eval/x.ts` with an exported `Section`
 * and list it in `main.ts`. A section whose folder is missing returns no tables and is reported as not run.
 */
export interface Section {
  readonly name: string;
  /** Folders under the data folder that it needs. */
  readonly needs: readonly string[];
  run(data: string): Promise<readonly Table[]> | readonly Table[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** What the figures leave out, if anything. */
  readonly note?: string;
}

/** Counts of right, wrong and missed answers. */
export class Score {
  private hits = 0;
  private predicted = 0;
  private gold = 0;
  private recalled = 0;

  /** Compares two sets of one page under an equality of keys. */
  add(
    gold: readonly string[],
    predicted: readonly string[],
    same: (a: string, b: string) => boolean = (a, b) => a === b,
  ): void {
    const wanted = [...new Set(gold)];
    const given = [...new Set(predicted)];
    this.gold += wanted.length;
    this.predicted += given.length;
    this.recalled += wanted.filter((one) => given.some((other) => same(one, other))).length;
    this.hits += given.filter((one) => wanted.some((other) => same(other, one))).length;
  }

  get recall(): number {
    return this.gold === 0 ? Number.NaN : this.recalled / this.gold;
  }

  get precision(): number {
    return this.predicted === 0 ? Number.NaN : this.hits / this.predicted;
  }

  get size(): number {
    return this.gold;
  }
}

/** Three decimals, a dash where nothing was measured. */
export function share(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : '–';
}

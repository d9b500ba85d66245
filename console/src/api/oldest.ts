interface Page<Row> {
  readonly results: readonly Row[];
  readonly next_cursor: string | null;
}

/** The last rows of a list that begins with the newest, the oldest first. */
export interface Oldest<Row> {
  readonly results: readonly Row[];
  /** Whether the list was read to its end; if not, older rows were not looked at. */
  readonly isWhole: boolean;
  /** Rows that were looked at. */
  readonly looked: number;
}

/** Pages that are read at most. */
export const MOST_LOOKED = 5;

/** Reads a list to its end, within a bound, for the service lists the newest first. */
export async function oldest<Row>(ask: (cursor: string) => Promise<Page<Row>>): Promise<Oldest<Row>> {
  const rows: Row[] = [];
  let cursor: string | null = '';
  for (let page = 0; page < MOST_LOOKED && cursor !== null; page += 1) {
    const answer: Page<Row> = await ask(cursor);
    rows.push(...answer.results);
    cursor = answer.next_cursor;
  }
  return { results: rows.reverse(), isWhole: cursor === null, looked: rows.length };
}

import type { Output } from './output.js';

/** What is found, one by one as it comes: as rows, or as JSON. */
export async function write<T>(
  out: Output,
  head: readonly string[],
  found: AsyncIterable<T>,
  toRow: (one: T) => readonly string[],
): Promise<void> {
  if (out.isJson) for await (const one of found) await out.json(one);
  else await out.table(head, rowsOf(found, toRow));
}

async function* rowsOf<T>(found: AsyncIterable<T>, toRow: (one: T) => readonly string[]) {
  for await (const one of found) yield toRow(one);
}

/** The first of many; no page is asked for beyond them. */
export async function* first<T>(limit: number, many: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  let left = limit;
  for await (const one of many) {
    yield one;
    left -= 1;
    if (left <= 0) return;
  }
}

/** Every row of a list that has pages. */
export async function* paged<T, C>(
  ask: (cursor: C | undefined) => Promise<{ readonly results: readonly T[]; readonly next_cursor: C | null }>,
): AsyncGenerator<T, void, undefined> {
  for (let cursor: C | undefined; ;) {
    const page = await ask(cursor);
    yield* page.results;
    if (page.next_cursor === null) return;
    cursor = page.next_cursor;
  }
}

import type { Listed, ListPage } from '../../console/src/api/live-lists.js';

/** A batch as lists of the console hold it; those with a lower number are older. */
export const listedBatch = (n: number, more: Partial<Listed> = {}): Listed => ({
  id: `b${n}`,
  revision: 1,
  kind: 'contact_analysis',
  status: 'processing',
  priority: 'normal',
  owner_id: 1,
  created_at: new Date(n * 60_000).toISOString(),
  ...more,
});

/** A page of such batches, and where the next one begins. */
export const listPage = (next: string | null, ...numbers: readonly number[]): ListPage<Listed> => ({
  results: numbers.map((n) => listedBatch(n)),
  next_cursor: next,
});

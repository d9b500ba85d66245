import type { InfiniteData } from '@tanstack/react-query';
import { type Batch, client } from './client';
import { HEADS, LISTS, listKey, writeHead } from './list-changes';
import { without } from './live-lists';
import { queries } from './session';

/** A page of the list of batches. */
export interface BatchesPage {
  readonly results: readonly Batch[];
  readonly next_cursor: string | null;
  readonly total?: number | undefined;
  readonly total_is_capped?: boolean | undefined;
}

export type BatchList = InfiniteData<BatchesPage, string>;

type Parts = Readonly<Record<string, string>>;

/** A page of the batches of a filter; the first one tells how many there are. */
export const askBatches = (parts: Parts, cursor: string, signal?: AbortSignal): Promise<BatchesPage> =>
  client.batches.list(
    { limit: 100, ...parts, ...(cursor === '' ? { total: true } : { cursor }) },
    signal === undefined ? {} : { signal },
  );

/**
 * Asks for the first page of a list and puts it before those that are loaded, into which changed batches come. Answers
 * what went wrong, if anything did.
 */
export async function refreshList(parts: Parts, changed?: ReadonlyMap<string, Batch>): Promise<unknown> {
  if (queries.getQueryData<BatchList>(listKey(parts)) === undefined) return undefined;
  let head: BatchesPage;
  try {
    head = await queries.fetchQuery({
      queryKey: [...HEADS, parts],
      queryFn: ({ signal }) => askBatches(parts, '', signal),
      staleTime: 0,
      gcTime: 0,
    });
  } catch (error) {
    return error;
  }
  await writeHead<Batch, BatchesPage>(queries, parts, head, changed);
  return undefined;
}

/** Takes a batch that was deleted out of every list. */
export const forgetBatch = (id: string): void =>
  void queries.setQueriesData<BatchList>({ queryKey: LISTS }, (list) => list && without(list, id));

/** Lists that are not in sight are read anew when they are: many batches were deleted. */
export const forgetLists = (): void => queries.removeQueries({ queryKey: LISTS, type: 'inactive' });

/** Every list that is in sight. */
export async function refreshLists(): Promise<void> {
  const lists = queries.getQueryCache().findAll({ queryKey: LISTS, type: 'active' });
  await Promise.all(lists.map(({ queryKey }) => refreshList(queryKey[2] as Parts)));
}

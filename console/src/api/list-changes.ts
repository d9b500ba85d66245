import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { type Listed, type ListPage, withHead, withStates } from './live-lists';

type Parts = Readonly<Record<string, string>>;
type Loaded<B extends Listed, P extends ListPage<B> = ListPage<B>> = InfiniteData<P, string>;

/** The lists that are loaded, and their first pages while they are asked for anew. */
export const LISTS = ['batches', 'list'] as const;
export const HEADS = ['batches', 'head'] as const;

export const listKey = (parts: Parts): readonly unknown[] => [...LISTS, parts];

/**
 * Changes of batches on their way into the lists that are loaded. A page that is being read writes its list as that was
 * before, and a batch as the service knew it then: what changed meanwhile is written again.
 */
export class ListChanges<B extends Listed> {
  private readonly waiting = new Map<string, B>();

  constructor(private readonly queries: QueryClient) {}

  add(batch: B): void {
    this.waiting.set(batch.id, batch);
  }

  clear(): void {
    this.waiting.clear();
  }

  /**
   * Writes them into the lists that hold the batches. False while a page is being read: they have to be written again.
   */
  write(): boolean {
    const changed = new Map(this.waiting);
    const isReading = [LISTS, HEADS].some((queryKey) => this.queries.isFetching({ queryKey }) > 0);
    if (!isReading) this.waiting.clear();
    this.queries.setQueriesData<Loaded<B>>({ queryKey: LISTS }, (list) => list && withStates(list, changed));
    return !isReading;
  }
}

/** Writes the new first page of a list as soon as no other page of it is being read, which would write over it. */
export async function writeHead<B extends Listed, P extends ListPage<B>>(
  queries: QueryClient,
  parts: Parts,
  head: P,
  changed: ReadonlyMap<string, B> = new Map(),
): Promise<void> {
  const queryKey = listKey(parts);
  while (queries.isFetching({ queryKey, exact: true }) > 0) await nextEvent(queries);
  queries.setQueryData<Loaded<B, P>>(queryKey, (list) => {
    if (list === undefined) return list;
    const { pages } = withHead<B, P, Loaded<B, P>>(list, head, parts, changed);
    return { pages: [...pages], pageParams: list.pageParams.slice(0, pages.length) };
  });
}

const nextEvent = (queries: QueryClient): Promise<void> =>
  new Promise((resolve) => {
    const stop = queries.getQueryCache().subscribe(() => {
      stop();
      resolve();
    });
  });

import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { listedBatch, listPage } from '../../../test/support/listed-batches';
import { ListChanges, listKey, writeHead } from './list-changes';
import type { Listed, ListPage } from './live-lists';

type Page = ListPage<Listed>;

const ENDED = { revision: 2, status: 'completed' };

/** A list whose first page is loaded and whose second one is on its way, until the test answers it. */
async function reading() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Infinity } } });
  let answer: (page: Page) => void = () => undefined;
  const list = new InfiniteQueryObserver(queries, {
    queryKey: listKey({}),
    queryFn: ({ pageParam }) =>
      pageParam === ''
        ? Promise.resolve(listPage('c8', 9, 8))
        : new Promise<Page>((resolve) => {
            answer = resolve;
          }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }: Page) => next,
    staleTime: Infinity,
  });
  const stop = list.subscribe(() => undefined);
  await list.refetch({ cancelRefetch: false });
  const next = list.fetchNextPage();
  const states = (): string[] =>
    list.getCurrentResult().data?.pages.flatMap(({ results }) => results.map(({ id, status }) => `${id} ${status}`)) ??
    [];
  const come = async (): Promise<void> => {
    answer(listPage(null, 7, 6));
    await next;
  };
  return { queries, states, come, stop };
}

describe('Changes of batches while a page of their list is being read', () => {
  it('are written at once, and again when the page has come: it writes the list as it was', async () => {
    const { queries, states, come, stop } = await reading();
    const changes = new ListChanges(queries);
    changes.add(listedBatch(9, ENDED));
    changes.add(listedBatch(6, ENDED));
    expect(changes.write()).toBe(false);
    expect(states()).toEqual(['b9 completed', 'b8 processing']);
    await come();
    expect(states()).toEqual(['b9 processing', 'b8 processing', 'b7 processing', 'b6 processing']);
    expect(changes.write()).toBe(true);
    expect(states()).toEqual(['b9 completed', 'b8 processing', 'b7 processing', 'b6 completed']);
    expect(changes.write()).toBe(true);
    stop();
  });

  it('are not undone with a new first page: that is written when the page has come', async () => {
    const { queries, states, come, stop } = await reading();
    const written = writeHead(queries, {}, listPage('c9', 10, 9));
    await come();
    await written;
    expect(states().map((state) => state.split(' ')[0])).toEqual(['b10', 'b9', 'b8', 'b7', 'b6']);
    stop();
  });
});

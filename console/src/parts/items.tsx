import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { hasEnded } from 'batchwright-client';
import { type Batch, client, type Item } from '../api/client';
import { text } from '../text/text';
import { count, duration } from '../ui/format';
import { Status } from '../ui/kit';
import { Answered, Failure, State } from '../ui/states';
import { Cell, HeadCell, VirtualList } from '../ui/virtual-list';
import { type ItemFilter, ItemFilters, useItemFilter } from './item-filters';

/** Items that are asked for at once. */
const PAGE = 100;
/** What is scrolled past faster than this is not asked for, in milliseconds. */
const REST_MS = 60;
/** Pages in sight are asked for anew so often while the batch runs, in milliseconds. */
const REFRESH_MS = 2500;
/** Pages of a filtered list that are loaded at most, and of those how many are asked for anew while the batch runs. */
const MOST_PAGES = 50;
const MOST_REFRESHED = 2;

interface ItemsProps {
  readonly batch: Batch;
  readonly current: number | undefined;
  onOpen(index: number): void;
}

export function Items(props: ItemsProps) {
  const filter = useItemFilter();
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <ItemFilters filter={filter} />
      {isFiltered ? <FilteredItems {...props} filter={filter} /> : <AllItems {...props} />}
    </>
  );
}

/**
 * Every item: the place of each is known, so that only the pages in sight are ever asked for, wherever one scrolls to.
 */
function AllItems({ batch, current, onOpen }: ItemsProps) {
  const { total } = batch.counters;
  const [pages, setPages] = useState<readonly number[]>([0]);
  const isOver = hasEnded(batch);
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: ['batches', 'items', batch.id, 'page', page],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        client.batches.itemsPage(
          batch.id,
          { limit: PAGE, ...(page === 0 ? {} : { cursor: page * PAGE - 1 }) },
          { signal },
        ),
      refetchInterval: isOver ? (false as const) : REFRESH_MS,
      staleTime: isOver ? 60_000 : 1000,
      gcTime: 30_000,
    })),
  });
  const byIndex = useMemo(() => {
    const items = new Map<number, Item>();
    for (const { data } of results) for (const item of data?.results ?? []) items.set(item.index, item);
    return items;
  }, [results]);
  const timer = useRef<number>(undefined);
  const look = useCallback((first: number, last: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const seen = range(Math.floor(first / PAGE), Math.floor(last / PAGE));
      setPages((now) => (now.join() === seen.join() ? now : seen));
    }, REST_MS);
  }, []);
  const failed = results.find(({ error, data }) => error !== null && data === undefined);
  if (failed !== undefined && byIndex.size === 0)
    return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (total === 0) return <State icon="empty" title={text.items.none} />;
  return (
    <ItemList
      count={total}
      itemAt={(n) => byIndex.get(n)}
      indexAt={(n) => n}
      onRange={look}
      current={current}
      onOpen={onOpen}
    />
  );
}

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, n) => first + n);

/** The items that fit a filter, page by page as one scrolls. */
function FilteredItems({ batch, filter, current, onOpen }: ItemsProps & { readonly filter: ItemFilter }) {
  const isOver = hasEnded(batch);
  const list = useInfiniteQuery({
    queryKey: ['batches', 'items', batch.id, 'filter', filter],
    queryFn: ({ pageParam, signal }) =>
      client.batches.itemsPage(
        batch.id,
        { limit: PAGE, ...filter, ...(pageParam < 0 ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: -1,
    getNextPageParam: (page, pages) => (pages.length < MOST_PAGES ? page.next_cursor : null),
    // Every page that is loaded is asked for again: far down the list it is left as it is until the batch ends.
    refetchInterval: ({ state }) =>
      isOver || (state.data?.pages.length ?? 0) > MOST_REFRESHED ? false : REFRESH_MS * 2,
    staleTime: isOver ? 60_000 : 1000,
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= MOST_REFRESHED,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;
  const items = useMemo(() => list.data?.pages.flatMap(({ results }) => results) ?? [], [list.data]);
  // A page of a search has what was found in its time, which may be nothing: the next ones are asked for until the list
  // fills.
  const isLooking = hasNextPage && items.length < PAGE / 2;
  useEffect(() => {
    if (isLooking && !isFetching && !isError) void fetchNextPage();
  }, [isLooking, isFetching, isError, fetchNextPage]);
  const more = (last: number): void => {
    if (last >= items.length - 20 && hasNextPage && !isFetching) void fetchNextPage();
  };
  const pages = list.data?.pages ?? [];
  return (
    <Answered query={list}>
      {() => (
        <>
          {isLooking && <Looking upTo={pages.at(-1)?.next_cursor ?? 0} of={batch.counters.total} />}
          {pages.length >= MOST_PAGES && items.length > 0 && (
            <p className="body soft small">{text.items.most(count(items.length))}</p>
          )}
          {items.length > 0 ? (
            <ItemList
              count={items.length + (hasNextPage ? 1 : 0)}
              itemAt={(n) => items[n]}
              indexAt={(n) => items[n]?.index}
              onRange={(_, last) => more(last)}
              current={current}
              onOpen={onOpen}
            />
          ) : (
            !isLooking && <NothingFound upTo={pages.at(-1)?.next_cursor ?? null} isSearch={filter.q !== undefined} />
          )}
        </>
      )}
    </Answered>
  );
}

/** Nothing in the whole batch, or, of a search that has looked at as many pages as it may, up to an index. */
const NothingFound = ({ upTo, isSearch }: { readonly upTo: number | null; readonly isSearch: boolean }) =>
  upTo === null ? (
    <State icon="search" title={text.items.noMatch}>
      {isSearch ? text.items.noTextHint : text.items.noMatchHint}
    </State>
  ) : (
    <State icon="search" title={text.items.noneSoFar(count(upTo + 1))}>
      {text.items.noneSoFarHint}
    </State>
  );

/** How far a search is whose list is not full yet. */
const Looking = ({ upTo, of }: { readonly upTo: number; readonly of: number }) => (
  <p className="body soft small" role="status">
    {text.items.looking(count(upTo + 1), count(of))}
  </p>
);

interface ItemListProps {
  readonly count: number;
  readonly itemAt: (place: number) => Item | undefined;
  readonly indexAt: (place: number) => number | undefined;
  readonly onRange: (first: number, last: number) => void;
  readonly current: number | undefined;
  readonly onOpen: (index: number) => void;
}

function ItemList({ count: n, itemAt, indexAt, onRange, current, onOpen }: ItemListProps) {
  return (
    <VirtualList
      label={text.batch.items}
      className="items"
      height="max(320px, min(640px, calc(100vh - 240px)))"
      count={n}
      keyOf={(place) => indexAt(place) ?? 'more'}
      currentKey={current}
      onRange={onRange}
      onOpen={(place) => {
        const index = indexAt(place);
        if (index !== undefined) onOpen(index);
      }}
      head={
        <>
          <HeadCell className="num">{text.items.index}</HeadCell>
          <HeadCell>{text.items.input}</HeadCell>
          <HeadCell>{text.items.status}</HeadCell>
          <HeadCell className="wide">{text.items.outcome}</HeadCell>
          <HeadCell className="wide num">{text.items.attempts}</HeadCell>
          <HeadCell className="wide num">{text.items.took}</HeadCell>
        </>
      }
      row={(place) => <ItemCells item={itemAt(place)} index={indexAt(place)} />}
    />
  );
}

function ItemCells({ item, index }: { readonly item: Item | undefined; readonly index: number | undefined }) {
  if (item === undefined)
    return (
      <>
        <Cell className="num faint">{index === undefined ? '' : count(index)}</Cell>
        <Cell>
          <div className="skeleton" />
        </Cell>
      </>
    );
  const took =
    item.started_at !== null && item.ended_at !== null ? Date.parse(item.ended_at) - Date.parse(item.started_at) : null;
  return (
    <>
      <Cell className="num faint">{count(item.index)}</Cell>
      <Cell className="cut">
        <div className="cut">{summaryOf(item.input)}</div>
        {item.ref !== null && <div className="cut faint small">{item.ref}</div>}
        {item.error !== null && item.ref === null && (
          <div className="cut faint small narrow">
            <code>{item.error.code}</code>
          </div>
        )}
      </Cell>
      <Cell>
        <Status value={item.status} />
      </Cell>
      <Cell className="wide cut">
        {item.error === null ? (
          <span className="soft">
            {item.wait_reason ?? (item.status === 'running' ? item.step : summaryOf(item.output))}
          </span>
        ) : (
          <>
            <code>{item.error.code}</code> <span className="soft">{item.error.message}</span>
          </>
        )}
      </Cell>
      <Cell className="wide num">{item.attempts}</Cell>
      <Cell className="wide num">{took === null ? '–' : duration(took)}</Cell>
    </>
  );
}

/** The scores of the first analysis of a URL; empty for other outputs. */
function scoresOf(results: unknown): string {
  const [first] = Array.isArray(results) ? (results as readonly { readonly scores?: unknown }[]) : [];
  const scores = Object.entries(first?.scores ?? {}).filter(([, score]) => typeof score === 'number');
  return scores.map(([name, score]) => `${name.replaceAll('_', ' ')} ${Math.round(Number(score))}`).join(', ');
}

const TELLING = ['url', 'name', 'company_name', 'linkedin_url', 'message', 'id', 'resource_id', 'title'];

/** What tells one input or output from another, on one line. */
export function summaryOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const known = TELLING.find((name) => typeof fields[name] === 'string' || typeof fields[name] === 'number');
  if (known !== undefined) return String(fields[known]);
  const scores = scoresOf(fields['results']);
  if (scores !== '') return scores;
  return JSON.stringify(value).slice(0, 300);
}

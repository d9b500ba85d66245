import { type BatchProgress, useBatchProgress } from 'batchwright-client/react';
import { hasEnded } from 'batchwright-client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { type Batch, client } from './client';
import { listKey } from './list-changes';
import { askBatches, refreshList } from './lists';
import { POLL_MS, useLiveState, usePolling } from './live';
import { endIfSignedOut, queries } from './session';

/** What the list of batches is filtered by, as it stands in the address of the page. */
export interface BatchFilter {
  readonly kind?: string | undefined;
  readonly status?: string | undefined;
  readonly priority?: string | undefined;
  readonly owner?: string | undefined;
  readonly q?: string | undefined;
  readonly created_from?: string | undefined;
  readonly created_to?: string | undefined;
}

export const FILTER_NAMES = ['kind', 'status', 'priority', 'owner', 'q', 'created_from', 'created_to'] as const;

/** The parts of a filter that are set. */
export const setParts = (filter: BatchFilter): Record<string, string> =>
  Object.fromEntries(FILTER_NAMES.flatMap((name) => (filter[name] ? [[name, filter[name]]] : [])));

/** Pages that are loaded at most; a filter leads to what lies behind them. */
export const MOST_PAGES = 50;

/** The batches of a filter, page by page. Only its first page is asked for again, however far one has scrolled. */
export const useBatches = (filter: BatchFilter) => {
  const parts = setParts(filter);
  const polling = usePolling();
  const list = useInfiniteQuery({
    queryKey: listKey(parts),
    queryFn: ({ pageParam, signal }) => askBatches(parts, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page, pages) => (pages.length < MOST_PAGES ? page.next_cursor : null),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const form = JSON.stringify(parts);
  const [lost, setLost] = useState<{ readonly form: string; readonly error: unknown }>();
  useEffect(() => {
    const refresh = (): void => {
      if (document.visibilityState === 'visible') void refreshList(parts).then((error) => setLost({ form, error }));
    };
    refresh();
    document.addEventListener('visibilitychange', refresh);
    const timer = polling === false ? undefined : window.setInterval(refresh, polling);
    return () => {
      document.removeEventListener('visibilitychange', refresh);
      window.clearInterval(timer);
    };
  }, [form, polling]);
  const error = list.error ?? (lost?.form === form ? (lost.error ?? null) : null);
  return { ...list, error };
};

/** A page that nobody looks at asks so often, in milliseconds. */
const UNSEEN_MS = 30_000;

/** Whether somebody may look at the page: its tab is in front. */
const useIsSeen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
    () => document.visibilityState === 'visible',
  );

/**
 * Follows a batch: over a stream that goes on where it was lost, by asking where no stream can be had. Whether streams
 * are cut off is known from the page's other connection before it is known from the stream. A page that nobody looks at
 * has no stream: a browser has six connections to a service, which as many tabs would take from all others.
 */
export function useFollowedBatch(id: string): BatchProgress {
  const isSeen = useIsSeen();
  const mode = useLiveState() === 'live' && isSeen ? 'auto' : 'poll';
  const progress = useBatchProgress(client, id, { mode, pollMs: isSeen ? POLL_MS : UNSEEN_MS });
  const { error } = progress;
  useEffect(() => endIfSignedOut(error), [error]);
  return progress;
}

/** Shows a state of the page's batch that a control or a retry has answered, and has its items asked for anew. */
export const ShowChange = createContext<(batch: Batch) => void>(() => undefined);

export const useShowChange = (): ((batch: Batch) => void) => useContext(ShowChange);

/** The items of a batch are other ones than those in sight. */
export const refreshItems = (id: string): void =>
  void queries.invalidateQueries({ queryKey: ['batches', 'items', id] });

/**
 * Items that were read before their batch ended, on whatever tab or visit, are older than its end: they are read anew.
 */
export function useRefreshAtTheEnd(batch: Batch): void {
  const { id, revision } = batch;
  const end = hasEnded(batch) ? revision : undefined;
  useEffect(() => {
    if (end !== undefined) refreshItems(id);
  }, [id, end]);
}

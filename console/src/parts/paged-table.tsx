import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { text } from '../text/text';
import { Button } from '../ui/kit';
import { Answered } from '../ui/states';

interface Page<Row> {
  readonly results: readonly Row[];
  readonly next_cursor?: string | number | null;
}

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
}

interface PagedTableProps<Row> {
  readonly queryKey: readonly unknown[];
  readonly ask: (cursor: string, signal: AbortSignal) => Promise<Page<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string | number;
  /** Shown instead of an empty table. */
  readonly empty: ReactNode;
  /** Whether a row will change by itself: then the table is asked for anew until it has. */
  readonly isMoving?: (row: Row) => boolean;
}

/** So often, in milliseconds. */
const MOVING_MS = 2000;

/** A list of the service, page after page on demand. */
export function PagedTable<Row>({ queryKey, ask, columns, keyOf, empty, isMoving }: PagedTableProps<Row>) {
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => (next === null || next === undefined ? undefined : String(next)),
    refetchInterval: ({ state }) =>
      isMoving !== undefined && state.data?.pages.some(({ results }) => results.some(isMoving)) === true
        ? MOVING_MS
        : false,
  });
  const rows = list.data?.pages.flatMap(({ results }) => results) ?? [];
  return (
    <div className="panel">
      <Answered query={list}>
        {() =>
          rows.length === 0 ? (
            <>{empty}</>
          ) : (
            <div className="table-scroll" tabIndex={0} role="group" aria-label={text.table}>
              <table className="plain">
                <thead>
                  <tr>
                    {columns.map(({ head, isNumber }) => (
                      <th key={head} className={isNumber === true ? 'num' : ''}>
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={keyOf(row)}>
                      {columns.map(({ head, cell, isNumber }) => (
                        <td key={head} className={isNumber === true ? 'num' : ''}>
                          {cell(row)}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answered>
      {list.hasNextPage && (
        <div className="body">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {text.search.more}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The cursor of a next page as part of a query: a text, or the number that some lists have. */
export const at = (cursor: string): { readonly cursor?: string } => (cursor === '' ? {} : { cursor });
export const atNumber = (cursor: string): { readonly cursor?: number } =>
  cursor === '' ? {} : { cursor: Number(cursor) };

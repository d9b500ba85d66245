import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { SearchHit } from 'batchwright-client';
import { client } from '../api/client';
import { asKind, useKindChoices } from '../api/kinds';
import { usePlace } from '../app/place';
import { at } from '../parts/paged-table';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { Button, Choice, Panel, Status, Time } from '../ui/kit';
import { Answered, Loading, State } from '../ui/states';

/** Everything that has the words: batches by id and name, items by reference, error and input. */
export default function SearchPage() {
  const [place, change] = usePlace();
  const q = place['find'] ?? '';
  const kind = place['kind'];
  const kinds = useKindChoices();
  const found = useInfiniteQuery({
    queryKey: ['search', q, kind],
    queryFn: ({ pageParam, signal }) =>
      client.call('searchBatches', {
        query: { q, limit: 50, ...(kind === undefined ? {} : { kind: asKind(kind) }), ...at(pageParam) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    enabled: q !== '',
  });
  const results = found.data?.pages.flatMap((page) => page.results) ?? [];
  if (q === '')
    return (
      <State icon="search" title={text.search.title}>
        {text.search.hint}
      </State>
    );
  return (
    <>
      <div className="title">
        <h1>{text.search.found(q)}</h1>
        <div className="filters">
          <Choice
            label={text.batches.kind}
            value={kind}
            options={kinds}
            onChange={(one) => change({ kind: one }, true)}
          />
        </div>
      </div>
      <Answered query={found}>
        {() => (
          <>
            {results.length === 0 && !found.hasNextPage ? (
              <State icon="search" title={text.search.none}>
                {text.search.noneHint}
              </State>
            ) : (
              <Panel flush>
                <div className="table-scroll">
                  <table className="plain">
                    <thead>
                      <tr>
                        <th>{text.search.where}</th>
                        <th>{text.search.what}</th>
                        <th>{text.batches.status}</th>
                        <th className="num">{text.batches.created}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {results.map((one, n) => (
                        <FoundRow key={`${one.batch.id} ${one.item?.index ?? ''} ${n}`} found={one} />
                      ))}
                    </tbody>
                  </table>
                </div>
              </Panel>
            )}
            {found.hasNextPage && (
              <div className="row">
                <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                  {text.search.more}
                </Button>
              </div>
            )}
            {found.isFetchingNextPage && <Loading rows={2} />}
          </>
        )}
      </Answered>
    </>
  );
}

function FoundRow({ found: { found_in: where, batch, item } }: { readonly found: SearchHit }) {
  const language = useLanguage();
  return (
    <tr>
      <td className="soft">{text.search.places[where] ?? where}</td>
      <td className="story">
        <Link to="/batches/$id" params={{ id: batch.id }} search={item === null ? {} : { item: String(item.index) }}>
          {item === null ? (batch.name ?? batch.id) : item.excerpt || item.ref || text.item.title(String(item.index))}
        </Link>
        <div className="faint small">
          {labelOf(batch.kind, language)} · {item === null ? batch.id : (batch.name ?? batch.id)}
          {item !== null && ` · ${text.item.title(String(item.index))}`}
        </div>
        {item?.error !== null && item?.error !== undefined && (
          <div className="small">
            <code>{item.error.code}</code> {item.error.message}
          </div>
        )}
      </td>
      <td>
        <Status value={item?.status ?? batch.status} />
      </td>
      <td className="num">
        <Time at={batch.created_at} />
      </td>
    </tr>
  );
}

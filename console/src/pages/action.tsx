import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { cancelAction, getAction } from '../api/actions';
import { forgetLists } from '../api/lists';
import { queries } from '../api/session';
import { text } from '../text/text';
import { Button, Facts, Panel, Status, Time } from '../ui/kit';
import { Answered, Fault } from '../ui/states';
import { count } from '../ui/format';

/** An action on many batches, followed to its end. */
export default function Action() {
  const { id = '' }: { readonly id?: string } = useParams({ strict: false });
  const action = useQuery({
    queryKey: ['actions', 'one', id],
    queryFn: ({ signal }) => getAction(id, signal),
    refetchInterval: ({ state }) => (state.data?.ended_at === null ? 1000 : false),
  });
  const stop = useMutation({
    mutationFn: () => cancelAction(id),
    onSuccess: (stopped) => queries.setQueryData(['actions', 'one', id], stopped),
  });
  const isDeletion = action.data?.action === 'delete';
  const isOver = action.data?.ended_at != null;
  useEffect(() => {
    if (isDeletion) forgetLists();
  }, [isDeletion, isOver]);
  return (
    <Answered query={action}>
      {(now) => (
        <>
          <div className="title">
            <h1>
              {text.bulk.title(text.bulk.actions[now.action])} <Status value={now.status} />
            </h1>
            {now.ended_at === null && (
              <Button icon="cancel" busy={stop.isPending} onClick={() => stop.mutate()}>
                {text.bulk.stop}
              </Button>
            )}
          </div>
          <Fault error={stop.error} />
          <Panel>
            <div className="stack">
              <div
                className="bar tall"
                role="img"
                aria-label={text.bulk.progress(now.done, now.refused, now.remaining)}
              >
                <span className="succeeded" style={{ flexGrow: now.done }} />
                <span className="failed" style={{ flexGrow: now.refused }} />
                <span className="pending" style={{ flexGrow: now.remaining }} />
              </div>
              <Facts
                facts={[
                  [text.bulk.matched, count(now.matched)],
                  [text.bulk.done, count(now.done)],
                  [text.bulk.refused, count(now.refused)],
                  [text.bulk.remaining, count(now.remaining)],
                  [text.bulk.began, <Time key="began" at={now.created_at} />],
                  [text.bulk.ended, <Time key="ended" at={now.ended_at} />],
                  ...(now.reason === null ? [] : ([[text.bulk.reason, now.reason]] as const)),
                ]}
              />
              {now.stop_reason !== null && <p className="notice bad">{now.stop_reason.message}</p>}
            </div>
          </Panel>
          {now.refusals.length > 0 && (
            <Panel title={text.bulk.refusals} flush>
              <div className="table-scroll">
                <table className="plain">
                  <thead>
                    <tr>
                      <th>{text.batch.one}</th>
                      <th>{text.bulk.why}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {now.refusals.map(({ batch_id: batch, code, message }) => (
                      <tr key={batch}>
                        <td>
                          <Link to="/batches/$id" params={{ id: batch }}>
                            <code>{batch}</code>
                          </Link>
                        </td>
                        <td>
                          {message} <code className="faint">{code}</code>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </Panel>
          )}
          <p>
            <Link to="/batches">{text.bulk.toBatches}</Link>
          </p>
        </>
      )}
    </Answered>
  );
}

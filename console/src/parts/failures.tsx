import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../api/client';
import { asKind, useKinds } from '../api/kinds';
import { knownAdvice } from '../text/advice';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { count } from '../ui/format';
import { Panel } from '../ui/kit';
import { Fault, Loading, State } from '../ui/states';

const CAUSES_MS = 30_000;
/** Causes that are shown. */
const SHOWN = 10;

/** The failed items by kind and code, the most frequent first; each leads to the batches that hold them. */
export function Failures({ frame }: { readonly frame: '1h' | '6h' | '24h' | '7d' | '30d' }) {
  const all = useKinds();
  const kinds = (all.data ?? []).filter(({ may_read: mayRead }) => mayRead);
  const language = useLanguage();
  const answers = useQueries({
    queries: kinds.map(({ name }) => ({
      queryKey: ['batches', 'causes', frame, name],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        client.call('getStats', { query: { timeframe: frame, kind: asKind(name) }, signal }),
      // One request for each kind: asked for less often than what changes with every item.
      refetchInterval: CAUSES_MS,
      staleTime: CAUSES_MS / 2,
    })),
  });
  const clusters = answers
    .flatMap(({ data }, n) => (data?.errors ?? []).map((error) => ({ ...error, kind: kinds[n]?.name ?? '' })))
    .sort((one, other) => other.count - one.count)
    .slice(0, SHOWN);
  const error = all.error ?? answers.find((answer) => answer.error !== null)?.error;
  const isLoading = all.isPending || answers.some(({ isPending }) => isPending);
  return (
    <Panel title={text.failures.title} flush>
      {error !== undefined && error !== null && <Fault error={error} />}
      {isLoading ? (
        <div className="body">
          <Loading rows={4} />
        </div>
      ) : clusters.length === 0 && (error === null || error === undefined) ? (
        <State icon="check" title={text.failures.none}>
          {text.failures.noneHint}
        </State>
      ) : (
        <div className="table-scroll">
          <table className="plain">
            <tbody>
              {clusters.map(({ kind, code, count: n }) => (
                <tr key={`${kind} ${code}`}>
                  <td>
                    <Link to="/search" search={{ find: code, kind }}>
                      <code>{code}</code>
                    </Link>
                    <div className="faint small">
                      {[labelOf(kind, language), knownAdvice(code)].filter(Boolean).join(' · ')}
                    </div>
                  </td>
                  <td className="num">
                    <strong>{count(n)}</strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

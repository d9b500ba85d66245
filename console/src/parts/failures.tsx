import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client, type Schema } from '../api/client';
import { knownAdvice } from '../text/advice';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { count } from '../ui/format';
import { Panel } from '../ui/kit';
import { Answered, State } from '../ui/states';

const CAUSES_MS = 30_000;
/** Causes that are shown. */
const SHOWN = 10;

type Cause = Schema<'Cause'>;

/** The failed items by kind, code and message, the most frequent first; each leads to the batches that hold them. */
export function Failures({ frame }: { readonly frame: Schema<'Causes'>['timeframe'] }) {
  const causes = useQuery({
    queryKey: ['batches', 'causes', frame],
    queryFn: ({ signal }) => client.call('getFailureCauses', { query: { timeframe: frame }, signal }),
    refetchInterval: CAUSES_MS,
    staleTime: CAUSES_MS / 2,
  });
  return (
    <Panel title={text.failures.title} flush>
      <Answered query={causes} rows={4}>
        {({ causes: found, items_looked_at: looked, is_complete: isComplete }) =>
          found.length === 0 ? (
            <State icon="check" title={text.failures.none}>
              {text.failures.noneHint}
            </State>
          ) : (
            <>
              <CauseTable causes={found.slice(0, SHOWN)} />
              {!isComplete && <p className="body faint small">{text.failures.looked(count(looked))}</p>}
            </>
          )
        }
      </Answered>
    </Panel>
  );
}

function CauseTable({ causes }: { readonly causes: readonly Cause[] }) {
  const language = useLanguage();
  return (
    <div className="table-scroll">
      <table className="plain">
        <tbody>
          {causes.map((cause) => (
            <tr key={`${cause.kind} ${cause.code} ${cause.message}`}>
              <td>
                <CauseLink cause={cause} />
                <div className="faint small">
                  {labelOf(cause.kind, language)} · <code>{cause.code}</code> · {text.failures.batches(cause.batches)}
                </div>
                <div className="faint small">{knownAdvice(cause.code)}</div>
              </td>
              <td className="num">
                <strong>{cause.count_is_least ? text.failures.least(count(cause.count)) : count(cause.count)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** To the items, if they are in one batch; else to all batches that have such a message. */
function CauseLink({ cause: { kind, code, message, words, batches, latest_batch_id: id } }: { readonly cause: Cause }) {
  if (batches === 1)
    return (
      <Link to="/batches/$id" params={{ id }} search={{ state: 'failed', code, q: words || undefined }}>
        {message || code}
      </Link>
    );
  return (
    <Link to="/search" search={{ find: words || code, kind }}>
      {message || code}
    </Link>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../api/client';
import { usePlace } from '../app/place';
import { FindBox } from '../parts/find-box';
import { text } from '../text/text';
import { count, percent } from '../ui/format';
import { Facts, Panel } from '../ui/kit';
import { Answered, State } from '../ui/states';

/** Hits that are asked for. */
const HITS = 20;

export default function Companies() {
  const [{ q = '' }, change] = usePlace();
  const hits = useQuery({
    queryKey: ['companies', q],
    queryFn: ({ signal }) => client.call('searchCompanies', { json: { query: q, k: HITS }, signal }),
    enabled: q !== '',
  });
  return (
    <>
      <div className="title">
        <h1>{text.companies.title}</h1>
      </div>
      <FindBox label={text.companies.find} value={q} onFind={(words) => change({ q: words || undefined })} />
      {q === '' ? (
        <Figures />
      ) : (
        <Panel flush>
          <Answered query={hits}>
            {({ results, semantic }) =>
              results.length === 0 ? (
                <State icon="company" title={text.companies.none}>
                  {text.companies.noneHint}
                </State>
              ) : (
                <div className="table-scroll">
                  <table className="plain">
                    <caption className="hidden-label">
                      {semantic ? text.companies.byMeaning : text.companies.byWords}
                    </caption>
                    <thead>
                      <tr>
                        <th>{text.companies.name}</th>
                        <th>{text.companies.industry}</th>
                        <th>{text.companies.about}</th>
                        <th className="num">{text.companies.similarity}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {results.map((hit) => (
                        <tr key={hit.company_id}>
                          <td>
                            <Link to="/search" search={{ find: hit.company_name, kind: 'company_extraction' }}>
                              {hit.company_name}
                            </Link>
                            <div className="faint small">{hit.domain}</div>
                          </td>
                          <td>{hit.industry ?? '–'}</td>
                          <td className="small">{hit.description ?? '–'}</td>
                          <td className="num">{percent(Math.max(0, hit.similarity) * 100)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )
            }
          </Answered>
        </Panel>
      )}
    </>
  );
}

/** What the extraction did lately, as long as nothing is searched for. */
function Figures() {
  const stats = useQuery({
    queryKey: ['batches', 'figures', 'companies'],
    queryFn: ({ signal }) => client.call('getCompanyStats', { query: { timeframe: '30d' }, signal }),
  });
  return (
    <Panel title={text.companies.lately}>
      <Answered query={stats} rows={3}>
        {({ data: { system_stats: system, performance_metrics: speed } }) => (
          <div className="stack">
            <Facts
              facts={[
                [text.companies.extracted, count(system.total_companies_processed)],
                [text.companies.success, percent(system.success_rate)],
                [text.companies.batches, count(system.total_batches)],
                [text.companies.cache, percent(speed.cache_hit_rate)],
              ]}
            />
            <p className="soft">
              {text.companies.hint}{' '}
              <Link to="/batches" search={{ kind: 'company_extraction' }}>
                {text.companies.toBatches}
              </Link>
            </p>
          </div>
        )}
      </Answered>
    </Panel>
  );
}

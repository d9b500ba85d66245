import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, type Schema } from '../api/client';
import { useRights } from '../api/session';
import { text } from '../text/text';
import { count, decimal, duration } from '../ui/format';
import { Dialog, Facts, Time } from '../ui/kit';
import { Answered, State } from '../ui/states';

export type Analysis = Schema<'UrlAnalysis'>;

interface Audit {
  readonly id: string;
  readonly group: string;
  readonly weight: number;
  readonly score: number | null;
  readonly value: unknown;
  readonly threshold: string;
}

/** A score from 0 to 100 with its band. */
export function Score({ value }: { readonly value: number | null | undefined }) {
  if (value === null || value === undefined) return <span className="faint">–</span>;
  const band = value >= 90 ? 'completed' : value >= 50 ? 'partial' : 'failed';
  return <span className={`pill plain ${band}`}>{Math.round(value)}</span>;
}

const SCORES = ['http', 'performance', 'accessibility', 'best_practices', 'seo'] as const;
const TIMES = ['ttfb_ms', 'fcp_ms', 'lcp_ms', 'tbt_ms', 'si_ms', 'tti_ms'] as const;

interface UrlReportProps {
  readonly job: string;
  readonly index: number;
  onClose(): void;
}

/** The result of one URL of a job: the page of one that begins after the URL before it. */
async function askResult(job: string, index: number, signal: AbortSignal): Promise<Schema<'UrlResult'>> {
  const { results } = await client.call('getUrlJobResults', {
    path: { batch_job_id: job },
    query: { limit: 1, ...(index === 0 ? {} : { cursor: index - 1 }) },
    signal,
  });
  const [result] = results;
  if (result === undefined) throw new Error(text.urls.noReport);
  return result;
}

/** What is known of one URL: its analyses, and what earlier and later ones said. */
export function UrlReport({ job, index, onClose }: UrlReportProps) {
  const item = useQuery({
    queryKey: ['urls', 'result', job, index],
    queryFn: ({ signal }) => askResult(job, index, signal),
  });
  return (
    <Dialog drawer title={text.urls.report} onClose={onClose}>
      <Answered query={item}>
        {({ analyses, error, original_url: original, cleaned_url: cleaned }) => {
          const [first] = analyses;
          if (first === undefined)
            return (
              <State icon="warning" title={text.urls.noReport}>
                {error?.message ?? original}
              </State>
            );
          return (
            <div className="stack">
              {analyses.map((analysis) => (
                <AnalysisView key={`${analysis.strategy} ${analysis.provider}`} analysis={analysis} />
              ))}
              <OverTime job={job} url={cleaned ?? first.url} />
            </div>
          );
        }}
      </Answered>
    </Dialog>
  );
}

export function AnalysisView({ analysis }: { readonly analysis: Analysis }) {
  const { scores, lab, http } = analysis;
  const score = (http as { readonly score?: { readonly audits?: readonly Audit[] } } | null)?.score;
  const opportunities = analysis.opportunities as readonly Readonly<Record<string, unknown>>[];
  return (
    <section className="stack">
      <div>
        <h3>{analysis.final_url}</h3>
        <p className="soft small">
          {text.urls.by(analysis.provider, analysis.strategy)} <Time at={analysis.analyzed_at} />
        </p>
      </div>
      <Facts
        facts={SCORES.filter((name) => scores[name] !== null).map((name) => [
          text.urls.scores[name],
          <Score key={name} value={scores[name]} />,
        ])}
      />
      <Facts
        facts={[
          ...TIMES.flatMap((name) => {
            const ms = lab[name];
            return ms === null ? [] : [[text.urls.metrics[name], duration(ms)] as const];
          }),
          ...(lab.cls === null ? [] : ([[text.urls.metrics.cls, decimal(lab.cls)]] as const)),
          ...(lab.total_bytes === null
            ? []
            : ([[text.urls.metrics.bytes, `${count(Math.round(lab.total_bytes / 1024))} KiB`]] as const)),
          ...(lab.requests === null ? [] : ([[text.urls.metrics.requests, count(lab.requests)]] as const)),
        ]}
      />
      {analysis.warnings.map((warning) => (
        <p key={warning} className="notice warn">
          {warning}
        </p>
      ))}
      {score?.audits !== undefined && <Audits audits={score.audits} />}
      {opportunities.length > 0 && (
        <section className="stack tight">
          <h3>{text.urls.opportunities}</h3>
          <ul className="stack tight">
            {opportunities.map((one, n) => (
              <li key={n}>
                {String(one['title'] ?? one['id'] ?? '')}{' '}
                {typeof one['savings_ms'] === 'number' && <b>{duration(one['savings_ms'])}</b>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

/** The rules of the http engine: what was measured, how it counts, and from where it is good. */
const Audits = ({ audits }: { readonly audits: readonly Audit[] }) => (
  <div className="table-scroll" tabIndex={0} role="group" aria-label={text.urls.audits}>
    <table className="plain">
      <thead>
        <tr>
          <th>{text.urls.audit}</th>
          <th className="num">{text.urls.score}</th>
          <th className="num">{text.urls.weight}</th>
          <th>{text.urls.measured}</th>
          <th>{text.urls.threshold}</th>
        </tr>
      </thead>
      <tbody>
        {[...audits]
          .sort((one, other) => lossOf(other) - lossOf(one))
          .map((audit) => (
            <tr key={audit.id}>
              <td>
                {audit.id.replaceAll(/[-_]/g, ' ')}
                <div className="faint small">{audit.group}</div>
              </td>
              <td className="num">
                <Score value={audit.score === null ? null : audit.score * 100} />
              </td>
              <td className="num">{audit.weight}</td>
              <td>{audit.value === null ? '–' : String(audit.value)}</td>
              <td className="soft small">{audit.threshold}</td>
            </tr>
          ))}
      </tbody>
    </table>
  </div>
);

/** What a rule costs: the worst comes first. */
const lossOf = ({ weight, score }: Audit): number => weight * (1 - (score ?? 1));

interface Run {
  readonly job: string;
  readonly index: number;
  readonly at: string;
}

/** Earlier and later analyses of the same URL, two of them side by side. */
function OverTime({ job, url }: { readonly job: string; readonly url: string }) {
  const { isAdmin } = useRights();
  const [chosen, setChosen] = useState<readonly Run[]>([]);
  const runs = useQuery({
    queryKey: ['urls', 'runs', job, url],
    queryFn: async ({ signal }): Promise<readonly Run[]> => {
      // Of the owner of this job, which may be another's than the admin's who looks at it.
      const owner = isAdmin ? (await client.batches.get(job, { signal })).owner_id : undefined;
      const query = { url, limit: 50, ...(owner === undefined ? {} : { owner }) };
      const { analyses } = await client.call('getUrlHistory', { query, signal });
      // Two devices are one run: their analyses stand under one index.
      const runs = new Map<string, Run>();
      for (const { batch_job_id: id, index, analyzed_at: at, error_code: code } of analyses)
        if (code === null) runs.set(`${id} ${index}`, { job: id, index, at });
      return [...runs.values()];
    },
  });
  const toggle = (run: Run): void =>
    setChosen((now) => (now.includes(run) ? now.filter((other) => other !== run) : [...now.slice(-1), run]));
  return (
    <section className="stack tight">
      <h3>{text.urls.overTime}</h3>
      <Answered query={runs} rows={2}>
        {(all) =>
          all.length < 2 ? (
            <p className="soft">{text.urls.onlyOne}</p>
          ) : (
            <div className="row">
              {all.map((run) => (
                <label key={`${run.job} ${run.index}`} className="check">
                  <input type="checkbox" checked={chosen.includes(run)} onChange={() => toggle(run)} />
                  <Time at={run.at} />
                </label>
              ))}
            </div>
          )
        }
      </Answered>
      {chosen.length === 2 && (
        <div className="columns">
          {chosen.map((run) => (
            <OneRun key={`${run.job} ${run.index}`} run={run} />
          ))}
        </div>
      )}
    </section>
  );
}

function OneRun({ run }: { readonly run: Run }) {
  const item = useQuery({
    queryKey: ['urls', 'result', run.job, run.index],
    queryFn: ({ signal }) => askResult(run.job, run.index, signal),
  });
  return (
    <Answered query={item}>
      {({ analyses: [first] }) => {
        return first === undefined ? (
          <State icon="warning" title={text.urls.noReport} />
        ) : (
          <AnalysisView analysis={first} />
        );
      }}
    </Answered>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client, type Schema } from '../api/client';
import { usePlace } from '../app/place';
import { at, atNumber, PagedTable } from '../parts/paged-table';
import { type Analysis, Score, UrlReport } from '../parts/url-report';
import { text } from '../text/text';
import { count } from '../ui/format';
import { Button, Status, Time } from '../ui/kit';
import { State } from '../ui/states';

type Job = Schema<'UrlJob'>;
type Result = Schema<'UrlResult'>;

export default function Urls() {
  const [place, change] = usePlace();
  const { job, url } = place;
  return (
    <>
      <div className="title">
        <h1>{text.urls.title}</h1>
        {job !== undefined && (
          <Button onClick={() => change({ job: undefined, url: undefined })}>{text.urls.allJobs}</Button>
        )}
      </div>
      {job === undefined ? (
        <Jobs onOpen={(id) => change({ job: id })} />
      ) : (
        <Results job={job} onOpen={(index) => change({ url: String(index) })} />
      )}
      {job !== undefined && url !== undefined && (
        <UrlReport job={job} index={Number(url)} onClose={() => change({ url: undefined })} />
      )}
    </>
  );
}

const Jobs = ({ onOpen }: { readonly onOpen: (id: string) => void }) => (
  <PagedTable<Job>
    queryKey={['urls', 'jobs']}
    ask={async (cursor, signal) => {
      const page = await client.call('listUrlJobs', { query: { limit: 50, ...at(cursor) }, signal });
      return { results: page.jobs, next_cursor: page.next_cursor };
    }}
    keyOf={({ batch_job_id: id }) => id}
    empty={
      <State icon="url" title={text.urls.none}>
        {text.urls.noneHint}
      </State>
    }
    columns={[
      {
        head: text.batches.name,
        cell: (job) => (
          <Link to="/batches/$id" params={{ id: job.batch_job_id }}>
            {job.name ?? <code>{job.batch_job_id}</code>}
          </Link>
        ),
      },
      { head: text.batches.status, cell: ({ status }) => <Status value={status} /> },
      { head: text.urls.urls, cell: ({ total_urls: total }) => count(total), isNumber: true },
      { head: text.batches.failedItems, cell: ({ failed_urls: failed }) => count(failed), isNumber: true },
      { head: text.batches.created, cell: ({ created_at: created }) => <Time at={created} /> },
      {
        head: text.keys.actions,
        cell: ({ batch_job_id: id }) => (
          <Button small onClick={() => onOpen(id)}>
            {text.urls.reports}
          </Button>
        ),
      },
    ]}
  />
);

function Results({ job, onOpen }: { readonly job: string; readonly onOpen: (index: number) => void }) {
  const about = useQuery({
    queryKey: ['urls', 'job', job],
    queryFn: ({ signal }) => client.call('getUrlJobProgress', { path: { batch_job_id: job }, signal }),
  });
  const score = (name: keyof Analysis['scores']) => (result: Result) => (
    <Score value={result.analyses[0]?.scores[name]} />
  );
  return (
    <>
      <h2>{about.data?.name ?? job}</h2>
      <PagedTable<Result>
        queryKey={['urls', 'results', job]}
        ask={(cursor, signal) =>
          client.call('getUrlJobResults', {
            path: { batch_job_id: job },
            query: { limit: 100, ...atNumber(cursor) },
            signal,
          })
        }
        keyOf={({ index }) => index}
        empty={<State icon="url" title={text.urls.noResults} />}
        columns={[
          { head: text.urls.url, cell: ({ cleaned_url: cleaned, original_url: original }) => cleaned ?? original },
          { head: text.batches.status, cell: ({ status }) => <Status value={status} /> },
          { head: text.urls.http, cell: score('http'), isNumber: true },
          { head: text.urls.performance, cell: score('performance'), isNumber: true },
          { head: text.urls.accessibility, cell: score('accessibility'), isNumber: true },
          { head: text.urls.seo, cell: score('seo'), isNumber: true },
          {
            head: text.keys.actions,
            cell: ({ index }) => (
              <Button small onClick={() => onOpen(index)}>
                {text.urls.report}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}

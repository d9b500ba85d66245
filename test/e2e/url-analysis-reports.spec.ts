import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { describeOnDatabases, Service } from '../support/service.js';
import { URL_STEPS } from '../../src/url-analysis/engines/url-steps.js';
import { analyses, analysing, ended, S2, started, UrlSite } from '../support/url-site.js';

type Row = Record<string, unknown>;

describeOnDatabases('Queues, lists and figures of jobs of URLs', (on) => {
  let site: UrlSite;
  let service: Service;
  beforeAll(async () => {
    site = await UrlSite.start();
    service = await Service.start({ on, env: { ...analysing(site), WORKER_BATCHES: '1' } });
  });
  afterAll(() => site.close());

  const rows = async (path: string, field: string, key: string = KEYS.admin): Promise<Row[]> =>
    (await service.request('GET', `${S2}/${path}`, { key })).at(field) as Row[];

  it('lists the three queues when they are empty [S2-6, S2-21]', async () => {
    const answer = await service.request('GET', `${S2}/queue/status`);
    expect((answer.at('queues') as Row[]).map(({ name, waiting_jobs }) => [name, waiting_jobs])).toEqual([
      ['high', 0],
      ['normal', 0],
      ['low', 0],
    ]);
    expect(answer.at('message')).toBe('All 3 priority queues operational');
  });

  it('puts urgent jobs at the head of the queue high [S2-20, S2-35, S2-42]', async () => {
    site.hold();
    const running: string[] = [];
    for (let worker = 0; worker < service.workerCount; worker += 1) {
      running.push(await started(service, [site.url('/hold/queue')]));
      await analyses(service, String(running.at(-1)), '/hold/queue');
    }
    const ids: string[] = [];
    for (const priority of ['low', 'high', 'urgent', 'normal', 'high'])
      ids.push(await started(service, [site.url(`/${priority}`), site.url('/x')], { priority }));
    const waiting = await rows('queue/status', 'queues');
    expect(waiting.map(({ name, waiting_jobs, waiting_urls }) => [name, waiting_jobs, waiting_urls])).toEqual([
      ['high', 3, 6],
      ['normal', 1, 2],
      ['low', 1, 2],
    ]);
    if (service.database !== undefined) {
      const entries = await service.sql(
        `SELECT batch_job_id FROM job_queue_entries WHERE queue_name = 'high' ORDER BY position`,
      );
      expect(entries.map(({ batch_job_id }) => batch_job_id)).toEqual([ids[2], ids[1], ids[4]]);
      const [job] = await service.sql(
        'SELECT processing_run_id, name, status, total_urls FROM batch_jobs WHERE id = $1',
        [ids[2]],
      );
      expect(job).toEqual({ processing_run_id: ids[2], name: null, status: 'pending', total_urls: 2 });
      const urls = await service.sql(
        `SELECT DISTINCT current_step FROM url_processing_status s JOIN batches b ON b.id = s.batch_id WHERE b.public_id = $1`,
        [ids[2]],
      );
      expect(urls).toEqual([{ current_step: 'analysis' }]);
    }
    site.release();
    for (const id of [...running, ...ids]) await ended(service, id);
  });

  it('pages through jobs and filters them [S2-3, S2-51]', async () => {
    const since = `created_from=${new Date().toISOString()}`;
    for (const priority of ['normal', 'high', 'high'])
      await ended(service, await started(service, [site.url('/listed')], { priority }));
    const page = await service.request('GET', `${S2}/jobs?limit=2&${since}`);
    expect(page.at('jobs')).toHaveLength(2);
    const next = await service.request('GET', `${S2}/jobs?limit=100&${since}&cursor=${String(page.at('next_cursor'))}`);
    expect(next.at('jobs')).toHaveLength(1);
    expect(next.at('next_cursor')).toBeNull();
    expect(await rows(`jobs?priority=high&${since}`, 'jobs')).toHaveLength(2);
    expect(await rows(`jobs?status=completed&${since}`, 'jobs')).toHaveLength(3);
    expect(await rows(`jobs?status=failed&${since}`, 'jobs')).toHaveLength(0);
    expect(await rows('jobs?created_to=2020-01-01', 'jobs')).toHaveLength(0);
    expect(await rows('jobs', 'jobs', KEYS.ana)).toHaveLength(0);
    expect((await service.request('GET', `${S2}/jobs?status=partial`)).status).toBe(422);
  });

  it('shows a job with successes and failures as completed [S2-28]', async () => {
    const id = await started(service, [site.url('/broken'), site.url('/fine')], { retry_attempts: 0 });
    expect((await ended(service, id)).body).toMatchObject({ status: 'completed', completed_urls: 1, failed_urls: 1 });
    const shared = await service.request('GET', `/api/v1/batches/${id}`);
    expect(shared.at('status')).toBe('partial');
  });

  it('estimates the completion once three URLs have ended [S2-70]', async () => {
    site.hold();
    const urls = ['/p1', '/p2', '/p3', '/hold/pace'].map((path) => site.url(path));
    const id = await started(service, urls, { batch_size: 1 });
    await eventually('the page is asked for', () => site.hitsOf('/hold/pace') > 0, 30_000);
    const batch = await service.request('GET', `/api/v1/batches/${id}`);
    expect(Number(batch.at('rate_per_second'))).toBeGreaterThan(0);
    const asked = Date.now();
    const progress = await service.request('GET', `${S2}/progress/${id}`);
    expect(Date.parse(String(progress.at('estimated_completion')))).toBeGreaterThanOrEqual(asked);
    site.release();
    await ended(service, id);
    expect((await service.request('GET', `/api/v1/batches/${id}`)).at('rate_per_second')).toBeNull();
  });

  it('shows health to everyone and its details to admins [S2-8, S2-47, S2-67]', async () => {
    expect((await service.request('GET', `${S2}/health`, { key: null })).body).toEqual({
      status: 'ok',
      batch_processor: 'operational',
    });
    expect((await service.request('GET', `${S2}/health`)).body).toMatchObject({
      database: on,
      processor: { stuck_jobs: 0 },
      engine: { configured: 'http', chosen: 'http' },
    });
  });

  it('summarises analyses by engine and strategy [S2-68]', async () => {
    await ended(service, await started(service, [site.url('/summed')]));
    const answer = await service.request('GET', `${S2}/analytics?timeframe=1h`);
    const [engine] = answer.at('engines') as { engine: string; strategy: string; metrics: Row[] }[];
    expect(engine).toMatchObject({ engine: 'http', strategy: 'mobile' });
    const ttfb = engine?.metrics.find(({ metric }) => metric === 'ttfb_ms');
    expect(Number(ttfb?.['p95'])).toBeGreaterThanOrEqual(Number(ttfb?.['p50']));
    expect(answer.at('slowest_hosts', 0, 'host')).toBe('127.0.0.1');
    const scored = (answer.at('score_distribution') as Row[]).reduce((sum, { count }) => sum + Number(count), 0);
    expect(scored).toBe(Number(ttfb?.['count']));
    const nothing = await service.request('GET', `${S2}/analytics`, { key: KEYS.otto });
    expect(nothing.at('engines')).toEqual([]);
    expect((await service.request('GET', `${S2}/analytics?owner=1`, { key: KEYS.otto })).status).toBe(403);
  });

  it('publishes the steps [S2-34]', async () => {
    const document = (await service.request('GET', '/docs-json')).body as {
      components: { schemas: Record<string, { properties: Record<string, { enum?: string[] }> }> };
    };
    expect(document.components.schemas['UrlResult']?.properties['current_step']?.enum).toEqual([...URL_STEPS]);
  });

  it('deletes only old completed jobs, and counts them first [S2-7, S2-45, S2-53]', async () => {
    await ended(
      service,
      await started(
        service,
        ['/o1', '/o2', '/o3'].map((path) => site.url(path)),
      ),
    );
    const failed = await started(service, [site.url('/broken')], { retry_attempts: 0 });
    await ended(service, failed);
    const jobs = (await rows('jobs?status=completed&limit=100', 'jobs')).length;
    await service.stop();
    const metrics = await service.sql('SELECT sum(analyzed_count)::integer AS n FROM batch_processing_metrics');
    expect(Number(metrics[0]?.['n'])).toBeGreaterThanOrEqual(3);
    await service.sql(`UPDATE batches SET completed_at = now() - interval '40 days'`);
    // The sweep of the service itself, a minute after its start, leaves them.
    service = await service.again({ RETENTION_DAYS: '365' });

    const cleanup = async (query: string) => (await service.request('DELETE', `${S2}/cleanup?${query}`)).body;
    expect(await cleanup('older_than_days=41')).toMatchObject({ jobs: 0 });
    const counted = (await cleanup('dry_run=true')) as Row;
    expect(counted).toMatchObject({ dry_run: true, older_than_days: 30, jobs });
    expect(await cleanup('older_than_days=30')).toEqual({ ...counted, dry_run: false });
    expect((await rows('jobs', 'jobs')).map(({ batch_job_id }) => batch_job_id)).toEqual([failed]);
  });
});

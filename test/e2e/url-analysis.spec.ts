import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { describeOnDatabases, Service } from '../support/service.js';
import { analyses, analysing, ended, S2, start, started, UrlSite } from '../support/url-site.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
type Result = Record<string, unknown>;

describeOnDatabases('Jobs of URLs', (on) => {
  let site: UrlSite;
  let service: Service;
  beforeAll(async () => {
    site = await UrlSite.start();
    service = await Service.start({ on, env: analysing(site) });
  });
  afterAll(() => site.close());

  const results = (answer: { at: (...path: string[]) => unknown }): Result[] => answer.at('results') as Result[];

  it('starts a job with 201, a Location and the defaults [S2-1, S2-9, S2-25, S2-31, S2-69]', async () => {
    const answer = await start(service, [site.url('/a')]);
    expect(answer.status).toBe(201);
    const id = String(answer.at('batch_job_id'));
    expect(id).toMatch(UUID);
    expect(answer.headers.get('location')).toBe(`${S2}/progress/${id}`);
    expect(answer.body).toMatchObject({
      processing_run_id: id,
      status: 'pending',
      priority: 'normal',
      strategy: 'mobile',
      total_urls: 1,
      batch_size: 5,
      timeout_seconds: 300,
      engine: 'http',
    });
    expect(answer.text).not.toMatch(/"run_id"/);
    await ended(service, id);
  });

  it('shows progress and detailed results [S2-2, S2-5, S2-28, S2-52, S2-70]', async () => {
    const id = await started(
      service,
      [{ url: site.url('/moved/'), ref: 'first', metadata: { n: 1 } }, site.url('/moved')],
      { name: 'two', priority: 'high', strategy: 'desktop' },
    );
    const answer = await ended(service, id);
    const progress = await service.request('GET', `${S2}/progress/${id}`);
    expect(progress.body).toEqual({
      batch_job_id: id,
      processing_run_id: id,
      name: 'two',
      status: 'completed',
      priority: 'high',
      strategy: 'desktop',
      total_urls: 2,
      completed_urls: 2,
      failed_urls: 0,
      cancelled_urls: 0,
      remaining_urls: 0,
      progress_percentage: 100,
      current_urls: [],
      started_at: expect.any(String) as unknown,
      estimated_completion: null,
    });
    const [first] = results(answer);
    expect(first).toMatchObject({
      index: 0,
      ref: 'first',
      metadata: { n: 1 },
      status: 'succeeded',
      current_step: 'done',
      original_url: site.url('/moved/'),
      cleaned_url: site.url('/moved'),
      final_url: site.url('/good'),
      error: null,
    });
    const [analysis] = first?.['analyses'] as Result[];
    expect(analysis).toMatchObject({ strategy: 'desktop', provider: 'http', lab: { lcp_ms: null } });
    expect((analysis?.['scores'] as Record<string, number>)['http']).toBeGreaterThan(0);
    expect(analysis?.['unavailable']).toMatchObject({ lcp_ms: 'requires_browser' });
  });

  it('analyses a duplicate once, shows its result at its index, and follows no links [S2-15, S2-18, S2-57]', async () => {
    await ended(service, await started(service, [site.url('/single')]));
    const id = await started(service, [
      site.url('/twice'),
      site.url('/other'),
      `${site.url('/twice')}/`,
      site.url('/twice#x'),
    ]);
    const found = results(await ended(service, id));
    expect(found.map((result) => result['duplicate_of'])).toEqual([null, null, 0, 0]);
    expect(found.map((result) => result['status'])).toEqual(['succeeded', 'succeeded', 'succeeded', 'succeeded']);
    const analysisOf = (index: number) => (found[index]?.['analyses'] as Result[])[0];
    expect(analysisOf(2)?.['analyzed_at']).toBe(analysisOf(0)?.['analyzed_at']);
    expect(analysisOf(2)?.['input_url']).toBe(`${site.url('/twice')}/`);
    expect(site.hitsOf('/twice')).toBe(site.hitsOf('/single'));
    expect(site.hitsOf('/linked')).toBe(0);
  });

  it('returns two results under one index for both strategies [S2-26]', async () => {
    const id = await started(service, [site.url('/both')], { strategy: 'both' });
    const answer = await ended(service, id);
    expect(answer.at('total_urls')).toBe(1);
    expect((results(answer)[0]?.['analyses'] as Result[]).map(({ strategy }) => strategy)).toEqual([
      'mobile',
      'desktop',
    ]);
  });

  it('stores rejected URLs at their index with ignore_invalid [S2-16]', async () => {
    const urls = [site.url('/kept'), 'ftp://example.com', 'http://user:secret@example.com/', 'http://169.254.169.254/'];
    const id = await started(service, urls, { ignore_invalid: true });
    const answer = await ended(service, id);
    expect(answer.at('status')).toBe('completed');
    const found = results(answer).map(({ status, error }) => [status, (error as Result | null)?.['code'] ?? null]);
    expect(found).toEqual([
      ['succeeded', null],
      ['failed', 'VALIDATION_ERROR'],
      ['failed', 'VALIDATION_ERROR'],
      ['failed', 'TARGET_NOT_ALLOWED'],
    ]);
    expect(answer.text).not.toContain('secret');
  });

  it('checks every redirect at the fetch and never names an internal address [S2-17]', async () => {
    const id = await started(service, [site.url('/inward')]);
    const answer = await ended(service, id);
    expect(results(answer)[0]?.['error']).toMatchObject({ code: 'TARGET_NOT_ALLOWED', retryable: false });
    expect(answer.text).not.toContain('10.1.2.3');
  });

  it('retries as often as requested, and never with 0 [S2-27]', async () => {
    const again = await started(service, [site.url('/flaky')], { retry_attempts: 2 });
    expect(results(await ended(service, again))[0]).toMatchObject({ status: 'succeeded', attempts: 2 });
    const once = await ended(service, await started(service, [site.url('/broken')], { retry_attempts: 0 }));
    expect(results(once)[0]).toMatchObject({ status: 'failed', attempts: 1, current_step: 'fetch' });
  });

  it('fails a job when every URL fails [S2-56]', async () => {
    const answer = await ended(service, await started(service, [site.url('/broken')], { retry_attempts: 0 }));
    expect(answer.body).toMatchObject({ status: 'failed', completed_urls: 0, failed_urls: 1 });
  });

  it('cancels pending and running URLs, and keeps finished results [S2-4, S2-29, S2-43, S2-44, S2-49, S2-50, S2-64]', async () => {
    site.hold();
    const id = await started(service, [site.url('/quick'), site.url('/hold/1'), site.url('/hold/2')], {
      batch_size: 1,
    });
    await analyses(service, id, '/hold/1');
    // A running URL may still be waiting for a slot at the host.
    await eventually('the page is asked for', () => site.hitsOf('/hold/1') > 0);
    const partial = await service.request('GET', `${S2}/results/${id}`);
    expect(partial.body).toMatchObject({ status: 'processing', completed_urls: 1 });
    const running = await service.request('GET', `${S2}/progress/${id}`);
    expect(running.body).toMatchObject({ remaining_urls: 2, current_urls: [site.url('/hold/1')] });

    expect((await service.request('DELETE', `${S2}/cancel/${id}`, { checked: false })).status).toBe(405);
    const cancelled = await service.request('POST', `${S2}/cancel/${id}`);
    expect(cancelled.status).toBe(200);
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      completed_urls: 1,
      cancelled_urls: 2,
      remaining_urls: 0,
      progress_percentage: 100,
    });
    await eventually('the request is given up', () => site.givenUp > 0);
    expect((await service.request('POST', `${S2}/cancel/${id}`)).status).toBe(200);
    const after = await service.request('GET', `${S2}/results/${id}`);
    expect(results(after).map(({ status }) => status)).toEqual(['succeeded', 'cancelled', 'cancelled']);
    expect(site.hitsOf('/hold/2')).toBe(0);
    site.release();
  });

  it('rejects the cancellation of a completed job, and by another owner', async () => {
    const id = await started(service, [site.url('/done')], {}, { key: KEYS.ana });
    await ended(service, id);
    const answer = await service.request('POST', `${S2}/cancel/${id}`, { key: KEYS.ana });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ error_code: 'BATCH_NOT_CANCELLABLE', details: { status: 'completed' } });
    for (const [method, path] of [
      ['GET', 'progress'],
      ['GET', 'results'],
      ['POST', 'cancel'],
    ] as const)
      expect((await service.request(method, `${S2}/${path}/${id}`, { key: KEYS.otto })).status).toBe(404);
  });

  it('returns a cached result to its owner when it may be as old [S2-65]', async () => {
    const url = site.url('/cached');
    await ended(service, await started(service, [url], {}, { key: KEYS.ana }), { key: KEYS.ana });
    const hits = site.hitsOf('/cached');
    const again = await started(service, [url], { max_age_seconds: 3600 }, { key: KEYS.ana });
    expect(results(await ended(service, again, { key: KEYS.ana }))[0]?.['cached']).toEqual(['mobile']);
    expect(site.hitsOf('/cached')).toBe(hits);
    const others = await started(service, [url], { max_age_seconds: 3600 }, { key: KEYS.otto });
    expect(results(await ended(service, others, { key: KEYS.otto }))[0]?.['cached']).toEqual([]);
    expect(site.hitsOf('/cached')).toBe(2 * hits);
  });

  it('replays a start with the same Idempotency-Key, and a dry run stores nothing', async () => {
    const headers = { 'Idempotency-Key': `job-${on}` };
    const urls = [site.url('/once')];
    const first = await start(service, urls, {}, { headers });
    const second = await start(service, urls, {}, { headers });
    expect(second.status).toBe(201);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect((await start(service, [site.url('/two')], {}, { headers })).status).toBe(422);
    await ended(service, String(first.at('batch_job_id')));

    const count = async () => ((await service.request('GET', `${S2}/jobs?limit=100`)).at('jobs') as unknown[]).length;
    const before = await count();
    const dry = await service.request('POST', `${S2}/start?validate_only=true`, {
      body: { urls: ['Example.com/', 'example.com'] },
    });
    expect(dry.status).toBe(200);
    expect(dry.body).toMatchObject({ batch_job_id: null, total_urls: 2 });
    expect(dry.at('urls', 1)).toMatchObject({ cleaned_url: 'https://example.com', duplicate_of: 0 });
    expect(await count()).toBe(before);
  });

  it('finishes in another process the work of a killed one [S2-66]', async () => {
    site.hold();
    const first = await Service.start({ on, env: { ...analysing(site), LEASE_SECONDS: '3' } });
    const id = await started(first, [site.url('/hold/restart')]);
    await analyses(first, id, '/hold/restart');
    await first.kill9();
    site.release();
    const second = await first.again();
    expect(results(await ended(second, id))[0]).toMatchObject({ status: 'succeeded' });
    await second.stop();
  });

  it('finishes at shutdown what is nearly done and leaves the rest for the next process [S2-46]', async () => {
    site.hold();
    const first = await Service.start({ on, env: analysing(site) });
    const urls = [site.url('/hold/stop'), site.url('/hold/next')];
    const id = await started(first, urls, { batch_size: 1 });
    await eventually('the page is asked for', () => site.hitsOf('/hold/stop') > 0);
    const stopped = first.stop();
    site.release();
    await stopped;
    // A shutdown interrupts nothing and counts no attempt: the next process continues with the rest.
    const second = await first.again();
    const found = results(await ended(second, id));
    expect(found.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['succeeded', 1],
      ['succeeded', 1],
    ]);
    await second.stop();
  });
});

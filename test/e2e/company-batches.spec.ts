import { parse } from 'csv-parse/sync';
import { KEYS } from '../support/accounts.js';
import { CompanyWorld } from '../support/company-world.js';
import type { Answer } from '../support/client.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { describeOnDatabases } from '../support/service.js';

const BATCH = '/api/v1/company/batch';
const NAMES = ['Quillmark Systems', 'Brindlewood Tools', 'Nowhere Known Holdings'] as const;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describeOnDatabases('company batches', (on) => {
  let world: CompanyWorld;
  beforeAll(async () => {
    world = await CompanyWorld.start({ on });
  });
  afterAll(() => expectNoSilence(world.service));
  afterAll(() => world.stop());

  const call = (method: string, path: string, body?: unknown, key: string = KEYS.ana): Promise<Answer> =>
    world.service.request(method, path, { key, ...(body === undefined ? {} : { body }) });
  const submit = async (body: object): Promise<string> => {
    const answer = await call('POST', `${BATCH}/submit`, body);
    expect(answer.status).toBe(202);
    return String(answer.at('data', 'batch_id'));
  };
  /** Polls the status until it is terminal, as the published example does. */
  const poll = (id: string): Promise<Answer> =>
    eventually(
      `batch ${id} ends`,
      async () => {
        const answer = await call('GET', `${BATCH}/${id}/status`);
        expect(answer.status).toBe(200);
        return ['completed', 'failed', 'cancelled'].includes(String(answer.at('data', 'status'))) && answer;
      },
      60_000,
    );

  it('accepts a batch in the published envelope [S3-1, S3-3, S3-4, S3-5, S3-6, S3-7]', async () => {
    const answer = await call('POST', `${BATCH}/submit`, {
      company_names: ['Quillmark Systems', 'Brindlewood Tools'],
      extraction_mode: 'comprehensive',
      priority: 'high',
      max_concurrent: 3,
      export_format: 'json',
    });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      success: true,
      data: {
        batch_id: expect.stringMatching(/^batch_\d{8}_[a-z0-9]{6,}$/),
        status: 'queued',
        message: 'Batch submitted successfully',
        total_companies: 2,
        estimated_processing_time: expect.any(Number),
        priority: 'high',
        created_at: expect.stringMatching(ISO),
        warnings: [expect.stringMatching(/^Priority high/)],
      },
      metadata: {
        trace_id: expect.stringMatching(/^batch_submit_[a-z0-9]{6,}$/),
        timestamp: expect.stringMatching(ISO),
      },
    });
    await poll(String(answer.at('data', 'batch_id')));
  });

  it('runs the published flow: submit, poll, flatten [S3-20 to S3-25, S3-31 to S3-39]', async () => {
    const id = await submit({ company_names: NAMES, timeout_seconds: 60 });
    const status = await poll(id);
    expect(status.at('data')).toEqual({
      batch_id: id,
      status: 'completed',
      progress: {
        total_companies: 3,
        completed: 2,
        failed: 1,
        cancelled: 0,
        remaining: 0,
        completion_percentage: 100,
        current_phase: 'done',
      },
      processing_time: expect.any(Number),
      created_at: expect.stringMatching(ISO),
      started_at: expect.stringMatching(ISO),
      estimated_completion: null,
      last_update: expect.stringMatching(ISO),
      priority: 'normal',
      extraction_mode: 'standard',
      export_format: 'json',
    });
    const answer = await call('GET', `${BATCH}/${id}/results`);
    expect(answer.status).toBe(200);
    expect(answer.at('metadata', 'trace_id')).toMatch(/^batch_results_[a-z0-9]{6,}$/);
    expect(answer.at('data')).toMatchObject({
      batch_id: id,
      status: 'completed',
      total_companies: 3,
      successful_extractions: 2,
      failed_extractions: 1,
      completed_at: expect.stringMatching(ISO),
      export_url: `${BATCH}/${id}/download`,
      next_cursor: null,
      summary: {
        company_sizes: { '1-50': 1, '51-200': 0, '201-1000': 1, '1000+': 0 },
        countries: { 'United States': 2 },
      },
    });
    const results = answer.at('data', 'results') as Record<string, never>[];
    expect(results.map((row) => row['company_name'])).toEqual(NAMES);
    expect(answer.at('data', 'results', 0)).toMatchObject({
      extraction_status: 'success',
      data: {
        company_name: 'Quillmark Systems',
        employee_count: '501-1000',
        headquarters: { country: 'United States' },
      },
    });
    expect(answer.at('data', 'results', 2)).toMatchObject({
      extraction_status: 'failed',
      error: {
        type: 'CompanyAnalysisError',
        message: 'Company not found in search results',
        details: 'No web presence found for specified company',
        suggestion: expect.stringContaining('domain_hints'),
      },
    });
  });

  it('pauses, returns partial results, resumes, cancels, retries and deletes [S3-26, S3-30, S3-48, S3-69]', async () => {
    world.intercept = ({ query }) => ((query.get('search') ?? '').startsWith('Harrow') ? { behaviour: 'hang' } : null);
    const id = await submit({ company_names: ['Quillmark Systems', 'Harrow Lane Foundry'], max_concurrent: 1 });
    await eventually('the first company is done', async () => {
      const answer = await call('GET', `${BATCH}/${id}/status`);
      return answer.at('data', 'progress', 'completed') === 1 && answer.at('data', 'status') === 'processing';
    });
    const early = await call('GET', `${BATCH}/${id}/results`);
    expect(early.status).toBe(409);
    expect(early.at('error', 'code')).toBe('BATCH_NOT_COMPLETED');
    expect(early.at('error', 'details')).toMatchObject({ status: 'processing', completion_percentage: 50 });
    const part = await call('GET', `${BATCH}/${id}/results?partial=true`);
    expect(part.status).toBe(200);
    expect(part.at('data', 'partial')).toBe(true);
    expect(part.at('data', 'results')).toHaveLength(1);
    expect((await call('DELETE', `${BATCH}/${id}`)).status).toBe(409);

    expect((await call('POST', `${BATCH}/${id}/pause`)).at('data', 'status')).toBe('paused');
    expect((await call('GET', `${BATCH}/${id}/results`)).status).toBe(200);
    expect((await call('POST', `${BATCH}/${id}/resume`)).at('data', 'status')).toBe('processing');
    const cancelled = await call('POST', `${BATCH}/${id}/cancel`);
    expect(cancelled.at('data')).toMatchObject({
      status: 'cancelled',
      progress: { completed: 1, cancelled: 1, remaining: 0 },
    });
    const results = await call('GET', `${BATCH}/${id}/results`);
    expect(results.at('data', 'results', 1)).toMatchObject({
      extraction_status: 'cancelled',
      error: { type: 'CancelledError' },
    });

    world.intercept = null;
    const retried = await call('POST', `${BATCH}/${id}/retry`, { inputs: { 1: 'Brindlewood Tools' } });
    expect(retried.status).toBe(200);
    expect(retried.at('data', 'retried')).toBe(1);
    const ended = await poll(id);
    expect(ended.at('data')).toMatchObject({ status: 'completed', progress: { completed: 2, failed: 0 } });
    const deleted = await call('DELETE', `${BATCH}/${id}`);
    expect(deleted.at('data')).toEqual({ batch_id: id, deleted: true });
    expect((await call('GET', `${BATCH}/${id}/status`)).status).toBe(404);
  });

  it('exports escaped values, with the published columns first [S3-18, S3-42 to S3-47]', async () => {
    const names = ['Quillmark Systems', '=HYPERLINK("http://x","y") Nobody', '<script>alert(1)</script>'];
    const id = await submit({
      company_names: [{ name: names[0], ref: 'row 1' }, names[1], names[2]],
      export_format: 'csv',
    });
    await poll(id);
    const csv = await call('GET', `${BATCH}/${id}/download`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="${id}_results.csv"`);
    const rows = parse(csv.text) as string[][];
    expect(rows[0]?.slice(0, 9)).toEqual([
      'company_name',
      'domain',
      'industry',
      'employee_count',
      'headquarters_city',
      'headquarters_country',
      'valuation',
      'funding_raised',
      'headquarters_state',
    ]);
    expect(rows[1]?.[0]).toBe('Quillmark Systems');
    expect(rows[2]?.[0]).toBe(`'${names[1] ?? ''}`);
    expect(rows).toHaveLength(4);

    const inline = await call('GET', `${BATCH}/${id}/results?format=csv&include_failed=false`);
    expect(inline.headers.get('content-disposition')).toBeNull();
    expect(parse(inline.text)).toHaveLength(2);
    const excel = await call('GET', `${BATCH}/${id}/results?format=excel&download=true`);
    expect(excel.headers.get('content-type')).toContain('spreadsheetml.sheet');
    expect(excel.headers.get('content-disposition')).toBe(`attachment; filename="${id}_results.xlsx"`);
    const json = await call('GET', `${BATCH}/${id}/results?download=true`);
    expect(json.headers.get('content-disposition')).toBe(`attachment; filename="${id}_results.csv"`);
    const saved = await call('GET', `${BATCH}/${id}/results?download=true&format=json`);
    expect(saved.headers.get('content-disposition')).toContain('_results.json');
    const file = await call('GET', `${BATCH}/${id}/download?format=json`);
    expect(file.body).toHaveLength(3);
    expect(file.at(0)).toMatchObject({ company_name: 'Quillmark Systems', ref: 'row 1' });

    const successes = await call('GET', `${BATCH}/${id}/results?include_failed=false&include=provenance`);
    expect(successes.at('data')).toMatchObject({ total_companies: 3, failed_extractions: 2 });
    expect(successes.at('data', 'results')).toHaveLength(1);
    expect(successes.at('data', 'results', 0, 'provenance', 'fields', 'name', 'source')).toBe('wikidata');
    const page = await call('GET', `${BATCH}/${id}/results?limit=2`);
    expect(page.at('data', 'next_cursor')).toBe(1);
    const rest = await call('GET', `${BATCH}/${id}/results?limit=2&cursor=1`);
    expect(rest.at('data', 'results', 0, 'company_name')).toBe(names[2]);
    expect(rest.at('data', 'next_cursor')).toBeNull();
  });

  it('hides the batch from another caller but not from an admin [S3-51]', async () => {
    const id = await submit({ company_names: ['Quillmark Systems'] });
    for (const path of ['status', 'results', 'download'])
      expect((await call('GET', `${BATCH}/${id}/${path}`, undefined, KEYS.otto)).status).toBe(404);
    expect((await call('POST', `${BATCH}/${id}/cancel`, undefined, KEYS.otto)).status).toBe(404);
    expect((await call('GET', `${BATCH}/${id}/status`, undefined, KEYS.admin)).status).toBe(200);
  });

  it('returns a result for each duplicate and looks the company up once', async () => {
    const id = await submit({
      company_names: ['Northwind Instruments', 'northwind  instruments', 'Northwind Instruments'],
    });
    await poll(id);
    const results = await call('GET', `${BATCH}/${id}/results`);
    expect(results.at('data')).toMatchObject({ total_companies: 3, successful_extractions: 3 });
    const searches = world.wikidata.received.filter(({ query }) => query.get('action') === 'wbsearchentities');
    const ours = searches.filter(({ query }) => (query.get('search') ?? '').toLowerCase().startsWith('northwind'));
    expect(ours).toHaveLength(1);
    expect(ours[0]?.headers['user-agent']).toContain('tests@example.org');
  });

  it('computes statistics from rows [S3-52 to S3-62, S3-74]', async () => {
    const first = await submit({ company_names: ['Quillmark Systems', 'Nowhere Known Holdings'] });
    await poll(first);
    const answer = await call('GET', `${BATCH}/stats?timeframe=1h&include_details=true`);
    expect(answer.status).toBe(200);
    expect(answer.at('metadata')).toEqual({
      generated_at: expect.stringMatching(ISO),
      trace_id: expect.stringMatching(/^batch_stats_[a-z0-9]{6,}$/),
    });
    expect(answer.at('data', 'timeframe')).toBe('1h');
    const system = answer.at('data', 'system_stats') as Record<string, number>;
    const { total_batches, completed_batches, failed_batches, active_batches, cancelled_batches } = system;
    expect(total_batches).toBeGreaterThanOrEqual(1);
    expect((completed_batches ?? 0) + (failed_batches ?? 0) + (active_batches ?? 0) + (cancelled_batches ?? 0)).toBe(
      total_batches,
    );
    expect(answer.at('data', 'error_analysis', 'most_common_errors', 0, 'error_type')).toBe('CompanyAnalysisError');
    expect(answer.at('data', 'performance_metrics', 'most_common_extraction_mode')).toBe('standard');
    expect(answer.at('data', 'performance_metrics', 'peak_concurrent_batches')).toBeGreaterThanOrEqual(1);
    expect(answer.at('data', 'resource_utilization', 'active_connections')).toBeGreaterThanOrEqual(1);
    const bare = await call('GET', `${BATCH}/stats`, undefined, KEYS.otto);
    expect(bare.at('data', 'system_stats')).toMatchObject({ total_batches: 0, average_processing_time: null });
    expect(bare.at('data', 'resource_utilization', 'cpu_usage')).toEqual(expect.any(Number));
    expect(bare.at('data', 'details')).toBeUndefined();
  });

  it('extracts a single company, the second time from the cache, and stores it once [S3-65, S3-72]', async () => {
    const ask = (): Promise<Answer> => call('POST', '/api/v1/company/extract', { company_name: 'Brindlewood Tools' });
    await ask();
    const again = await ask();
    expect(again.status).toBe(200);
    expect(again.at('data')).toMatchObject({
      company_name: 'Brindlewood Tools',
      extraction_status: 'success',
      cached: true,
      data: { employee_count: '11-50', identifiers: { wikidata_id: 'Q7002' } },
    });
    const unknown = await call('POST', '/api/v1/company/extract', { company_name: 'Nowhere Known Holdings' });
    expect(unknown.status).toBe(404);
    expect(unknown.at('error', 'code')).toBe('COMPANY_NOT_FOUND');
    const blank = await call('POST', '/api/v1/company/extract', { company_name: ' ' });
    expect(blank.status).toBe(422);
    if (on === 'postgres')
      expect(
        await world.service.sql("SELECT data ->> 'company_name' AS name FROM companies WHERE wikidata_id = 'Q7002'"),
      ).toEqual([{ name: 'Brindlewood Tools' }]);
  });

  it('reports its health, and to an admin the sources [S3-72]', async () => {
    const bare = await world.service.request('GET', '/api/v1/company/health', { key: null });
    expect(bare.at('data')).toEqual({ status: 'healthy' });
    const detail = await call('GET', '/api/v1/company/health', undefined, KEYS.admin);
    expect(detail.at('data', 'sources')).toContainEqual({ name: 'wikidata', enabled: true, needs: null });
    expect(detail.at('data', 'sources')).toContainEqual({ name: 'brave', enabled: false, needs: 'BRAVE_API_KEY' });
  });

  it('returns the same batch for the same Idempotency-Key', async () => {
    const options = {
      key: KEYS.ana,
      body: { company_names: ['Quillmark Systems'] },
      headers: { 'Idempotency-Key': 'company-1' },
    };
    const first = await world.service.request('POST', `${BATCH}/submit`, options);
    const second = await world.service.request('POST', `${BATCH}/submit`, options);
    expect(second.status).toBe(202);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.at('data', 'batch_id')).toBe(first.at('data', 'batch_id'));
  });
});

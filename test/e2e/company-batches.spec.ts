import { KEYS } from '../support/accounts.js';
import { CompanyWorld } from '../support/company-world.js';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { describeOnDatabases } from '../support/service.js';

const BATCH = '/api/v1/company/batch';
const NAMES = ['Quillmark Systems', 'Brindlewood Tools', 'Nowhere Known Holdings'] as const;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describeOnDatabases('company batches', (on) => {
  let world: CompanyWorld;
  beforeAll(async () => {
    world = await CompanyWorld.start({ on });
  }, 90_000);
  afterAll(() => world.stop());

  const call = (method: string, path: string, body?: unknown, key: string = KEYS.ana): Promise<Answer> =>
    world.service.request(method, path, { key, ...(body === undefined ? {} : { body }) });
  const submit = async (body: object): Promise<string> => {
    const answer = await call('POST', `${BATCH}/submit`, body);
    expect(answer.status).toBe(202);
    return String(answer.at('data', 'batch_id'));
  };
  /** The seed's loop: asks for the status until it is terminal. */
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

  it('S3-1 S3-3 S3-4 S3-5 S3-6 S3-7 accepts a batch in the seed’s envelope', async () => {
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

  it('S3-20 to S3-25 S3-31 to S3-39 the seed’s flow: submit, poll, flatten', async () => {
    const id = await submit({ company_names: NAMES, timeout_seconds: 60 });
    const status = await poll(id);
    expect(status.at('data')).toEqual({
      batch_id: id,
      status: 'completed',
      progress: {
        total_companies: 3,
        completed: 2,
        failed: 1,
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
});

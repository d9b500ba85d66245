import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { CompanyWorld } from '../support/company-world.js';
import { eventually } from '../support/eventually.js';

const BATCH = '/api/v1/company/batch';
const COMPANIES = ['Quillmark Systems', 'Brindlewood Tools', 'Northwind Instruments', 'Nowhere Known Holdings'];

/** A row of a table as in pandas. */
type Flat = Readonly<Record<string, unknown>>;

/** Python's `value.get(key, {})`: a missing value is empty, a null value would have failed the example. */
const get = (value: unknown, key: string): unknown => {
  if (typeof value !== 'object' || value === null) throw new TypeError(`'${String(value)}' object has no 'get'`);
  return (value as Record<string, unknown>)[key] ?? null;
};

describe('the published Python examples, step by step, with the key header added', () => {
  let world: CompanyWorld;
  beforeAll(async () => {
    world = await CompanyWorld.start({ on: 'postgres' });
  });
  afterAll(() => world.stop());

  const get200 = async (path: string): Promise<Answer> => {
    const answer = await world.service.request('GET', path, { key: KEYS.ana });
    expect(answer.status).toBe(200);
    return answer;
  };
  const submit = async (body: object): Promise<string> => {
    const answer = await world.service.request('POST', `${BATCH}/submit`, { key: KEYS.ana, body });
    expect(answer.status).toBe(202);
    expect(Object.keys(answer.at('metadata') as object).sort()).toEqual(['timestamp', 'trace_id']);
    expect(answer.at('data', 'estimated_processing_time')).toEqual(expect.any(Number));
    return String(answer.at('data', 'batch_id'));
  };

  it('submit_batch, monitor_with_notifications, get_batch_results [S3-2, S3-29, S3-49]', async () => {
    const id = await submit({
      company_names: COMPANIES,
      extraction_mode: 'standard',
      priority: 'normal',
      max_concurrent: 1,
      timeout_seconds: 180,
      export_format: 'csv',
    });
    const updates = new Map<number, unknown>();
    const notified: number[] = [];
    await eventually('the batch ends', async () => {
      const status = await get200(`${BATCH}/${id}/status`);
      expect(Object.keys(status.at('metadata') as object).sort()).toEqual(['timestamp', 'trace_id']);
      const percentage = Number(status.at('data', 'progress', 'completion_percentage'));
      updates.set(percentage, status.at('data', 'last_update'));
      if (percentage - (notified.at(-1) ?? 0) >= 10) notified.push(percentage);
      return ['completed', 'failed', 'cancelled'].includes(String(status.at('data', 'status')));
    });
    expect(notified.at(-1)).toBe(100);
    expect(new Set(updates.values()).size).toBe(updates.size);

    const answer = await get200(`${BATCH}/${id}/results`);
    expect(Object.keys(answer.at('metadata') as object).sort()).toEqual(['timestamp', 'trace_id']);
    const results = answer.at('data', 'results') as readonly Record<string, unknown>[];
    expect(results.map((row) => row['company_name'])).toEqual(COMPANIES);
    const flattened = results
      .filter((row) => row['extraction_status'] === 'success')
      .map(({ data }): Flat => {
        return {
          company_name: get(data, 'company_name'),
          domain: get(data, 'domain'),
          industry: get(data, 'industry'),
          employee_count: get(data, 'employee_count'),
          headquarters_city: get(get(data, 'headquarters'), 'city'),
          headquarters_country: get(get(data, 'headquarters'), 'country'),
          valuation: get(get(data, 'financial_data'), 'valuation'),
          funding_raised: get(get(data, 'financial_data'), 'funding_raised'),
        };
      });
    expect(flattened).toMatchObject([
      { company_name: 'Quillmark Systems', employee_count: '501-1000', headquarters_country: 'United States' },
      { company_name: 'Brindlewood Tools', employee_count: '11-50' },
      { company_name: 'Northwind Instruments', headquarters_city: 'San Pedro' },
    ]);
    expect(answer.at('data')).toMatchObject({ total_companies: 4, successful_extractions: 3, failed_extractions: 1 });
    expect(Number(answer.at('data', 'processing_time')).toFixed(1)).toMatch(/^\d+\.\d$/);
  });

  it('adaptive_batch_processing reads the load from the statistics [S3-2]', async () => {
    const stats = await get200(`${BATCH}/stats`);
    expect(Object.keys(stats.at('metadata') as object).sort()).toEqual(['generated_at', 'trace_id']);
    for (const percent of ['cpu_usage', 'memory_usage'])
      expect(Number(stats.at('data', 'resource_utilization', percent)) / 100).toBeLessThanOrEqual(1);
  });

  it('do not count the time of a pause, and estimate nothing during it [S3-27, S3-28]', async () => {
    world.intercept = ({ query }) => ((query.get('search') ?? '').startsWith('Harrow') ? { behaviour: 'hang' } : null);
    const id = await submit({ company_names: ['Quillmark Systems', 'Harrow Lane Foundry'], max_concurrent: 1 });
    const running = await eventually('one of two is done', async () => {
      const status = await get200(`${BATCH}/${id}/status`);
      return status.at('data', 'progress', 'completed') === 1 && status;
    });
    expect(Date.parse(String(running.at('data', 'estimated_completion')))).not.toBeNaN();
    await world.service.request('POST', `${BATCH}/${id}/pause`, { key: KEYS.ana });
    const paused = await get200(`${BATCH}/${id}/status`);
    expect(paused.at('data')).toMatchObject({ status: 'paused', estimated_completion: null });
    const later = await eventually('a second passes', async () => {
      const status = await get200(`${BATCH}/${id}/status`);
      const ms =
        Date.parse(String(status.at('metadata', 'timestamp'))) - Date.parse(String(paused.at('metadata', 'timestamp')));
      return ms > 1_000 && status;
    });
    expect(later.at('data', 'processing_time')).toBe(paused.at('data', 'processing_time'));
    world.intercept = null;
    await world.service.request('POST', `${BATCH}/${id}/cancel`, { key: KEYS.ana });
  });

  it('finish an urgent batch before an earlier one of low priority [S3-64]', async () => {
    // The last name of the first batch waits, or a machine that rests between the two would find that batch ended.
    world.intercept = ({ query }) =>
      (query.get('search') ?? '').startsWith('Unheard Of Company 59') ? { behaviour: 'hang' } : null;
    const names = Array.from({ length: 60 }, (_, n) => `Unheard Of Company ${n}`);
    const low = await submit({ company_names: names, priority: 'low', extraction_mode: 'basic', max_concurrent: 1 });
    const urgent = await submit({ company_names: ['Brindlewood Tools'], priority: 'urgent', extraction_mode: 'basic' });
    await eventually('the urgent batch ends', async () => {
      return (await get200(`${BATCH}/${urgent}/status`)).at('data', 'status') === 'completed';
    });
    world.intercept = null;
    await world.service.request('POST', `${BATCH}/${low}/cancel`, { key: KEYS.ana });
    const endOf = async (id: string): Promise<number> =>
      Date.parse(String((await get200(`${BATCH}/${id}/results`)).at('data', 'completed_at')));
    expect(await endOf(urgent)).toBeLessThan(await endOf(low));
  });
});

import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { CompanyWorld } from '../support/company-world.js';
import { eventually } from '../support/eventually.js';
import type { LogLine, Service } from '../support/service.js';
import { analysing, UrlSite } from '../support/url-site.js';

const LIFECYCLE = ['batch submitted', 'batch started', 'batch ended'];
const contact = (id: string) => ({ id, data: { name: `Contact ${id}` } });

describe('the log', () => {
  let world: CompanyWorld;
  let site: UrlSite;
  let service: Service;
  beforeAll(async () => {
    site = await UrlSite.start();
    world = await CompanyWorld.start({ on: 'postgres', env: { ...analysing(site), LOG_LEVEL: 'debug' } });
    service = world.service;
  });
  afterAll(() => Promise.all([world.stop(), site.close()]));

  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    service.request('POST', path, { body, headers });
  const linesOf = (publicId: unknown): LogLine[] =>
    service.log.filter(({ batch_id: id, msg }) => id === String(publicId) && LIFECYCLE.includes(msg));
  const endOf = (publicId: unknown): Promise<LogLine> =>
    eventually('the end of the batch is logged', () => linesOf(publicId).find(({ msg }) => msg === 'batch ended'));

  it.each([
    ['contact_analysis', {}, () => [contact('shared-1')]],
    ['operations', { operation_type: 'order_update' }, () => [{ resource_id: 999_999, data: { notes: 'x' } }]],
    ['url_analysis', {}, () => [{ url: site.url('/a') }]],
    ['company_extraction', { extraction_mode: 'basic' }, () => ['Quillmark Systems']],
    [
      'profile_ingestion',
      {},
      () => [{ linkedin_url: 'https://www.linkedin.com/in/nobody-here', suggested_role: 'CTO' }],
    ],
  ])('has one line each for submission, start and end of a batch of %s', async (kind, options, items) => {
    const answer = await post('/api/v1/batches', { kind, options, items: items() });
    expect(answer.status).toBe(201);
    const id = answer.at('id');
    await endOf(id);
    const lines = linesOf(id);
    expect(lines.map(({ msg }) => msg)).toEqual(LIFECYCLE);
    for (const line of lines) expect(line).toMatchObject({ level: 'info', kind, user_id: 1, total: 1 });
    const batch = await service.request('GET', `/api/v1/batches/${String(id)}`);
    const { succeeded, failed } = batch.at('counters') as Record<string, number>;
    expect(lines[2]).toMatchObject({
      status: batch.at('status'),
      succeeded,
      failed,
      cancelled: 0,
      duration_ms: expect.any(Number) as number,
      age_ms: expect.any(Number) as number,
    });
  });

  it('says how many contacts of which batch were inserted, and nothing of what is in them [S0-15]', async () => {
    const secret = 'not-for-the-log';
    const items = [{ id: 'log-1', data: { notes: secret } }, contact('log-2'), contact('log-2')];
    const answer = await post('/api/v1/batch-process', { items });
    const line = await endOf(answer.at('batch_id'));
    expect(linesOf(answer.at('batch_id')).map(({ msg }) => msg)).toEqual(LIFECYCLE);
    expect(line).toMatchObject({ status: 'partial', total: 3, succeeded: 2, failed: 1 });
    expect(service.output).not.toContain(secret);
  });

  it('calls a refused atomic batch failed, with nothing that succeeded', async () => {
    const answer = await post('/api/v1/batch-process', { items: [contact('atomic'), contact('atomic')], atomic: true });
    expect(answer.status).toBe(409);
    const line = await endOf(answer.at('details', 'batch_id'));
    expect(line).toMatchObject({ status: 'failed', atomic: true, total: 2, succeeded: 0, failed: 2 });
  });

  it('calls a dry run a dry run, and logs no batch for it', async () => {
    const before = service.log.filter(({ msg }) => LIFECYCLE.includes(msg)).length;
    await post('/api/v1/batch-process?validate_only=true', { items: [contact('dry'), contact('dry')] });
    await post('/api/v1/batch-processing/start?validate_only=true', { urls: ['http://dry.example/'] });
    const logged = () => service.log.filter(({ msg }) => msg === 'dry run ended, nothing stored');
    await eventually('both are logged', () => logged().length === 2);
    expect(logged()).toMatchObject([
      { kind: 'contact_analysis', total: 2, succeeded: 1, failed: 1 },
      { kind: 'url_analysis', total: 1 },
    ]);
    expect(service.log.filter(({ msg }) => LIFECYCLE.includes(msg))).toHaveLength(before);
  });

  it('names the batch whose answer is replayed, and logs its life once', async () => {
    const send = () => post('/api/v1/batch-process', { items: [contact('once')] }, { 'Idempotency-Key': 'log-once' });
    const [first] = [await send(), await send()];
    const replayed = await eventually('the replay is logged', () =>
      service.log.find(({ msg }) => msg === 'batch replayed'),
    );
    const lines = linesOf(first.at('batch_id'));
    expect(lines.map(({ batch }) => batch)).toEqual([replayed['batch'], replayed['batch'], replayed['batch']]);
  });

  it('has a line at level debug for every request, without the secrets of its address', async () => {
    await service.request('GET', '/api/v1/batches?limit=2&api_key=in-the-address', { key: KEYS.ana });
    const line = await eventually('the access is logged', () =>
      service.log.find(({ msg, url }) => msg === 'request completed' && String(url).includes('limit=2')),
    );
    expect(line).toMatchObject({
      level: 'debug',
      method: 'GET',
      url: '/api/v1/batches?limit=2&api_key=[redacted]',
      status: 422,
      trace_id: expect.any(String) as string,
      duration_ms: expect.any(Number) as number,
    });
  });

  it('says when the process started and when and why it stopped', async () => {
    const about = { role: 'all', database: 'postgres', port: Number(new URL(service.url).port) };
    const started = await eventually('the start is logged', () =>
      service.log.find(({ msg }) => msg === 'process started'),
    );
    expect(started).toMatchObject(about);
    await service.stop();
    const stops = service.log.filter(({ msg }) => /^process stop/.test(msg));
    expect(stops).toMatchObject([
      { msg: 'process stopping', signal: 'SIGTERM', role: 'all' },
      { msg: 'process stopped', signal: 'SIGTERM', stop_ms: expect.any(Number) as number },
    ]);
  });
});

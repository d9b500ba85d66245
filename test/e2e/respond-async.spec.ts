import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { change, makeMarketplace } from '../support/marketplace.js';
import { describeOnDatabases, Service } from '../support/service.js';

const headers = { Prefer: 'respond-async' };

describeOnDatabases('Prefer: respond-async', (on) => {
  let service: Service;
  let ids: readonly number[];
  beforeAll(async () => {
    service = await Service.start({ on });
    ({ orderIds: ids } = await makeMarketplace(service, 2));
  });

  const ended = (path: string, isEnded: (answer: Answer) => boolean): Promise<Answer> =>
    eventually(`${path} ends`, async () => {
      const answer = await service.request('GET', path, { key: KEYS.ana });
      return isEnded(answer) ? answer : undefined;
    });

  it('accepts operations for later, and shows their state until they are done [S1-17, S1-24, S1-65]', async () => {
    const operations = [change(ids[0], { notes: 'later' }), change(1e9, { notes: 'nowhere' })];
    const body = { operation_type: 'order_update', operations };
    const answer = await service.request('POST', '/api/v1/batch/', { key: KEYS.ana, body, headers });
    expect(answer.status).toBe(202);
    const id = Number(answer.at('batch_id'));
    expect(answer.headers.get('location')).toBe(`/api/v1/batches/${id}`);
    expect(answer.at('status_url')).toBe(`/api/v1/batch/${id}/`);
    const seen: unknown[] = [];
    const done = await ended(`/api/v1/batch/${id}/`, (now) => {
      seen.push(now.at('progress'));
      return now.at('progress') === 100;
    });
    expect(seen.every((progress) => typeof progress === 'number')).toBe(true);
    expect(done.body).toMatchObject({
      status_code: 'partial',
      completed_operations: 1,
      failed_operations: 1,
      success_rate: 50,
      duration_seconds: expect.any(Number) as unknown,
      result_data: { 0: { id: ids[0], notes: 'later' } },
      error_details: { 1: { code: 'NOT_FOUND', type: 'NotFoundError' } },
    });
  });

  it('accepts contacts for later [S0-27]', async () => {
    const body = { items: [{ id: 'later-1', data: { name: 'Ana' } }] };
    const answer = await service.request('POST', '/api/v1/batch-process', { key: KEYS.ana, body, headers });
    expect(answer.status).toBe(202);
    const path = answer.headers.get('location') ?? '';
    expect(path).toBe(`/api/v1/batches/${String(answer.at('batch_id'))}`);
    const done = await ended(path, (now) => now.at('completed_at') !== null);
    expect(done.at('counters')).toMatchObject({ total: 1, succeeded: 1 });
    const contact = await service.request('GET', '/api/v1/contact-analysis/later-1', { key: KEYS.ana });
    expect(contact.at('name')).toBe('Ana');
  });
});

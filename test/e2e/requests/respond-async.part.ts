import type { Answer } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import { change, makeMarketplace } from '../../support/marketplace.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const headers = { Prefer: 'respond-async' };

export const respondAsync: Part = (own) => {
  const { KEYS } = own;

  describe('Prefer: respond-async', () => {
    let service: Service;
    let ids: readonly number[];
    beforeAll(async () => {
      service = await own.begin();
      ({ orderIds: ids } = await makeMarketplace(service, 2, KEYS));
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

    it('works off items too that a retry returns behind those it is at', async () => {
      const contact = (_: unknown, n: number) => ({
        id: n === 0 ? 'later-1' : `many-${n}`,
        data: { name: `Contact ${n}` },
      });
      const items = Array.from({ length: 1500 }, contact);
      const submitted = await service.request('POST', '/api/v1/batches', {
        key: KEYS.ana,
        body: { kind: 'contact_analysis', items },
      });
      expect(submitted.status).toBe(201);
      const path = `/api/v1/batches/${String(submitted.at('id'))}`;
      await ended(path, (now) => now.at('counters', 'failed') === 1);
      const inputs = { 0: { id: 'many-0', data: { name: 'Contact 0' } } };
      const retried = await service.request('POST', `${path}/retry`, { key: KEYS.ana, body: { inputs } });
      expect(retried.status).toBe(200);
      const done = await ended(path, (now) => now.at('completed_at') !== null);
      expect(done.at('counters')).toMatchObject({ total: 1500, succeeded: 1500, failed: 0 });
    });
  });
};

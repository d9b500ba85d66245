import { expectNoSilence } from '../../support/event-loop.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

export const isolation: Part = (own) => {
  const { KEYS } = own;

  describe('Isolation between owners', () => {
    let service: Service;
    let batchId: string;

    beforeAll(async () => {
      service = await own.begin();
      const answer = await service.request('POST', '/api/v1/batch-process', {
        key: KEYS.ana,
        body: { items: [{ id: 'mine', data: { name: 'of ana' } }], name: 'of ana' },
      });
      batchId = String(answer.at('batch_id'));
    });
    afterAll(() => expectNoSilence(service));

    it.each([
      ['GET', ''],
      ['GET', '/items'],
      ['GET', '/items/0'],
      ['GET', '/export'],
      ['DELETE', ''],
    ])(
      'answers %s /api/v1/batches/{id}%s of another owner with the same 404 as for an unknown id',
      async (method, rest) => {
        const theirs = await service.request(method, `/api/v1/batches/${batchId}${rest}`, { key: KEYS.otto });
        const missing = await service.request(method, `/api/v1/batches/019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11${rest}`, {
          key: KEYS.otto,
        });
        // The message repeats the requested id; nothing else may differ.
        const comparable = ({ text }: { text: string }): unknown => ({
          ...(JSON.parse(text.replaceAll(/[0-9a-f-]{36}/g, 'ID')) as object),
          trace_id: '',
          timestamp: '',
        });
        expect([theirs.status, missing.status]).toEqual([404, 404]);
        expect(comparable(theirs)).toEqual(comparable(missing));
        expect((await service.request('GET', `/api/v1/batches/${batchId}`, { key: KEYS.ana })).status).toBe(200);
      },
    );

    it('lists only the caller’s own batches, whatever the filter', async () => {
      for (const query of ['', '?q=of%20ana', '?kind=contact_analysis']) {
        const list = await service.request('GET', `/api/v1/batches${query}`, { key: KEYS.otto });
        expect(list.at('results')).toEqual([]);
      }
    });

    it('lets only an admin filter by another owner', async () => {
      expect(
        (await service.request('GET', `/api/v1/batches?owner=${own.userId('ana')}`, { key: KEYS.otto })).status,
      ).toBe(403);
      const all = await service.request('GET', `/api/v1/batches?owner=${own.userId('ana')}`, { key: KEYS.admin });
      expect(all.at('results')).toHaveLength(1);
    });

    it('shows an admin the batches of all owners', async () => {
      expect((await service.request('GET', `/api/v1/batches/${batchId}`, { key: KEYS.admin })).at('name')).toBe(
        'of ana',
      );
    });
  });
};

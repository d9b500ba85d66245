import type { Answer } from '../../support/client.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const PATH = '/api/v1/contact-analysis';

export const contactChanges: Part = (own) => {
  const { KEYS } = own;

  describe('Contacts after their batch', () => {
    let service: Service;
    let batchId: string;
    beforeAll(async () => {
      service = await own.begin();
      const people = Array.from({ length: 6 }, (_, n) => ({
        id: `p${n}`,
        data: { name: `Person ${n}`, company: n < 4 ? 'Acme' : 'Other', tags: ['a'], score: n, plan: 'gold' },
        ref: `ref ${n}`,
      }));
      const made = await service.request('POST', '/api/v1/batch-process', { key: KEYS.ana, body: { items: people } });
      batchId = String(made.at('batch_id'));
    });

    const ask = (method: string, path: string, body?: object, key: string = KEYS.ana): Promise<Answer> =>
      service.request(method, `${PATH}${path}`, { key, ...(body && { body }) });

    it('are changed field by field; null clears one', async () => {
      const body = { data: { company: 'Acme Ltd', tags: null, score: 0.5, plan: null, seats: 3 }, priority: 9 };
      const changed = await ask('PATCH', '/p0', body);
      expect(changed.status).toBe(200);
      const expected = {
        name: 'Person 0',
        company: 'Acme Ltd',
        tags: null,
        score: 0.5,
        extra: { seats: 3 },
        priority: 9,
      };
      expect(changed.body).toMatchObject(expected);
      expect((await ask('GET', '/p0')).body).toEqual(changed.body);
      expect((await ask('PATCH', '/p0', { data: { tags: ['x', 'y'] } })).at('tags')).toEqual(['x', 'y']);
    });

    it.each([
      [{ data: { owner_id: 1 } }, 'data'],
      [{ data: { score: 'high' } }, 'data.score'],
      [{ priority: 11 }, 'priority'],
      [{ name: 'X' }, 'name'],
    ])('cannot be changed to %j', async (body, field) => {
      const refused = await ask('PATCH', '/p1', body);
      expect([refused.status, refused.at('validation_errors', 0, 'field')]).toEqual([422, field]);
    });

    it('can be changed and erased by their owner only', async () => {
      expect((await ask('PATCH', '/p1', { data: {} }, KEYS.otto)).status).toBe(404);
      expect((await ask('DELETE', '/p1', undefined, KEYS.otto)).status).toBe(404);
      expect((await ask('DELETE', `?owner=${own.userId('ana')}&company=Acme`, undefined, KEYS.otto)).status).toBe(403);
      expect((await ask('DELETE', '?company=Acme', undefined, KEYS.otto)).at('contacts')).toBe(0);
      const reader = await service.request('POST', '/api/v1/keys', {
        body: { name: 'reads', scopes: ['contacts:read'], user_id: own.userId('ana') },
      });
      expect((await ask('DELETE', '/p1', undefined, String(reader.at('key')))).at('details', 'required_scope')).toBe(
        'contacts:write',
      );
    });

    it('are erased one by one, with their data in the batch', async () => {
      expect((await ask('DELETE', '/p1')).status).toBe(204);
      expect((await ask('GET', '/p1')).status).toBe(404);
      expect((await ask('DELETE', '/p1')).status).toBe(404);
      const items = await service.request('GET', `/api/v1/batches/${batchId}/items`, { key: KEYS.ana });
      expect(items.text).not.toContain('Person 1');
      expect(items.at('results', 1)).toMatchObject({ input: { id: 'p1', data: {} }, ref: null, status: 'succeeded' });
      expect(items.at('results', 2, 'input', 'data', 'name')).toBe('Person 2');
    });

    it('are erased by a filter, which can be counted first and must not be empty', async () => {
      for (const query of ['', '?dry_run=true', `?owner=${own.userId('ana')}`])
        expect((await ask('DELETE', query)).status).toBe(422);
      const dry = await ask('DELETE', '?company=other&dry_run=true');
      expect(dry.body).toEqual({ dry_run: true, contacts: 2, has_more: false });
      expect((await ask('DELETE', '?company=other')).body).toEqual({ dry_run: false, contacts: 2, has_more: false });
      expect((await ask('GET', '?company=other')).at('results')).toEqual([]);
      expect((await ask('GET', '?company=acme')).at('results')).toHaveLength(2);
    });

    it('remain when their batch is deleted', async () => {
      expect((await service.request('DELETE', `/api/v1/batches/${batchId}`, { key: KEYS.ana })).status).toBe(204);
      expect((await ask('GET', `?batch_id=${batchId}`)).at('results')).not.toEqual([]);
      expect((await ask('DELETE', '/p2')).status).toBe(204);
    });
  });
};

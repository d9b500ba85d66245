import type { Answer } from '../../support/client.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const PATH = '/api/v1/contact-analysis';

export const contactChanges: Part = (own) => {
  const { KEYS } = own;

  describe('Contacts after their batch', () => {
    let service: Service;
    /** A batch with six contacts, `name-0` to `name-5`, in two companies, `at-name` and `by-name`. Answers its id. */
    const store = async (name: string): Promise<string> => {
      const items = Array.from({ length: 6 }, (_, n) => ({
        id: `${name}-${n}`,
        data: { name: `Person ${n}`, company: `${n < 4 ? 'At' : 'By'}-${name}`, tags: ['a'], score: n, plan: 'gold' },
        ref: `ref ${n}`,
      }));
      const made = await service.request('POST', '/api/v1/batch-process', { key: KEYS.ana, body: { items } });
      return String(made.at('batch_id'));
    };
    beforeAll(async () => {
      service = await own.begin();
      await store('kept');
    });

    const ask = (method: string, path: string, body?: object, key: string = KEYS.ana): Promise<Answer> =>
      service.request(method, `${PATH}${path}`, { key, ...(body && { body }) });

    it('are changed field by field; null clears one', async () => {
      await store('changed');
      const body = { data: { company: 'Acme Ltd', tags: null, score: 0.5, plan: null, seats: 3 }, priority: 9 };
      const changed = await ask('PATCH', '/changed-0', body);
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
      expect((await ask('GET', '/changed-0')).body).toEqual(changed.body);
      expect((await ask('PATCH', '/changed-0', { data: { tags: ['x', 'y'] } })).at('tags')).toEqual(['x', 'y']);
    });

    it.each([
      [{ data: { owner_id: 1 } }, 'data'],
      [{ data: { score: 'high' } }, 'data.score'],
      [{ priority: 11 }, 'priority'],
      [{ name: 'X' }, 'name'],
    ])('cannot be changed to %j', async (body, field) => {
      const refused = await ask('PATCH', '/kept-1', body);
      expect([refused.status, refused.at('validation_errors', 0, 'field')]).toEqual([422, field]);
    });

    it('can be changed and erased by their owner only', async () => {
      expect((await ask('PATCH', '/kept-1', { data: {} }, KEYS.otto)).status).toBe(404);
      expect((await ask('DELETE', '/kept-1', undefined, KEYS.otto)).status).toBe(404);
      expect((await ask('DELETE', `?owner=${own.userId('ana')}&company=at-kept`, undefined, KEYS.otto)).status).toBe(
        403,
      );
      expect((await ask('DELETE', '?company=at-kept', undefined, KEYS.otto)).at('contacts')).toBe(0);
      const reader = await service.request('POST', '/api/v1/keys', {
        body: { name: 'reads', scopes: ['contacts:read'], user_id: own.userId('ana') },
      });
      expect(
        (await ask('DELETE', '/kept-1', undefined, String(reader.at('key')))).at('details', 'required_scope'),
      ).toBe('contacts:write');
    });

    it('are erased one by one, with their data in the batch', async () => {
      const batchId = await store('erased');
      expect((await ask('DELETE', '/erased-1')).status).toBe(204);
      expect((await ask('GET', '/erased-1')).status).toBe(404);
      expect((await ask('DELETE', '/erased-1')).status).toBe(404);
      const items = await service.request('GET', `/api/v1/batches/${batchId}/items`, { key: KEYS.ana });
      expect(items.text).not.toContain('Person 1');
      expect(items.at('results', 1)).toMatchObject({
        input: { id: 'erased-1', data: {} },
        ref: null,
        status: 'succeeded',
      });
      expect(items.at('results', 2, 'input', 'data', 'name')).toBe('Person 2');
    });

    it('are erased by a filter, which can be counted first and must not be empty', async () => {
      await store('filtered');
      for (const query of ['', '?dry_run=true', `?owner=${own.userId('ana')}`])
        expect((await ask('DELETE', query)).status).toBe(422);
      const dry = await ask('DELETE', '?company=by-filtered&dry_run=true');
      expect(dry.body).toEqual({ dry_run: true, contacts: 2, has_more: false });
      expect((await ask('DELETE', '?company=by-filtered')).body).toEqual({
        dry_run: false,
        contacts: 2,
        has_more: false,
      });
      expect((await ask('GET', '?company=by-filtered')).at('results')).toEqual([]);
      expect((await ask('GET', '?company=at-filtered')).at('results')).toHaveLength(4);
    });

    it('remain when their batch is deleted', async () => {
      const batchId = await store('staying');
      expect((await service.request('DELETE', `/api/v1/batches/${batchId}`, { key: KEYS.ana })).status).toBe(204);
      expect((await ask('GET', `?batch_id=${batchId}`)).at('results')).not.toEqual([]);
      expect((await ask('DELETE', '/staying-2')).status).toBe(204);
    });
  });
};

import type { Answer } from '../../support/client.js';
import { sendRaw } from '../../support/raw-http.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const MIB = 1024 * 1024;
const PATH = '/api/v1/batch-process';
const contact = (id: string | number, more: object = {}) => ({ id, data: { name: `Contact ${id}` }, ...more });

export const contactAnalysis: Part = (own) => {
  const { KEYS } = own;

  describe('Contact analysis', () => {
    let service: Service;
    let next = 0;
    /** A new id, so that tests may run in any order. */
    const newId = (): string => `c-${(next += 1)}`;
    const send = (body: unknown, path = PATH, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
      service.request('POST', path, { key: KEYS.ana, body, headers });
    const items = async (batchId: unknown): Promise<readonly Record<string, unknown>[]> =>
      (await service.request('GET', `/api/v1/batches/${String(batchId)}/items`, { key: KEYS.ana })).at(
        'results',
      ) as Record<string, unknown>[];

    beforeAll(async () => {
      service = await own.begin();
    });

    it('answers the published request with the published keys and words', async () => {
      const seed = [
        { id: 'contact-001', data: { name: 'Ana Souza', email: 'ana@example.com' }, priority: 5 },
        { id: 'contact-002', data: { name: 'Bruno Lima', email: 'bruno@example.com' }, priority: 1 },
      ];
      const answer = await send({ items: seed });
      expect(answer.status).toBe(200);
      expect(answer.at('results')).toEqual(
        seed.map(({ id }) => ({
          id,
          status: 'success',
          result: { message: 'Inserted successfully' },
          processing_time_ms: expect.any(Number) as number,
        })),
      );
    });

    it('serves the hyphenated path separately from /api/v1/batch/… [S0-1]', async () => {
      for (const path of [PATH, `${PATH}/`]) expect((await send({ items: [contact(newId())] }, path)).status).toBe(200);
      expect((await send({ items: [contact(newId())] }, '/api/v1/batch_process')).status).toBe(404);
    });

    it('accepts free-form data: nested values of fields without a column are returned unchanged [S0-2, S0-3, S0-19]', async () => {
      const id = newId();
      const data = { name: 'X', nested: { deep: [{ er: true }, null, 1.5] }, 'odd key!': 'ü', list: [1, 2] };
      const answer = await send({ items: [{ id, data }] });
      expect(answer.at('successful')).toBe(1);
      const [item] = await items(answer.at('batch_id'));
      expect(item).toMatchObject({ input: { id, data } });
    });

    it('returns a leading U+FEFF unchanged', async () => {
      const id = newId();
      const name = '\uFEFFAna';
      expect((await send({ items: [{ id, data: { name } }] })).at('successful')).toBe(1);
      const found = await service.request('GET', `/api/v1/contact-analysis?id=${id}`, { key: KEYS.ana });
      expect(found.at('results', 0, 'name')).toBe(name);
    });

    it('overrides id and priority in data with those of the item [S0-4]', async () => {
      const id = newId();
      const answer = await send({ items: [{ id, data: { id: 'other', priority: 1 }, priority: 9 }] });
      expect(answer.at('results', 0)).toMatchObject({ id, status: 'success' });
    });

    it.each(['owner_id', 'batch_id', 'created_at'])(
      'fails an item with %s in data with RESERVED_FIELD [S0-4]',
      async (field) => {
        const [good, bad] = [newId(), newId()];
        const answer = await send({ items: [contact(good), { id: bad, data: { [field]: 1 } }] });
        expect(answer.body).toMatchObject({ total: 2, successful: 1, failed: 1 });
        expect(answer.at('results', 1)).toMatchObject({ id: bad, status: 'error', error: { code: 'RESERVED_FIELD' } });
      },
    );

    it('returns id, status, result and processing_time_ms, and nothing else on success [S0-8, S0-9, S0-11]', async () => {
      const answer = await send({ items: [contact(newId())] });
      expect(Object.keys(answer.at('results', 0) as object)).toEqual(['id', 'status', 'result', 'processing_time_ms']);
      expect(answer.at('results', 0, 'result')).toEqual({ message: 'Inserted successfully' });
      expect(answer.at('results', 0, 'processing_time_ms')).toBeGreaterThanOrEqual(0);
    });

    it('reports in a dry run that nothing was inserted', async () => {
      const answer = await send({ items: [contact(newId())] }, `${PATH}?validate_only=true`);
      expect(answer.at('results', 0)).toMatchObject({ status: 'success', result: { message: 'Would be inserted' } });
    });

    it('returns the id of the stored row: a number comes back as a string [S0-10, S0-23]', async () => {
      const answer = await send({ items: [contact(9_007_199_254_000_000 + (next += 1))] });
      expect(typeof answer.at('results', 0, 'id')).toBe('string');
    });

    it('counts total, successful and failed, and returns the id of the batch [S0-13]', async () => {
      const id = newId();
      const answer = await send({ items: [contact(id), contact(id), contact(newId())] });
      expect(answer.body).toMatchObject({ total: 3, successful: 2, failed: 1 });
      expect(answer.at('batch_id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    });

    it('fails a repeated id and an existing id, and inserts the other items [S0-20]', async () => {
      const [stored, twice, fresh] = [newId(), newId(), newId()];
      await send({ items: [contact(stored)] });
      const answer = await send({ items: [contact(twice), contact(twice), contact(stored), contact(fresh)] });
      expect((answer.at('results') as { status: string }[]).map(({ status }) => status)).toEqual([
        'success',
        'error',
        'error',
        'success',
      ]);
      for (const index of [1, 2]) expect(answer.at('results', index, 'error', 'code')).toBe('DUPLICATE_ID');
    });

    it('rolls back an atomic batch with one duplicate, with 409, and records it as failed [S0-20]', async () => {
      const [stored, fresh] = [newId(), newId()];
      await send({ items: [contact(stored)] });
      const answer = await send({ items: [contact(fresh), contact(stored)], atomic: true });
      expect(answer.status).toBe(409);
      expect(answer.at('error_code')).toBe('ATOMIC_BATCH_FAILED');
      expect(answer.at('details', 'results', 0, 'error', 'code')).toBe('ROLLED_BACK');
      expect(answer.at('details', 'results', 1, 'error', 'code')).toBe('DUPLICATE_ID');
      const batch = await service.request('GET', `/api/v1/batches/${String(answer.at('details', 'batch_id'))}`, {
        key: KEYS.ana,
      });
      expect(batch.at('status')).toBe('failed');
      expect((await send({ items: [contact(fresh)] })).at('successful')).toBe(1);
    });

    it('inserts an atomic batch without faults [S0-20]', async () => {
      const answer = await send({ items: [contact(newId()), contact(newId())], atomic: true });
      expect(answer.body).toMatchObject({ successful: 2, failed: 0 });
    });

    it('returns a failed item with the same four keys and an error of code and message [S0-21]', async () => {
      const id = newId();
      const answer = await send({ items: [contact(id), contact(id)] });
      expect(answer.at('results', 1)).toEqual({
        id,
        status: 'error',
        result: null,
        processing_time_ms: expect.any(Number) as number,
        error: { code: 'DUPLICATE_ID', message: expect.any(String) as string },
      });
    });

    it('returns results in the order of the request, one per item [S0-22]', async () => {
      const ids = Array.from({ length: 100 }, newId).reverse();
      const answer = await send({ items: ids.map((id) => contact(id)) });
      expect((answer.at('results') as { id: string }[]).map(({ id }) => id)).toEqual(ids);
    });

    it.each([1, 10, 'low', 'normal', 'high', 'urgent'])('accepts priority %p [S0-24]', async (priority) => {
      expect((await send({ items: [contact(newId(), { priority })] })).at('successful')).toBe(1);
    });

    it.each([0, 11, -1, 1e9, 1.5, 'urgent!', null, true, [], {}])(
      'rejects priority %j with 422 [S0-24]',
      async (priority) => {
        const answer = await send({ items: [contact(newId(), { priority })] });
        expect(answer.status).toBe(422);
        expect(answer.at('validation_errors', 0, 'field')).toBe('items.0.priority');
      },
    );

    it.each([
      ['no items', {}],
      ['empty', { items: [] }],
      ['a text', { items: 'x' }],
      ['null', { items: null }],
      ['an item that is no object', { items: [5] }],
      ['no id', { items: [{ data: {} }] }],
      ['an empty id', { items: [{ id: '', data: {} }] }],
      ['a blank id', { items: [{ id: '  ', data: {} }] }],
      ['an id of 300 characters', { items: [{ id: 'x'.repeat(300), data: {} }] }],
      ['an object as id', { items: [{ id: {}, data: {} }] }],
      ['an id that is no safe integer', { items: [{ id: 2 ** 53, data: {} }] }],
      ['a fraction as id', { items: [{ id: 1.5, data: {} }] }],
      ['no data', { items: [{ id: 'a' }] }],
      ['data is a list', { items: [{ id: 'a', data: [] }] }],
      ['data is null', { items: [{ id: 'a', data: null }] }],
      ['data is a text', { items: [{ id: 'a', data: 'x' }] }],
      ['an unknown field of an item', { items: [{ id: 'a', data: {}, status: 'done' }] }],
      ['an unknown field', { items: [{ id: 'a', data: {} }], owner_id: 1 }],
    ])('rejects %s with 422 and writes nothing [S0-25]', async (_, body) => {
      const answer = await send(body);
      expect(answer.status).toBe(422);
      expect(answer.at('error_code')).toBe('VALIDATION_ERROR');
      expect(answer.at('validation_errors')).not.toEqual([]);
    });

    it('accepts 1,000 items and rejects 1,001 [S0-25]', async () => {
      const many = Array.from({ length: 1001 }, () => contact(newId()));
      const refused = await send({ items: many });
      expect(refused.status).toBe(422);
      expect(refused.at('validation_errors', 0, 'error_type')).toBe('too_long');
      expect((await send({ items: many.slice(1) })).body).toMatchObject({ total: 1000, successful: 1000 });
    });

    it.each([
      ['score', 'high'],
      ['name', 5],
      ['tags', 'a'],
      ['tags', [1]],
    ])('fails only the item whose value the column %s rejects [S0-25]', async (field, value) => {
      const answer = await send({ items: [contact(newId()), { id: newId(), data: { [field]: value } }] });
      expect(answer.body).toMatchObject({ successful: 1, failed: 1 });
      expect(answer.at('results', 1, 'error', 'code')).toBe('VALIDATION_ERROR');
    });

    it('fails an item with a field without a column when strict [S0-19]', async () => {
      const answer = await send(
        { items: [contact(newId()), { id: newId(), data: { shoe_size: 44 } }] },
        `${PATH}?strict=true`,
      );
      expect(answer.at('results', 0, 'status')).toBe('success');
      expect(answer.at('results', 1, 'error', 'code')).toBe('UNKNOWN_FIELD');
    });

    it('rejects a body over 5 MiB with 413 as JSON and closes the connection; accepts 4 MiB [S0-26]', async () => {
      const announced = await sendRaw(
        service.url,
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEYS.ana}\r\nContent-Type: application/json\r\nContent-Length: ${6 * MIB}\r\n\r\n{`,
      );
      expect(announced.status).toBe(413);
      expect(announced.text).toMatch(/connection: close/i);
      expect(announced.text).toContain('"error_code":"PAYLOAD_TOO_LARGE"');

      const pieces = Array<string>(500).fill('y'.repeat(7990));
      expect((await send({ items: [{ id: newId(), data: { pieces } }] })).status).toBe(200);
    });

    it('responds with 200 when done [S0-27]', async () => {
      expect((await send({ items: [contact(newId())] })).status).toBe(200);
    });

    it('documents data as free-form [S0-28]', async () => {
      const document = await service.request('GET', '/docs-json', { key: null });
      const data = document.at('components', 'schemas', 'ContactItem', 'properties', 'data') as object;
      expect(data).toMatchObject({ type: 'object', additionalProperties: true });
    });

    it('stores a formula unchanged', async () => {
      const answer = await send({ items: [{ id: newId(), data: { email: "=cmd|'/c calc'!A0" } }] });
      expect(answer.at('successful')).toBe(1);
    });

    it('validates every item with validate_only and stores nothing', async () => {
      const [stored, fresh] = [newId(), newId()];
      await send({ items: [contact(stored)] });
      const before = await service.request('GET', '/api/v1/batches?total=true', { key: KEYS.ana });
      const dry = await send({ items: [contact(fresh), contact(stored)] }, `${PATH}?validate_only=true`, {
        'Idempotency-Key': newId(),
      });
      expect(dry.status).toBe(200);
      expect(dry.body).toMatchObject({ batch_id: null, successful: 1, failed: 1 });
      const after = await service.request('GET', '/api/v1/batches?total=true', { key: KEYS.ana });
      expect(after.body).toEqual(before.body);
      expect((await send({ items: [contact(fresh)] })).at('successful')).toBe(1);
    });

    it('stores ref and metadata of items, and name and metadata of the batch', async () => {
      const answer = await send({
        items: [contact(newId(), { ref: 'row 2', metadata: { sheet: 'leads' } })],
        name: 'Leads of May',
        metadata: { ticket: 'OPS-1' },
      });
      const [item] = await items(answer.at('batch_id'));
      expect(item).toMatchObject({ ref: 'row 2', metadata: { sheet: 'leads' } });
      expect(answer.at('results', 0)).toMatchObject({ ref: 'row 2', metadata: { sheet: 'leads' } });
      const batch = await service.request('GET', `/api/v1/batches/${String(answer.at('batch_id'))}`, { key: KEYS.ana });
      expect(batch.body).toMatchObject({ name: 'Leads of May', metadata: { ticket: 'OPS-1' } });
    });

    it('keeps ids per owner: two owners may use the same id', async () => {
      const id = newId();
      await send({ items: [contact(id)] });
      const other = await service.request('POST', PATH, { key: KEYS.otto, body: { items: [contact(id)] } });
      expect(other.at('successful')).toBe(1);
    });
  });
};

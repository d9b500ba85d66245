import { parse } from 'csv-parse/sync';
import { eventually } from '../../support/eventually.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

export const sharedBatches: Part = (own) => {
  const { KEYS } = own;

  describe('the shared API over batches', () => {
    let service: Service;
    let id: string;

    const submit = async (key: string, name: string, items: readonly object[]): Promise<string> => {
      const answer = await service.request('POST', '/api/v1/batch-process', { key, body: { name, items } });
      return String(answer.at('batch_id'));
    };
    const get = (path: string, key: string = KEYS.ana) => service.request('GET', path, { key });

    beforeAll(async () => {
      service = await own.begin();
      id = await submit(KEYS.ana, 'Friday 100%', [
        { id: 'a', ref: 'row 1', data: { name: '=HYPERLINK("x")', email: 'a@example.com', nested: { deep: 1 } } },
        { id: 'a', data: { name: 'twice' } },
        { id: 'c', data: { name: 'semi;colon', tags: ['x'] } },
      ]);
      await submit(KEYS.ana, 'Saturday', [{ id: 'd', data: {} }]);
      await submit(KEYS.otto, 'of another owner', [{ id: 'e', data: {} }]);
    });

    it('lists the caller’s own batches only, newest first, with a total on request', async () => {
      const list = await get('/api/v1/batches?total=true');
      expect((list.at('results') as { name: string }[]).map(({ name }) => name)).toEqual(['Saturday', 'Friday 100%']);
      expect(list.body).toMatchObject({ total: 2, total_is_capped: false, next_cursor: null });
      expect((await get('/api/v1/batches')).body).not.toHaveProperty('total');
    });

    it('pages by cursor without gaps or repeats', async () => {
      const first = await get('/api/v1/batches?limit=1');
      const second = await get(`/api/v1/batches?limit=1&cursor=${String(first.at('next_cursor'))}`);
      expect([first.at('results', 0, 'name'), second.at('results', 0, 'name')]).toEqual(['Saturday', 'Friday 100%']);
      expect(second.at('next_cursor')).toBeNull();
    });

    it.each([
      ['q=friday', 1],
      ['q=100%25', 1],
      ['q=0%25', 1],
      ['q=row', 1],
      ['q=ow+1', 0],
      ['q=_', 0],
      ['status=partial', 1],
      ['status=completed', 1],
      ['kind=contact_analysis', 2],
      ['kind=operations', 0],
      ['priority=urgent', 0],
      ['created_from=2020-01-01', 2],
      ['created_to=2020-01-01', 0],
    ])('filters by %s', async (filter, count) => {
      expect((await get(`/api/v1/batches?${filter}`)).at('results')).toHaveLength(count);
    });

    it.each([
      'limit=0',
      'limit=101',
      'limit=x',
      'status=done',
      'created_from=2026-W10',
      'cursor=zzz',
      'foo=1',
      'q=%00',
    ])('refuses the filter %s', async (filter) => {
      expect((await get(`/api/v1/batches?${filter}`)).at('error_code')).toBe('VALIDATION_ERROR');
    });

    it('shows an admin the batches of all owners, or of one', async () => {
      const all = await get('/api/v1/batches?limit=100', KEYS.admin);
      const owners = (all.at('results') as { owner_id: number }[]).map(({ owner_id: id }) => id);
      expect(owners).toEqual(expect.arrayContaining([own.userId('ana'), own.userId('otto')]));
      const one = await get(`/api/v1/batches?owner=${own.userId('otto')}`, KEYS.admin);
      expect(one.at('results')).toHaveLength(1);
      expect((await get(`/api/v1/batches?owner=${own.userId('otto')}`)).status).toBe(403);
    });

    it('returns the current state of a batch', async () => {
      expect((await get(`/api/v1/batches/${id}`)).body).toMatchObject({
        id,
        kind: 'contact_analysis',
        status: 'partial',
        counters: { total: 3, pending: 0, running: 0, succeeded: 2, failed: 1, cancelled: 0 },
        progress: 100,
        success_rate: 66.67,
      });
    });

    it('lists items in order, by state and by code, and returns a single one', async () => {
      const items = await get(`/api/v1/batches/${id}/items?limit=2`);
      expect((items.at('results') as { index: number }[]).map(({ index }) => index)).toEqual([0, 1]);
      const rest = await get(`/api/v1/batches/${id}/items?limit=2&cursor=${String(items.at('next_cursor'))}`);
      expect(rest.at('results', 0, 'index')).toBe(2);
      expect((await get(`/api/v1/batches/${id}/items?status=failed`)).at('results', 0, 'error')).toMatchObject({
        code: 'DUPLICATE_ID',
        type: 'ValueError',
        retryable: false,
      });
      expect((await get(`/api/v1/batches/${id}/items?code=DUPLICATE_ID`)).at('results')).toHaveLength(1);
      expect((await get(`/api/v1/batches/${id}/items?code=TIMEOUT`)).at('results')).toHaveLength(0);
      expect((await get(`/api/v1/batches/${id}/items/0`)).body).toMatchObject({ index: 0, ref: 'row 1' });
      expect((await get(`/api/v1/batches/${id}/items/3`)).status).toBe(404);
      expect((await get(`/api/v1/batches/${id}/items/x`)).status).toBe(422);
    });

    it.each(['', '/items', '/items/0', '/export'])(
      'answers %s of another owner’s batch and of an unknown id with 404',
      async (rest) => {
        expect((await get(`/api/v1/batches/${id}${rest}`, KEYS.otto)).status).toBe(404);
        expect((await get(`/api/v1/batches/4711${rest}`)).status).toBe(404);
        expect((await get(`/api/v1/batches/not-an-id${rest}`)).status).toBe(422);
      },
    );

    it.each([
      // A batch that gets its items in parts has up to ten million of them.
      [{ indexes: [0, 10_000_000] }, 'indexes'],
      [{ indexes: [3978714078298281] }, 'indexes'],
      [{ inputs: { 10000000: { id: 'a', data: {} } } }, 'inputs.10000000'],
    ])('refuses a retry of %j, which is beyond the limits of a batch', async (body, field) => {
      const answer = await service.request('POST', `/api/v1/batches/${id}/retry`, { key: KEYS.ana, body });
      expect(answer.status).toBe(422);
      expect(String(answer.at('validation_errors', 0, 'field'))).toContain(field);
    });

    it('exports every submitted field, with escaped formulas in CSV', async () => {
      const csv = await get(`/api/v1/batches/${id}/export?format=csv`);
      expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="batch_${id}.csv"`);
      const lines = csv.text.split('\r\n');
      expect(lines[0]).toContain('input.data.email');
      expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
      expect(lines[3]).toContain('"semi;colon"');
      expect(lines).toHaveLength(5);
    });

    it('exports a CSV with a byte order mark by default, and without one on request', async () => {
      const bytes = async (query: string) => {
        const headers = { 'X-API-Key': KEYS.ana };
        const answer = await fetch(`${service.url}/api/v1/batches/${id}/export?format=csv${query}`, { headers });
        return Buffer.from(await answer.arrayBuffer());
      };
      const [marked, plain] = [await bytes(''), await bytes('&bom=false')];
      expect(marked).toEqual(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]));
      expect(parse(plain)).toEqual(parse(marked, { bom: true }));
      expect(plain.subarray(0, 6).toString()).toBe('index,');
    });

    it('exports nested fields at every level as separate columns, in the order of the schema', async () => {
      const data = { zone: { city: { name: 'Graz' }, codes: [1, 2] }, name: 'Ana', jobs: [{ at: 'A' }, { at: 'B' }] };
      const items = [{ id: 'nested', data }];
      const nested = await submit(KEYS.bruno, 'nested', items);
      const csv = await get(`/api/v1/batches/${nested}/export?format=csv&bom=false`, KEYS.bruno);
      const [row] = parse(csv.text, { columns: true }) as Record<string, string>[];
      expect(Object.entries(row ?? {}).slice(7)).toEqual([
        ['output.id', 'nested'],
        ['input.id', 'nested'],
        ['input.data.name', 'Ana'],
        ['input.data.jobs.0.at', 'A'],
        ['input.data.jobs.1.at', 'B'],
        ['input.data.zone.city.name', 'Graz'],
        ['input.data.zone.codes', '1; 2'],
        ['input.priority', '5'],
        ['metadata', ''],
      ]);
    });

    it('exports JSON, NDJSON and a workbook, and items by state', async () => {
      const json = await get(`/api/v1/batches/${id}/export?format=json&only=failed`);
      expect(JSON.parse(json.text)).toMatchObject([{ index: 1 }]);
      const lines = (await get(`/api/v1/batches/${id}/export?format=ndjson`)).text.trimEnd().split('\n');
      expect(lines.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual([0, 1, 2]);
      expect((await get(`/api/v1/batches/${id}/export?only=unprocessed`)).text).toBe('[]\n');
      const workbook = await get(`/api/v1/batches/${id}/export?format=xlsx`);
      expect(workbook.text.startsWith('PK')).toBe(true);
      expect((await get(`/api/v1/batches/${id}/export?format=pdf`)).status).toBe(422);
    });

    it('counts only the batches that the caller may see in statistics', async () => {
      const stats = await get('/api/v1/stats?timeframe=1h&kind=contact_analysis');
      expect(stats.body).toMatchObject({
        batches: { total: 2, active: 0 },
        items: { total: 4, succeeded: 3, failed: 1, success_rate: 75 },
        errors: [{ code: 'DUPLICATE_ID', count: 1, percentage: 100 }],
      });
      const points = stats.at('series') as Record<'batches' | 'items' | 'succeeded' | 'failed', number>[];
      const total = (field: keyof (typeof points)[number]) => points.reduce((sum, point) => sum + point[field], 0);
      expect([total('batches'), total('items'), total('succeeded'), total('failed')]).toEqual([2, 4, 3, 1]);
      expect((await get('/api/v1/stats?timeframe=2h')).status).toBe(422);
    });

    it('tells failures by kind, code and what their messages have in common, of the caller’s batches and readable kinds', async () => {
      const causes = await get('/api/v1/stats/causes?timeframe=1h');
      expect(causes.body).toMatchObject({
        causes: [
          {
            kind: 'contact_analysis',
            code: 'DUPLICATE_ID',
            message: 'The id … stands earlier in this batch.',
            count: 1,
            count_is_least: false,
            batches: 1,
            latest_batch_id: id,
          },
        ],
        items_looked_at: 1,
        is_complete: true,
      });
      const words = new URLSearchParams({ q: String(causes.at('causes', 0, 'words')) }).toString();
      expect((await get(`/api/v1/search?${words}`)).at('results', 0, 'batch', 'id')).toBe(id);
      expect((await get(`/api/v1/batches/${id}/items?${words}`)).at('results', 0, 'index')).toBe(1);
      expect((await get('/api/v1/stats/causes', KEYS.otto)).at('causes')).toEqual([]);
      const body = { name: 'narrow', scopes: ['batch:read', 'url:read'], user_id: own.userId('ana') };
      const narrow = String((await service.request('POST', '/api/v1/keys', { body })).at('key'));
      expect((await get('/api/v1/stats/causes', narrow)).at('causes')).toEqual([]);
      expect((await get('/api/v1/stats/causes?owner=1')).status).toBe(403);
    });

    it('lists inserted contacts, the caller’s own ones only', async () => {
      expect((await get('/api/v1/contact-analysis?email=A@EXAMPLE.COM')).at('results')).toHaveLength(1);
      const page = await get(`/api/v1/contact-analysis?batch_id=${id}&limit=1`);
      const next = await get(
        `/api/v1/contact-analysis?batch_id=${id}&limit=1&cursor=${String(page.at('next_cursor'))}`,
      );
      expect([page.at('results', 0, 'id'), next.at('results', 0, 'id')].sort()).toEqual(['a', 'c']);
      expect((await get('/api/v1/contact-analysis/a')).at('extra')).toEqual({ nested: { deep: 1 } });
      expect((await get('/api/v1/contact-analysis/a', KEYS.otto)).status).toBe(404);
    });

    it.each(['in its request', 'in a worker'])(
      'keeps what an item was before a retry corrected it, run %s',
      async (how) => {
        const headers: Record<string, string> = how === 'in a worker' ? { Prefer: 'respond-async' } : {};
        const items = ['first', 'first'].map((name) => ({ id: `${name} ${how}`, data: {} }));
        const made = await service.request('POST', '/api/v1/batch-process', {
          key: KEYS.bruno,
          headers,
          body: { items },
        });
        const path = `/api/v1/batches/${String(made.at('batch_id'))}`;
        const ended = (status: string) =>
          eventually(`the batch is ${status}`, async () => (await get(path, KEYS.bruno)).at('status') === status);
        await ended('partial');
        const inputs = { 1: { id: `second ${how}`, data: {} } };
        await service.request('POST', `${path}/retry`, { key: KEYS.bruno, body: { inputs } });
        await ended('completed');
        expect((await get(`${path}/items/1`, KEYS.bruno)).body).toMatchObject({
          attempts: 2,
          input: inputs[1],
          attempt_log: [{ number: 1, error: { code: 'DUPLICATE_ID' }, input: items[1] }],
        });
      },
    );

    it('keeps the newest 20 tries of an item, each of bounded size, and counts all of them', async () => {
      const notes = Array.from({ length: 3 }, (_, n) => [`note${n}`, 'x'.repeat(8000)]);
      const input = { id: 'again', data: Object.fromEntries(notes) as object };
      await submit(KEYS.bruno, 'stored', [{ id: 'again', data: {} }]);
      const path = `/api/v1/batches/${await submit(KEYS.bruno, 'again and again', [input])}`;
      for (let tries = 1; tries < 25; tries += 1) {
        await service.request('POST', `${path}/retry`, { key: KEYS.bruno, body: { inputs: { 0: input } } });
        await eventually('the retry ends', async () => (await get(path, KEYS.bruno)).at('status') === 'failed');
      }
      const item = await get(`${path}/items/0`, KEYS.bruno);
      const log = item.at('attempt_log') as { number: number; input: { truncated?: boolean; beginning: string } }[];
      expect([item.at('attempts'), log.map(({ number }) => number)]).toEqual([
        25,
        Array.from({ length: 20 }, (_, n) => n + 5),
      ]);
      expect(log.every(({ input: { truncated, beginning } }) => truncated === true && beginning.length === 4000)).toBe(
        true,
      );
      expect(item.text.length).toBeLessThan(24_000 + 20 * 5000);
    });

    it('deletes an ended batch with its items, once', async () => {
      const deleted = await submit(KEYS.bruno, 'deleted', [{ id: 'x', data: {} }]);
      const remove = (key: string) => service.request('DELETE', `/api/v1/batches/${deleted}`, { key });
      expect((await remove(KEYS.otto)).status).toBe(404);
      expect((await remove(KEYS.bruno)).status).toBe(204);
      expect((await remove(KEYS.bruno)).status).toBe(404);
    });
  });
};

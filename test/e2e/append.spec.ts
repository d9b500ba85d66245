import { randomUUID } from 'node:crypto';
import { KEYS, userId } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { expectNoSilence } from '../support/event-loop.js';
import { describeOnDatabases, Service } from '../support/service.js';
import { analysing, UrlSite } from '../support/url-site.js';

const contact = (id: string): object => ({ id, data: { name: `Contact ${id}` } });
const contacts = (prefix: string, count: number): readonly object[] =>
  Array.from({ length: count }, (_, n) => contact(`${prefix}-${n}`));

describeOnDatabases('A batch that gets its items in parts', (on) => {
  let service: Service;
  let site: UrlSite;
  beforeAll(async () => {
    site = await UrlSite.start();
    service = await Service.start({ on, env: { ...analysing(site), MAX_APPENDED_ITEMS: '101000' } });
  });
  afterAll(() => site.close());

  const post = (path: string, body: object, key = KEYS.ana): Promise<Answer> =>
    service.request('POST', path, { key, body });
  const open = async (body: object = {}, key = KEYS.ana): Promise<string> => {
    const made = await post('/api/v1/batches/open', { kind: 'contact_analysis', ...body }, key);
    expect([made.status, made.at('is_open'), made.at('status')]).toEqual([201, true, 'pending']);
    expect(Date.parse(String(made.at('seal_by'))) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(made.headers.get('location')).toBe(`/api/v1/batches/${String(made.at('id'))}`);
    return `/api/v1/batches/${String(made.at('id'))}`;
  };
  const lines = (path: string, items: readonly object[]): Promise<Answer> =>
    service.request('POST', path, {
      key: KEYS.ana,
      raw: items.map((item) => JSON.stringify(item)).join('\n'),
      headers: { 'Content-Type': 'application/x-ndjson' },
    });
  const read = (path: string): Promise<Answer> => service.request('GET', path, { key: KEYS.ana });
  const ended = (path: string): Promise<Answer> =>
    eventually('the batch has ended', async () => {
      const answer = await read(path);
      return answer.at('completed_at') === null ? undefined : answer;
    });

  it('waits for its seal, and then runs with all of them', async () => {
    const path = await open({ name: 'In parts', metadata: { a: 1 } });
    const first = await post(`${path}/parts/1`, { items: contacts('a', 3) });
    expect([first.status, first.body]).toEqual([
      201,
      { batch_id: path.split('/').at(-1), part: 1, first_index: 0, items: 3, total: 3 },
    ]);
    const second = await lines(`${path}/parts/7`, contacts('b', 2500));
    expect([second.status, second.at('first_index'), second.at('total')]).toEqual([201, 3, 2503]);
    const waiting = await read(path);
    expect(waiting.body).toMatchObject({
      status: 'pending',
      is_open: true,
      started_at: null,
      counters: { total: 2503, pending: 2503 },
    });
    const sealed = await post(`${path}/seal`, { expected_items: 2503 });
    expect([sealed.status, sealed.at('is_open'), sealed.at('seal_by')]).toEqual([200, false, null]);
    const batch = await ended(path);
    expect(batch.body).toMatchObject({ status: 'completed', end_reason: null, counters: { succeeded: 2503 } });
    const item = await read(`${path}/items/3`);
    expect(item.at('input', 'id')).toBe('b-0');
    const exported = await read(`${path}/export?format=ndjson`);
    expect(exported.text.trim().split('\n')).toHaveLength(2503);
    const again = await post(`${path}/seal`, { expected_items: 2503 });
    expect([again.status, again.at('status')]).toEqual([200, 'completed']);
  });

  it('takes each part once: the same bytes again change nothing, others are refused', async () => {
    const path = await open();
    const items = contacts(randomUUID(), 2);
    const answers = [await post(`${path}/parts/1`, { items }), await post(`${path}/parts/1`, { items })];
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    const other = await post(`${path}/parts/1`, { items: contacts('other', 2) });
    expect([other.status, other.at('error_code')]).toEqual([409, 'PART_CONFLICT']);
    const [third, fourth] = await Promise.all(
      [3, 4].map((n) => post(`${path}/parts/${n}`, { items: contacts(`p${n}`, 5) })),
    );
    expect([third?.status, fourth?.status]).toEqual([201, 201]);
    expect(new Set([third?.at('first_index'), fourth?.at('first_index')])).toEqual(new Set([2, 7]));
    const list = await read(`${path}/parts?limit=2`);
    expect(list.at('results')).toMatchObject([
      { part: 1, first_index: 0, items: 2 },
      { part: 3, items: 5 },
    ]);
    expect((await read(`${path}/parts?limit=2&cursor=${String(list.at('next_cursor'))}`)).at('results')).toMatchObject([
      { part: 4 },
    ]);
  });

  it('stays open when the number of items is another, and says both', async () => {
    const path = await open();
    await post(`${path}/parts/1`, { items: contacts(randomUUID(), 2) });
    const refused = await post(`${path}/seal`, { expected_items: 3 });
    expect([refused.status, refused.at('error_code'), refused.at('details')]).toEqual([
      409,
      'SEAL_COUNT_MISMATCH',
      { expected: 3, actual: 2 },
    ]);
    await post(`${path}/parts/2`, { items: contacts(randomUUID(), 1) });
    expect((await post(`${path}/seal`, { expected_items: 3 })).status).toBe(200);
    const late = await post(`${path}/parts/3`, { items: contacts(randomUUID(), 1) });
    expect(late.status).toBe(409);
    expect(['BATCH_SEALED', 'BATCH_TERMINAL']).toContain(late.at('error_code'));
    expect((await post(`${path}/parts/2`, { items: contacts('else', 1) })).at('error_code')).toBe('PART_CONFLICT');
  });

  it('stores nothing of a part with an invalid item, nor of one that only validates', async () => {
    const path = await open();
    const wrong = await post(`${path}/parts/1`, { items: [contact('w-1'), { id: 7 }] });
    expect([wrong.status, wrong.at('error_code')]).toEqual([422, 'VALIDATION_ERROR']);
    const line = await lines(`${path}/parts/1`, [contact('w-1'), { id: 7 }]);
    expect([line.status, line.at('details', 'line')]).toEqual([422, 2]);
    const dry = await post(`${path}/parts/1?validate_only=true`, { items: contacts('dry', 2) });
    expect([dry.status, dry.at('total')]).toEqual([200, 2]);
    expect((await read(path)).at('counters', 'total')).toBe(0);
    expect((await read(`${path}/parts`)).at('results')).toEqual([]);
  });

  it.each<readonly [string, object, string]>([
    ['atomic', { kind: 'contact_analysis', atomic: true }, 'atomic'],
    ['items in the envelope', { kind: 'contact_analysis', items: [] }, 'items'],
    ['an unknown kind', { kind: 'nothing' }, 'kind'],
    ['a start before the seal of a transactional kind', { kind: 'contact_analysis', start: 'at_once' }, 'start'],
    ['an unknown start', { kind: 'url_analysis', start: 'now' }, 'start'],
  ])('is not opened with %s', async (_, body, field) => {
    const answer = await post('/api/v1/batches/open', body);
    expect([answer.status, answer.at('validation_errors', 0, 'field')]).toEqual([422, field]);
  });

  it('refuses parts and seals that are none', async () => {
    const path = await open();
    for (const part of ['0', '-1', 'x', '100001', '1.5'])
      expect((await post(`${path}/parts/${part}`, { items: [contact('n')] })).at('validation_errors', 0, 'field')).toBe(
        'part',
      );
    for (const body of [{}, { items: [] }, { items: 'x' }, { items: [contact('n')], more: 1 }])
      expect((await post(`${path}/parts/1`, body)).status).toBe(422);
    for (const body of [{}, { expected_items: 0 }, { expected_items: '3' }, { expected_items: 1.5 }])
      expect((await post(`${path}/seal`, body)).at('validation_errors', 0, 'field')).toBe('expected_items');
    const many = await post(`${path}/parts/1`, { items: contacts('many', 10_001) });
    expect([many.status, many.at('error_code')]).toEqual([400, 'BATCH_TOO_LARGE']);
    const ordinary = await post('/api/v1/batches', { kind: 'contact_analysis', items: [contact(randomUUID())] });
    const closed = `/api/v1/batches/${String(ordinary.at('id'))}`;
    await ended(closed);
    expect((await post(`${closed}/parts/1`, { items: [contact('n')] })).at('error_code')).toBe('BATCH_TERMINAL');
    await expectNoSilence(service);
  });

  it('belongs to the key that opened it', async () => {
    const path = await open();
    const items = [contact(randomUUID())];
    expect((await post(`${path}/parts/1`, { items }, KEYS.otto)).status).toBe(404);
    expect((await post(`${path}/seal`, { expected_items: 1 }, KEYS.otto)).status).toBe(404);
    expect((await service.request('GET', `${path}/parts`, { key: KEYS.otto })).status).toBe(404);
    const body = { name: 'second', scopes: ['batch:read', 'batch:write', 'contacts:write'], user_id: userId('ana') };
    const second = String((await service.request('POST', '/api/v1/keys', { body })).at('key'));
    expect((await post(`${path}/parts/1`, { items }, second)).status).toBe(403);
    expect((await post(`${path}/parts/1`, { items }, KEYS.admin)).status).toBe(201);
    expect((await post(`${path}/seal`, { expected_items: 1 }, second)).status).toBe(403);
    const reader = String(
      (await service.request('POST', '/api/v1/keys', { body: { ...body, scopes: ['batch:write'] } })).at('key'),
    );
    expect(
      (await post('/api/v1/batches/open', { kind: 'contact_analysis' }, reader)).at('details', 'required_scope'),
    ).toBe('contacts:write');
  });

  it('can be paused, cancelled and deleted before its seal', async () => {
    const paused = await open();
    await post(`${paused}/parts/1`, { items: contacts(randomUUID(), 2) });
    expect((await post(`${paused}/pause`, {})).at('status')).toBe('paused');
    expect((await post(`${paused}/parts/2`, { items: contacts(randomUUID(), 1) })).status).toBe(201);
    expect((await post(`${paused}/seal`, { expected_items: 3 })).at('status')).toBe('paused');
    expect((await post(`${paused}/resume`, {})).status).toBe(200);
    expect((await ended(paused)).at('counters', 'succeeded')).toBe(3);

    const cancelled = await open();
    expect((await post(`${cancelled}/cancel`, {})).body).toMatchObject({
      status: 'cancelled',
      is_open: false,
      end_reason: null,
    });
    expect((await read(cancelled)).at('completed_at')).not.toBeNull();
    expect((await post(`${cancelled}/parts/1`, { items: [contact('c')] })).at('error_code')).toBe('BATCH_TERMINAL');
    expect((await post(`${cancelled}/seal`, { expected_items: 1 })).at('error_code')).toBe('BATCH_TERMINAL');

    const deleted = await open();
    await post(`${deleted}/parts/1`, { items: contacts(randomUUID(), 2) });
    expect((await service.request('DELETE', deleted, { key: KEYS.ana })).status).toBe(204);
    expect((await read(deleted)).status).toBe(404);
  });

  it('runs its items as they come when asked to, and ends with its seal only', async () => {
    const path = await open({ kind: 'url_analysis', start: 'at_once' });
    const part = (number: number): Promise<Answer> =>
      post(`${path}/parts/${number}`, { items: [{ url: site.url(`/part-${number}`) }] });
    const done = (count: number): Promise<unknown> =>
      eventually('the items have ended', async () => (await read(path)).at('counters', 'succeeded') === count);
    expect((await part(1)).status).toBe(201);
    await done(1);
    const between = await read(path);
    expect([between.at('is_open'), between.at('status'), between.at('completed_at')]).toEqual([
      true,
      'processing',
      null,
    ]);
    const retried = await post(`${path}/retry`, { indexes: [0] });
    expect(retried.at('retried')).toBe(1);
    await eventually('the item has ended again', async () => {
      return (
        (await read(`${path}/items/0`)).at('attempts') === 2 && (await read(path)).at('counters', 'succeeded') === 1
      );
    });
    expect((await part(2)).status).toBe(201);
    await done(2);
    const sealed = await post(`${path}/seal`, { expected_items: 2 });
    expect(sealed.body).toMatchObject({ status: 'completed', is_open: false, counters: { total: 2, succeeded: 2 } });
    expect(sealed.at('completed_at')).not.toBeNull();
    if (service.database === undefined) return;
    const id = path.split('/').at(-1);
    const events = await service.sql(
      'SELECT type FROM batch_events e JOIN batches b ON b.id = e.batch_id WHERE b.public_id = $1 ORDER BY e.id',
      [id],
    );
    expect(events.map(({ type }) => type)).toEqual(['submitted', 'started', 'retried', 'completed']);
  });

  it('holds more than 100,000 items, sent in parts of lines', async () => {
    const path = await open();
    expect((await lines(`${path}/parts/1`, contacts('big', 100_000))).at('total')).toBe(100_000);
    expect((await post(`${path}/parts/2`, { items: contacts('more', 500) })).at('total')).toBe(100_500);
    const over = await post(`${path}/parts/3`, { items: contacts('over', 501) });
    expect([over.status, over.at('error_code'), over.at('details', 'limit')]).toEqual([
      400,
      'BATCH_TOO_LARGE',
      101_000,
    ]);
    expect((await read(path)).at('counters', 'total')).toBe(100_500);
    await expectNoSilence(service);
  });
});

describeOnDatabases('A batch that is never sealed', (on) => {
  it('ends after its deadline with a plain reason, and its items are cancelled', async () => {
    const service = await Service.start({ on, env: { LEASE_SECONDS: '3' } });
    const made = await service.request('POST', '/api/v1/batches/open', { body: { kind: 'contact_analysis' } });
    const path = `/api/v1/batches/${String(made.at('id'))}`;
    await service.request('POST', `${path}/parts/1`, { body: { items: [contact('late')] } });
    await service.stop();
    await service.sql(`UPDATE batches SET seal_by = now() - interval '1 second' WHERE seal_by IS NOT NULL`);
    const again = await service.again();
    const batch = await eventually('the batch has ended', async () => {
      const answer = await again.request('GET', path);
      return answer.at('completed_at') === null ? undefined : answer;
    });
    expect(batch.body).toMatchObject({
      status: 'cancelled',
      is_open: false,
      seal_by: null,
      end_reason: 'The batch was not sealed in time.',
      counters: { total: 1, cancelled: 1 },
    });
    expect((await again.request('GET', `${path}/items/0`)).at('error', 'code')).toBe('CANCELLED');
    expect((await again.request('POST', `${path}/seal`, { body: { expected_items: 1 } })).at('error_code')).toBe(
      'BATCH_TERMINAL',
    );
    expect((await again.request('DELETE', path)).status).toBe(204);
  });
});

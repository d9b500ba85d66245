import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { describeOnDatabases, Service } from '../support/service.js';

const contact = (n: number) => ({ id: `c-${n}`, data: { name: `Name ${n}`, email: `n${n}@example.com` } });
const LINES = { 'Content-Type': 'application/x-ndjson' };
const lines = (...values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');

describeOnDatabases('POST /api/v1/batches', (on) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on, env: { LEASE_SECONDS: '3' } });
  });
  afterAll(() => expectNoSilence(service));

  const submit = (body: unknown, headers: Record<string, string> = {}, key: string = KEYS.ana): Promise<Answer> =>
    service.request('POST', '/api/v1/batches', { key, body, headers });
  const stream = (raw: string, headers: Record<string, string> = {}): Promise<Answer> =>
    service.request('POST', '/api/v1/batches', { key: KEYS.ana, raw, headers: { ...LINES, ...headers } });
  const ended = (answer: Answer, deadlineMs = 30_000): Promise<Answer> =>
    eventually(
      'the batch ends',
      async () => {
        const now = await service.request('GET', answer.headers.get('Location') ?? '', { key: KEYS.ana });
        return now.at('completed_at') !== null ? now : undefined;
      },
      deadlineMs,
    );

  it('accepts a batch of any kind, returns its location, and runs every item to its result', async () => {
    const answer = await submit({
      kind: 'contact_analysis',
      name: 'by the shared route',
      priority: 'high',
      metadata: { ticket: 1 },
      items: [{ ...contact(1), ref: 'first', metadata: { row: 1 } }, contact(1)],
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Location')).toBe(`/api/v1/batches/${String(answer.at('id'))}`);
    expect(answer.body).toMatchObject({ name: 'by the shared route', priority: 'high', metadata: { ticket: 1 } });
    expect((await ended(answer)).at('counters')).toMatchObject({ total: 2, succeeded: 1, failed: 1 });
    const items = await service.request('GET', `${answer.headers.get('Location') ?? ''}/items`, { key: KEYS.ana });
    expect(items.at('results', 0)).toMatchObject({ ref: 'first', metadata: { row: 1 }, input: { id: 'c-1' } });
    expect(items.at('results', 0, 'input')).not.toHaveProperty('ref');
  });

  it('reports every fault with its field', async () => {
    const answer = await submit({
      kind: 'operations',
      options: { operation_type: 'dance' },
      atomic: true,
      timeout_seconds: 5,
      items: [{}],
    });
    expect(answer.status).toBe(422);
    const fields = (answer.at('validation_errors') as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['options.operation_type', 'timeout_seconds']));
    const items = await submit({ kind: 'contact_analysis', items: [contact(1), { id: '' }] });
    expect(items.at('validation_errors', 0, 'field')).toBe('items.1.id');
    expect((await submit({ kind: 'nothing', items: [1] })).status).toBe(422);
    expect((await submit({ kind: 'contact_analysis', items: [] })).status).toBe(422);
  });

  it('refuses null for an optional field', async () => {
    const body = { kind: 'contact_analysis', items: [contact(2)] };
    for (const field of ['max_concurrent', 'timeout_seconds', 'options', 'name', 'priority', 'atomic', 'webhook_url']) {
      const answers = [
        await submit({ ...body, [field]: null }),
        await stream(lines({ kind: body.kind, [field]: null })),
      ];
      for (const { status, at } of answers) expect([status, at('validation_errors', 0, 'field')]).toEqual([422, field]);
    }
  });

  it('does not repeat the password of a URL that it refuses', async () => {
    const answer = await submit({
      kind: 'contact_analysis',
      items: [contact(3)],
      webhook_url: 'https://user:secretpw@example.com/x',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).not.toContain('secretpw');
    expect(answer.at('validation_errors', 0, 'invalid_value')).toBe('https://[removed]@example.com/x');
  });

  it('requires the scope of the kind besides its own', async () => {
    const made = await service.request('POST', '/api/v1/keys', {
      body: { name: 'batches only', scopes: ['batch:write', 'batch:read'] },
    });
    const answer = await submit({ kind: 'contact_analysis', items: [contact(9)] }, {}, String(made.at('key')));
    expect(answer.status).toBe(403);
    expect(answer.at('details', 'required_scope')).toBe('contacts:write');
  });

  it('stores nothing in a dry run', async () => {
    const [before] = [await service.request('GET', '/api/v1/batches?total=true', { key: KEYS.ana })];
    const dry = (body: unknown): Promise<Answer> =>
      service.request('POST', '/api/v1/batches?validate_only=true', { key: KEYS.ana, body });
    const answer = await dry({ kind: 'contact_analysis', items: [contact(50)] });
    const fine = { index: 0, valid: true, error: null };
    expect([answer.status, answer.body]).toEqual([200, { valid: true, total: 1, items: [fine] }]);
    const twice = await dry({ kind: 'contact_analysis', items: [contact(51), contact(51)] });
    expect(twice.body).toMatchObject({
      valid: false,
      total: 2,
      items: [fine, { index: 1, valid: false, error: { code: 'DUPLICATE_ID' } }],
    });
    const urls = await dry({ kind: 'url_analysis', items: [{ url: 'https://example.com/' }] });
    expect([urls.status, urls.body]).toEqual([200, { valid: true, total: 1, items: [fine] }]);
    const text = lines({ kind: 'contact_analysis' }, contact(52));
    const streamed = await service.request('POST', '/api/v1/batches?validate_only=true', {
      key: KEYS.ana,
      raw: text,
      headers: LINES,
    });
    expect([streamed.status, streamed.body]).toEqual([200, { valid: true, total: 1, items: null }]);
    const after = await service.request('GET', '/api/v1/batches?total=true', { key: KEYS.ana });
    expect(after.at('total')).toBe(before.at('total'));
  });

  it('refuses a parameter of the query that it does not know, instead of doing what it was to prevent', async () => {
    const path = (await submit({ kind: 'contact_analysis', items: [contact(55)] })).headers.get('Location') ?? '';
    const post = (route: string, body?: unknown) => service.request('POST', route, { key: KEYS.ana, body });
    const open = await post('/api/v1/batches/open', { kind: 'contact_analysis' });
    const opened = open.headers.get('Location') ?? '';
    const text = lines({ kind: 'contact_analysis' }, contact(56));
    for (const answer of [
      await post('/api/v1/batches?dry_run=true', { kind: 'contact_analysis', items: [contact(57)] }),
      await service.request('POST', '/api/v1/batches?dry_run=true', { key: KEYS.ana, raw: text, headers: LINES }),
      await post('/api/v1/batches/open?dry_run=true', { kind: 'contact_analysis' }),
      await post(`${opened}/parts/1?dry_run=true`, { items: [contact(58)] }),
      await service.request('POST', `${opened}/parts/1?dry_run=true`, { key: KEYS.ana, raw: '{}', headers: LINES }),
      await post(`${opened}/seal?dry_run=true`, { expected_items: 1 }),
      await post(`${opened}/pause?dry_run=true`),
      await post(`${opened}/cancel?dry_run=true`),
      await post(`${path}/retry?dry_run=true`, {}),
      await service.request('PATCH', `${opened}?dry_run=true`, { key: KEYS.ana, body: { priority: 'low' } }),
      await service.request('DELETE', `${opened}?dry_run=true`, { key: KEYS.ana }),
    ])
      expect([answer.status, answer.at('validation_errors', 0)]).toMatchObject([
        422,
        { field: 'dry_run', error_type: 'unknown_field' },
      ]);
    const jsonWithKind = await post('/api/v1/batches?kind=contact_analysis', {
      kind: 'contact_analysis',
      items: [contact(57)],
    });
    expect([jsonWithKind.status, jsonWithKind.at('validation_errors', 0, 'field')]).toEqual([422, 'kind']);
    const still = await service.request('GET', opened, { key: KEYS.ana });
    expect(still.body).toMatchObject({ is_open: true, status: 'pending', priority: 'normal', counters: { total: 0 } });
  });

  it('replays the same submission and refuses another one under its key, as JSON and as NDJSON', async () => {
    const body = { kind: 'contact_analysis', items: [contact(60)] };
    const first = await submit(body, { 'Idempotency-Key': 'json' });
    const again = await submit(body, { 'Idempotency-Key': 'json' });
    expect([again.status, again.at('id'), again.headers.get('Idempotency-Replayed')]).toEqual([
      201,
      first.at('id'),
      'true',
    ]);
    expect((await submit({ ...body, name: 'x' }, { 'Idempotency-Key': 'json' })).status).toBe(422);
    const text = lines({ kind: 'contact_analysis' }, contact(61));
    const line = await stream(text, { 'Idempotency-Key': 'lines' });
    expect((await stream(text, { 'Idempotency-Key': 'lines' })).at('id')).toBe(line.at('id'));
    expect((await stream(`${text}\n${lines(contact(62))}`, { 'Idempotency-Key': 'lines' })).status).toBe(422);
  });

  it('accepts NDJSON with CRLF, empty lines and a last line without a line break', async () => {
    const text = `${lines({ kind: 'contact_analysis', name: 'lines' })}\r\n\n${lines(contact(70))}\r\n${lines(contact(71))}`;
    const answer = await stream(text);
    expect(answer.status).toBe(201);
    expect((await ended(answer)).at('counters')).toMatchObject({ total: 2, succeeded: 2 });
  });

  it('refuses NDJSON with one invalid line and reports its number', async () => {
    const bad = async (...rest: readonly string[]) => {
      const answer = await stream([lines({ kind: 'contact_analysis' }), lines(contact(80)), ...rest].join('\n'));
      return [answer.status, answer.at('details', 'line')];
    };
    expect(await bad('{"id":')).toEqual([400, 3]);
    expect(await bad(lines(contact(81)), lines({ id: '' }))).toEqual([422, 4]);
    expect(await bad('{"id":"c","data":{"name":"a\\u0000b"}}')).toEqual([422, 3]);
    expect(await bad(`"${'x'.repeat(1024 * 1024)}"`)).toEqual([413, 3]);
    expect((await stream(lines({ kind: 'contact_analysis' }))).status).toBe(422);
    expect((await stream('')).status).toBe(400);
    expect((await stream(lines({ kind: 'contact_analysis', items: [] }, contact(1)))).status).toBe(422);
    const list = await service.request('GET', '/api/v1/contacts?id=c-80', { key: KEYS.ana, checked: false });
    expect(JSON.stringify(list.body ?? '')).not.toContain('c-80');
  });

  it('accepts NDJSON on this route only', async () => {
    const answer = await service.request('POST', '/api/v1/batch-process', {
      key: KEYS.ana,
      raw: lines({ kind: 'contact_analysis' }),
      headers: LINES,
    });
    expect(answer.status).toBe(415);
  });

  it('stores 100,000 items in one transaction with little memory, and answers before they have ended', async () => {
    const size = 100_000;
    const rss = async (): Promise<number> =>
      Number((await service.request('GET', '/api/v1/health')).at('memory_bytes', 'rss'));
    const before = await rss();
    const text = lines(
      { kind: 'contact_analysis', name: 'large' },
      ...Array.from({ length: size }, (_, n) => contact(1_000_000 + n)),
    );
    const answer = await stream(text);
    expect(answer.status).toBe(201);
    expect(answer.at('counters', 'total')).toBe(size);
    expect(answer.at('counters', 'pending')).toBeGreaterThan(0);
    expect((await rss()) - before).toBeLessThan(256 * 1024 * 1024);
    await service.request('POST', `${answer.headers.get('Location') ?? ''}/cancel`, { key: KEYS.ana });
    expect((await stream(`${text}\n${lines(contact(1))}`)).at('error_code')).toBe('BATCH_TOO_LARGE');
  }, 180_000);
});

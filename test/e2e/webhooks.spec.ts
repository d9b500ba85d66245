import { KEYS, userId } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { change, submit } from '../support/marketplace.js';
import { describeOnDatabases, Service } from '../support/service.js';
import { makeWaitingBatch, type WaitingBatch } from '../support/waiting-batches.js';
import { verify, WebhookReceiver } from '../support/webhook-receiver.js';

/** An attempt may take two thirds of the lease: a receiver on a busy machine may rest for seconds. */
const ENV = { WEBHOOK_ALLOW: '127.0.0.1', LEASE_SECONDS: '15' };

interface Endpoint {
  readonly id: string;
  readonly secret: string;
}

describeOnDatabases('Webhooks', (on) => {
  let long: WaitingBatch;
  let service: Service;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    service = await Service.start({ on, env: ENV });
    long = await makeWaitingBatch(service, 'bruno', 1000);
  }, 120_000);
  afterAll(() => receiver.close());

  const register = async (path: string, key: string, events?: readonly string[]): Promise<Endpoint> => {
    const answer = await service.request('POST', '/api/v1/webhooks', {
      key,
      body: { url: receiver.url(path), events },
    });
    expect(answer.status).toBe(201);
    return answer.body as Endpoint;
  };
  const remove = (id: string, key: string) => service.request('DELETE', `/api/v1/webhooks/${id}`, { key });
  const insert = (key: string, id: string, headers: Readonly<Record<string, string>> = {}, more: object = {}) =>
    service.request('POST', '/api/v1/batch-process', {
      key,
      headers,
      body: { items: [{ id: `${on}-${id}`, data: {} }], ...more },
    });
  const deliveries = async (id: string, key: string) =>
    (await service.request('GET', `/api/v1/webhooks/${id}/deliveries`, { key })).at('results') as Record<
      string,
      unknown
    >[];

  it('name items by what their key may read: in messages, in the list of deliveries, and after a rotation', async () => {
    const keyOf = async (...scopes: readonly string[]): Promise<string> => {
      const body = { name: 'narrow', scopes: ['webhooks:read', 'webhooks:write', ...scopes], user_id: userId('ana') };
      return String((await service.request('POST', '/api/v1/keys', { body })).at('key'));
    };
    const [blind, seeing] = [await keyOf(), await keyOf('contacts:read')];
    const [hidden, shown] = [
      await register('/blind', blind, ['batch.items_failed']),
      await register('/seeing', seeing, ['batch.items_failed']),
    ];
    const fail = (): Promise<unknown> =>
      service.request('POST', '/api/v1/batch-process', {
        key: KEYS.ana,
        headers: { Prefer: 'respond-async' },
        body: { items: [{ id: 'twice', data: { owner_id: 1 }, ref: 'row of Ana', metadata: { secret: 'of Ana' } }] },
      });
    const named = async (path: string, nth = 0): Promise<unknown> => {
      const sent = () => receiver.received.filter((one) => one.path === path)[nth];
      return (await eventually('the message', sent)).message.data['failed_items'];
    };
    const item = { index: 0, ref: 'row of Ana', metadata: { secret: 'of Ana' }, error_code: 'RESERVED_FIELD' };
    const unnamed = { ...item, ref: null, metadata: null };
    await fail();
    expect([await named('/blind'), await named('/seeing')]).toEqual([[unnamed], [item]]);
    const listed = async (key: string): Promise<unknown> =>
      (await service.request('GET', `/api/v1/webhooks/${shown.id}/deliveries`, { key })).at(
        ...['results', 0, 'payload', 'data', 'failed_items'],
      );
    expect([await listed(blind), await listed(seeing)]).toEqual([[unnamed], [item]]);
    const rotate = (key: string) => service.request('POST', `/api/v1/webhooks/${hidden.id}/rotate-secret`, { key });
    await rotate(KEYS.admin).then(fail);
    expect(await named('/blind', 1)).toEqual([unnamed]);
    await rotate(seeing).then(fail);
    expect(await named('/blind', 2)).toEqual([item]);
    for (const { id } of [hidden, shown]) await remove(id, KEYS.ana);
  });

  it('are signed with the secret that was shown once, and contain no results', async () => {
    const { id, secret } = await register('/signed', KEYS.ana);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const listed = await service.request('GET', '/api/v1/webhooks', { key: KEYS.ana });
    expect(listed.text).not.toContain(secret);
    const batch = await insert(KEYS.ana, 'signed');
    const one = await receiver.next('the message', ({ path }) => path === '/signed');
    expect(verify(secret, one)).toMatchObject({
      type: 'batch.completed',
      data: {
        batch_id: batch.at('batch_id'),
        status: 'completed',
        progress: 100,
        counters: { total: 1, succeeded: 1 },
      },
    });
    expect(() => verify(`whsec_${Buffer.alloc(32).toString('base64')}`, one)).toThrow();
    expect(one.id).toMatch(/^msg_[0-9a-f-]{36}$/);
    expect(one.body.length).toBeLessThan(20_000);
    const shown = await eventually('it is delivered', async () =>
      (await deliveries(id, KEYS.ana)).find(({ status }) => status === 'delivered'),
    );
    expect(shown).toMatchObject({ message_id: one.id, attempts: 1, response_status: 204, event: 'batch.completed' });
    expect(service.output).not.toContain(secret);
    await remove(id, KEYS.ana);
  });

  it('report the start, every 10 % of progress and the end of a background batch [S3-70, S4-44]', async () => {
    const { id } = await register('/long', KEYS.bruno);
    await service.request('POST', `/api/v1/batches/${long.id}/resume`, { key: KEYS.bruno });
    await receiver.next(
      'the end',
      ({ path, message }) => path === '/long' && message.type === 'batch.completed',
      60_000,
    );
    await eventually('all are delivered', async () =>
      (await deliveries(id, KEYS.bruno)).every(({ status }) => status === 'delivered'),
    );
    const events = receiver.received.filter(({ path }) => path === '/long').map(({ message }) => message.type);
    expect(events).toContain('batch.started');
    expect(events).toContain('batch.progress');
    expect(events.filter((type) => type === 'batch.progress').length).toBeLessThanOrEqual(9);
    await remove(id, KEYS.bruno);
  });

  it('report a batch of operations like any other [S1-66]', async () => {
    const { id, secret } = await register('/operations', KEYS.bruno, ['batch.failed']);
    const batch = await submit(service, KEYS.bruno, 'order_update', [change(999_999, { status: 'confirmed' })]);
    const one = await receiver.next('the message', ({ path }) => path === '/operations');
    expect(verify(secret, one)).toMatchObject({
      type: 'batch.failed',
      data: { kind: 'operations', batch_id: String(batch.at('batch_id')), counters: { total: 1, failed: 1 } },
    });
    await remove(id, KEYS.bruno);
  });

  it('merge the failures of a batch instead of reporting each', async () => {
    const { id } = await register('/failing', KEYS.ana, ['batch.items_failed', 'batch.partial']);
    // The second half exists already, so it fails in ten transactions of fifty items.
    const items = Array.from({ length: 1000 }, (_, n) => ({
      id: `${on}-failing-${n % 500}`,
      data: {},
      ref: `row ${n}`,
      metadata: { row: n, long: n === 501 ? 'x'.repeat(600) : '' },
    }));
    const body = { kind: 'contact_analysis', items };
    expect((await service.request('POST', '/api/v1/batches', { key: KEYS.ana, body })).status).toBe(201);
    const ours = ({ path }: { readonly path: string }) => path === '/failing';
    await receiver.next('the end', (one) => ours(one) && one.message.type === 'batch.partial', 60_000);
    await eventually('all are delivered', async () =>
      (await deliveries(id, KEYS.ana)).every(({ status }) => status === 'delivered'),
    );
    const messages = receiver.received.filter((one) => ours(one) && one.message.type === 'batch.items_failed');
    expect(messages.reduce((sum, { message }) => sum + Number(message.data['newly_failed']), 0)).toBe(500);
    expect(messages.length).toBeLessThan(10);
    // Each names its first failures by the caller's `ref` and metadata.
    const named = messages.map(({ message }) => message.data['failed_items'] as { readonly index: number }[]);
    for (const items of named) expect(items.length).toBeLessThanOrEqual(10);
    // Several may be on their way at once, and come in another order.
    const ofFirst = named.find((items) => items.some(({ index }) => index === 500));
    const failure = (n: number, metadata: object | null) => ({
      index: n,
      ref: `row ${n}`,
      metadata,
      error_code: 'DUPLICATE_ID',
    });
    expect(ofFirst?.slice(0, 3)).toEqual([
      failure(500, { row: 500, long: '' }),
      failure(501, null),
      failure(502, { row: 502, long: '' }),
    ]);
    await remove(id, KEYS.ana);
  });

  it('report only the subscribed events, and only of the owner’s batches', async () => {
    const failures = await register('/failures', KEYS.ana, ['batch.failed']);
    const other = await register('/other', KEYS.sofia);
    await insert(KEYS.ana, 'twice');
    await insert(KEYS.ana, 'twice');
    const one = await receiver.next('the failure', ({ path }) => path === '/failures');
    expect(one.message).toMatchObject({ type: 'batch.failed', data: { counters: { failed: 1 } } });
    expect(await deliveries(failures.id, KEYS.ana)).toHaveLength(1);
    expect(await deliveries(other.id, KEYS.sofia)).toEqual([]);
    expect(
      (await service.request('GET', `/api/v1/webhooks/${failures.id}/deliveries`, { key: KEYS.sofia })).status,
    ).toBe(404);
    expect((await remove(failures.id, KEYS.sofia)).status).toBe(404);
    await remove(failures.id, KEYS.ana);
    await remove(other.id, KEYS.sofia);
  });

  it('are sent to the batch’s webhook_url, signed with the owner’s secret', async () => {
    const batch = await insert(KEYS.sofia, 'own', { Prefer: 'respond-async' }, { webhook_url: receiver.url('/own') });
    await receiver.next('the first message', ({ path }) => path === '/own');
    const listed = (await service.request('GET', '/api/v1/webhooks', { key: KEYS.sofia })).at('results') as Record<
      string,
      unknown
    >[];
    const own = listed.find(({ url }) => url === null);
    const rotated = await service.request('POST', `/api/v1/webhooks/${String(own?.['id'])}/rotate-secret`, {
      key: KEYS.sofia,
    });
    await insert(KEYS.sofia, 'own-2', {}, { webhook_url: receiver.url('/own-2') });
    const one = await receiver.next('the second batch', ({ path }) => path === '/own-2');
    expect(verify(String(rotated.at('secret')), one)).toMatchObject({ type: 'batch.completed' });
    expect(batch.status).toBe(202);
  });

  it('are signed with both secrets for a day after a rotation', async () => {
    const { id, secret } = await register('/rotated', KEYS.ana);
    const { body } = await service.request('POST', `/api/v1/webhooks/${id}/rotate-secret`, { key: KEYS.ana });
    const tested = await service.request('POST', `/api/v1/webhooks/${id}/test`, { key: KEYS.ana });
    expect(tested.status).toBe(202);
    const one = await receiver.next('the test', ({ path }) => path === '/rotated');
    expect(verify(secret, one)).toMatchObject({ type: 'webhook.test' });
    expect(verify((body as Endpoint).secret, one)).toMatchObject({ type: 'webhook.test' });
    await remove(id, KEYS.ana);
  });

  it('are retried under one id with a new timestamp; 302 is a failure and not followed', async () => {
    const { id, secret } = await register('/again', KEYS.ana);
    const reactions = [
      { status: 302, headers: { Location: receiver.url('/elsewhere') } },
      { status: 200, body: 'x'.repeat(10 * 1024 * 1024) },
    ];
    receiver.react = ({ path }) => (path === '/again' ? (reactions.shift() ?? { status: 200 }) : { status: 204 });
    await insert(KEYS.ana, 'again');
    await receiver.next('the first attempt', ({ path }) => path === '/again');
    const failed = await eventually('the failure is recorded', async () =>
      (await deliveries(id, KEYS.ana)).find(({ response_status: status }) => status === 302),
    );
    expect(failed).toMatchObject({ status: 'pending', attempts: 1, error_code: 'REDIRECT_NOT_ALLOWED' });
    // The wait begins when the failure is recorded: after the attempt began, and before it was seen.
    const seenAt = Date.now();
    const next = Date.parse(String(failed['next_attempt_at']));
    expect(next - Date.parse(String(failed['last_attempt_at']))).toBeGreaterThan(3900);
    expect(next - seenAt).toBeLessThan(7000);
    await eventually(
      'the second attempt',
      () => receiver.received.filter(({ path }) => path === '/again').length === 2,
      60_000,
    );
    const [first, second] = receiver.received.filter(({ path }) => path === '/again');
    if (first === undefined || second === undefined) throw new Error('Two attempts came.');
    expect(second.id).toBe(first.id);
    expect(second.timestamp).toBeGreaterThan(first.timestamp);
    verify(secret, second);
    await eventually('it is delivered', async () => (await deliveries(id, KEYS.ana))[0]?.['status'] === 'delivered');
    expect(receiver.received.filter(({ path }) => path === '/elsewhere')).toEqual([]);
    const again = await service.request('POST', `/api/v1/webhooks/${id}/deliveries/${String(failed['id'])}/redeliver`, {
      key: KEYS.ana,
    });
    expect(again.status).toBe(202);
    await eventually('it came again', () => receiver.received.filter(({ id: one }) => one === first.id).length === 3);
    await remove(id, KEYS.ana);
  });

  it('are no longer sent to an endpoint that answered 410', async () => {
    const { id } = await register('/gone', KEYS.ana);
    receiver.react = ({ path }) => ({ status: path === '/gone' ? 410 : 204 });
    await insert(KEYS.ana, 'gone');
    await eventually('it is disabled', async () => {
      const listed = (await service.request('GET', '/api/v1/webhooks', { key: KEYS.ana })).at('results') as Record<
        string,
        unknown
      >[];
      return listed.find((one) => one['id'] === id)?.['disabled_at'] != null;
    });
    await insert(KEYS.ana, 'gone-2');
    expect(await deliveries(id, KEYS.ana)).toHaveLength(1);
    await remove(id, KEYS.ana);
  });

  it.each([
    ['http://127.0.0.2/x', 'target_not_allowed'],
    ['http://example.com/x', 'scheme'],
    ['https://10.0.0.1/x', 'target_not_allowed'],
    ['https://user:pw@example.com/x', 'userinfo'],
    ['https://169.254.169.254/', 'target_not_allowed'],
    ['ftp://example.com/', 'scheme'],
  ])('cannot be registered for %s', async (url, type) => {
    const answer = await service.request('POST', '/api/v1/webhooks', { key: KEYS.ana, body: { url } });
    expect(answer.status).toBe(422);
    expect(answer.at('validation_errors', 0)).toMatchObject({ field: 'url', error_type: type });
    const batch = await insert(KEYS.ana, 'refused', {}, { webhook_url: url });
    expect(batch.status).toBe(422);
    expect(batch.at('validation_errors', 0, 'field')).toBe('webhook_url');
  });

  it('are limited to ten endpoints per owner', async () => {
    const made: Endpoint[] = [];
    for (let n = 0; n < 10; n += 1) made.push(await register(`/many-${n}`, KEYS.otto));
    const answer = await service.request('POST', '/api/v1/webhooks', {
      key: KEYS.otto,
      body: { url: receiver.url('/one-more') },
    });
    expect(answer.status).toBe(409);
    for (const { id } of made) await remove(id, KEYS.otto);
  });

  it('are sent again under one id after a receiver was down and after a crash of the process', async () => {
    const { id } = await register('/late', KEYS.ana, ['batch.completed']);
    receiver.react = ({ path }) => (path === '/late' ? { status: 500, hangUp: true } : { status: 204 });
    await insert(KEYS.ana, 'late');
    await receiver.next('the first attempt', ({ path }) => path === '/late');
    await service.kill9();
    receiver.react = () => ({ status: 204 });
    // The delivery is due already and may be sent before the process has printed its address.
    const dying = await service.launchAgain({ CRASH_AT: 'webhook.after_send:1', LEASE_SECONDS: '3' });
    await dying.exited;
    service = await dying.again({ CRASH_AT: '' });
    await eventually('it is delivered', async () => (await deliveries(id, KEYS.ana))[0]?.['status'] === 'delivered');
    const ids = new Set(receiver.received.filter(({ path }) => path === '/late').map((one) => one.id));
    expect(ids.size).toBe(1);
    expect(receiver.received.filter(({ path }) => path === '/late').length).toBeGreaterThanOrEqual(3);
  });
});

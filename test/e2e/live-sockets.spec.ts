import { KEYS } from '../support/accounts.js';
import { expectNoSilence } from '../support/event-loop.js';
import { EventStream } from '../support/event-stream.js';
import { eventually } from '../support/eventually.js';
import { fastestOf } from '../support/fastest-of.js';
import { LiveSocket } from '../support/live-socket.js';
import { sendRaw } from '../support/raw-http.js';
import { describeOnDatabases, Service } from '../support/service.js';
import { makeWaitingBatch, type WaitingBatch } from '../support/waiting-batches.js';

type Row = Readonly<Record<string, unknown>>;

const ANA = { 'X-API-Key': KEYS.ana };

describeOnDatabases('WebSocket live-events', (on) => {
  let batch: WaitingBatch;
  let other: WaitingBatch;
  let service: Service;
  const sockets: LiveSocket[] = [];

  beforeAll(async () => {
    service = await Service.start({ on });
    batch = await makeWaitingBatch(service, 'ana', 3);
    other = await makeWaitingBatch(service, 'otto', 3);
  }, 120_000);
  afterAll(async () => {
    sockets.forEach((socket) => socket.close());
    await expectNoSilence(service);
  });

  const open = async (
    headers: Readonly<Record<string, string>> = ANA,
    query = '',
    protocols: readonly string[] = [],
  ): Promise<LiveSocket> => {
    const socket = await LiveSocket.open(`${service.url}/api/v1/live-events${query}`, headers, protocols);
    sockets.push(socket);
    return socket;
  };
  const patch = (id: string, key: string, value: string) =>
    service.request('PATCH', `/api/v1/batches/${id}`, { key, body: { priority: value } });
  const ticket = async (): Promise<string> =>
    String((await service.request('POST', '/api/v1/live-tickets', { key: KEYS.ana })).at('ticket'));

  it('sends the snapshot of a watched batch, then its changes [S0-30]', async () => {
    const socket = await open();
    await socket.next({ type: 'ready' });
    socket.send({ type: 'subscribe', batches: [batch.id] });
    await socket.next({ type: 'subscribed', batch_id: batch.id });
    const snapshot = await socket.next({ type: 'event', event: 'snapshot' });
    expect(snapshot['batch']).toEqual(
      (await service.request('GET', `/api/v1/batches/${batch.id}`, { key: KEYS.ana })).body,
    );
    await patch(batch.id, KEYS.ana, 'high');
    const change = await socket.next({ type: 'event', event: 'changed', batch_id: batch.id });
    expect(change['batch']).toMatchObject({ priority: 'high' });
    expect(Number(change['id'])).toBeGreaterThan(Number(snapshot['id']));
    socket.send({ type: 'unsubscribe', batches: [batch.id] });
    await socket.next({ type: 'unsubscribed' });
  });

  it('sends the changes of a watched kind, of the caller’s own batches only [S0-30]', async () => {
    const socket = await open();
    socket.send({ type: 'subscribe', kinds: ['contact_analysis'] });
    await socket.next({ type: 'subscribed', kind: 'contact_analysis' });
    await patch(other.id, KEYS.otto, 'low');
    const submitted = await service.request('POST', '/api/v1/batch-process', {
      key: KEYS.ana,
      headers: { Prefer: 'respond-async' },
      body: { items: [{ id: `kind-${on}`, data: {} }] },
    });
    expect(submitted.status).toBe(202);
    await socket.next({ type: 'event', batch_id: submitted.at('batch_id') });
    expect(socket.messages.filter((message) => message['batch_id'] === other.id)).toEqual([]);
  });

  it('sends each change of a batch once to a client that watches the batch and its kind [S0-30]', async () => {
    const socket = await open();
    socket.send({ type: 'subscribe', kinds: ['contact_analysis'], batches: [batch.id] });
    await socket.next({ type: 'subscribed', kind: 'contact_analysis' });
    await patch(batch.id, KEYS.ana, 'urgent');
    await socket.next({ type: 'event', event: 'changed', batch_id: batch.id });
    const events = socket.messages.filter((message) => message['batch_id'] === batch.id && message['type'] === 'event');
    expect(events.map(({ event }) => event)).toEqual(['snapshot', 'changed']);
    expect(Number(events[1]?.['id'])).toBeGreaterThan(Number(events[0]?.['id']));
  });

  it('sends nothing to the subscribers of a kind when another client watches an ended batch [S0-30]', async () => {
    const submit = async (id: string): Promise<unknown> => {
      const submitted = await service.request('POST', '/api/v1/batch-process', {
        key: KEYS.ana,
        headers: { Prefer: 'respond-async' },
        body: { items: [{ id: `${id}-${on}`, data: {} }] },
      });
      return submitted.at('batch_id');
    };
    const endOf = (id: unknown) =>
      eventually('its end is received', () =>
        socket.messages.find(({ batch_id, batch }) => batch_id === id && (batch as Row)['completed_at'] !== null),
      );
    const socket = await open();
    socket.send({ type: 'subscribe', kinds: ['contact_analysis'] });
    await socket.next({ type: 'subscribed', kind: 'contact_analysis' });
    const ended = await submit('ended');
    await endOf(ended);
    for (let n = 0; n < 3; n += 1) {
      const stream = await EventStream.open(`${service.url}/api/v1/batches/${String(ended)}/events`, ANA);
      await stream.closed();
    }
    await endOf(await submit('later'));
    const ids = socket.messages.filter((message) => message['batch_id'] === ended).map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('refuses a wrong key, a foreign origin, and a key in the URL', async () => {
    expect((await open({ 'X-API-Key': 'wrong-key-of-no-user' })).refusedWith).toBe(401);
    expect((await open({ ...ANA, Origin: 'https://evil.example' })).refusedWith).toBe(403);
    expect(await (await open({}, `?key=${KEYS.ana}`)).closed()).toBe(4401);
    expect((await open({ ...ANA, Origin: service.url })).refusedWith).toBeUndefined();
    expect((await LiveSocket.open(`${service.url}/api/v1/other`, ANA)).refusedWith).toBe(404);
  });

  it.each(['//', '//elsewhere/api/v1/live-events', '*', '/api/v1/other'])(
    'answers an upgrade of %s with 404 and a trace id that is in the log',
    async (target) => {
      const { status, text } = await sendRaw(
        service.url,
        `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
      expect(status).toBe(404);
      const id = /^X-Trace-Id: ([0-9a-f]{32})\r$/m.exec(text)?.[1];
      const body = JSON.parse(text.slice(text.indexOf('\r\n\r\n'))) as Row;
      expect(body).toMatchObject({ error_code: 'NOT_FOUND', trace_id: id });
      const line = await eventually('it is logged', () => service.log.find(({ trace_id: traceId }) => traceId === id));
      expect(line).toMatchObject({ level: 'info', msg: 'request rejected', code: 'NOT_FOUND', status: 404 });
    },
  );

  it('answers a refused upgrade with the caller’s trace id', async () => {
    const { status, text } = await sendRaw(
      service.url,
      'GET /api/v1/live-events HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'X-Request-Id: of-the-caller\r\nX-API-Key: wrong-key-of-no-user\r\n\r\n',
    );
    expect(status).toBe(401);
    expect(text).toContain('X-Trace-Id: of-the-caller\r\n');
    expect(text).toContain('"trace_id":"of-the-caller"');
  });

  it('closes with 4401 without an auth message within five seconds', async () => {
    const taken = await fastestOf(7000, async () => {
      const socket = await open({});
      const opened = performance.now();
      expect(await socket.closed()).toBe(4401);
      return performance.now() - opened;
    });
    expect(taken).toBeLessThan(7000);
  });

  it('accepts a key or a ticket as the first message, and nothing else', async () => {
    const socket = await open({});
    socket.send({ type: 'auth', key: KEYS.ana });
    await socket.next({ type: 'ready' });
    const byTicket = await open({});
    byTicket.send({ type: 'auth', ticket: await ticket() });
    await byTicket.next({ type: 'ready' });
    const wrong = await open({});
    wrong.send({ type: 'auth', key: 'wrong-key-of-no-user' });
    expect(await wrong.closed()).toBe(4401);
    const eager = await open({});
    eager.send({ type: 'subscribe', batches: [batch.id] });
    expect(await eager.closed()).toBe(4401);
  });

  it('answers messages sent directly after the key, in order', async () => {
    const socket = await open({});
    socket.sendTogether([
      { type: 'auth', key: KEYS.ana },
      { type: 'subscribe', batches: [batch.id] },
      { type: 'ping' },
    ]);
    await socket.next({ type: 'pong' });
    expect(socket.messages.map(({ type }) => type)).toEqual(['ready', 'subscribed', 'event', 'pong']);
    const unknown = await open({});
    unknown.sendTogether([
      { type: 'auth', key: 'wrong-key-of-no-user' },
      { type: 'subscribe', batches: [batch.id] },
    ]);
    expect(await unknown.closed()).toBe(4401);
    expect(unknown.messages).toEqual([]);
  });

  it('closes with 1008 on 1,000 messages directly after the key', async () => {
    const socket = await open({});
    socket.sendTogether([{ type: 'auth', key: KEYS.ana }, ...Array.from({ length: 1000 }, () => ({ type: 'ping' }))]);
    expect(await socket.closed()).toBe(1008);
  });

  it('accepts a ticket once, in the URL or as a subprotocol', async () => {
    const first = await ticket();
    await (await open({}, `?ticket=${first}`)).next({ type: 'ready' });
    expect((await open({}, `?ticket=${first}`)).refusedWith).toBe(401);
    const socket = await open({}, '', ['batchwright.live', `ticket.${await ticket()}`]);
    await socket.next({ type: 'ready' });
    expect(socket.socket.protocol).toBe('batchwright.live');
  });

  it('closes with 1009 on 1 MiB and with 1003 on binary, and answers invalid messages', async () => {
    const big = await open();
    big.send(JSON.stringify({ type: 'ping', filler: 'x'.repeat(1024 * 1024) }));
    expect(await big.closed()).toBe(1009);
    const binary = await open();
    binary.send(Buffer.from([1, 2, 3]));
    expect(await binary.closed()).toBe(1003);
    const bad = await open();
    bad.send('{not json');
    await bad.next({ type: 'error', code: 'VALIDATION_ERROR' });
    bad.send({ type: 'subscribe', batches: ['../x'] });
    bad.send({ type: 'dance' });
    bad.send({ type: 'ping' });
    await bad.next({ type: 'pong' });
    expect(bad.messages.filter(({ type }) => type === 'error')).toHaveLength(3);
  });

  it('closes with 1008 on 1,000 messages a second', async () => {
    const socket = await open();
    for (let n = 0; n < 1000; n += 1) socket.send({ type: 'ping' });
    expect(await socket.closed()).toBe(1008);
  });

  it('answers NOT_FOUND for another owner’s batch', async () => {
    const socket = await open();
    socket.send({ type: 'subscribe', batches: [other.id] });
    await socket.next({ type: 'error', code: 'NOT_FOUND', batch_id: other.id });
  });

  it('closes with 4401 within five seconds after the key was revoked', async () => {
    const taken = await fastestOf(5500, async () => {
      const issued = await service.request('POST', '/api/v1/keys', {
        key: KEYS.ana,
        body: { name: 'short', scopes: ['batch:read'] },
      });
      const socket = await open({ Authorization: `Bearer ${String(issued.at('key'))}` });
      await socket.next({ type: 'ready' });
      await service.request('DELETE', `/api/v1/keys/${String(issued.at('id'))}`, { key: KEYS.ana });
      const lost = performance.now();
      expect(await socket.closed()).toBe(4401);
      return performance.now() - lost;
    });
    expect(taken).toBeLessThan(5500);
  });

  it('closes with 1001 when the process stops', async () => {
    for (const socket of sockets) socket.close();
    const socket = await open();
    await socket.next({ type: 'ready' });
    await service.stop();
    const code = await socket.closed();
    service = await service.again();
    expect(code).toBe(1001);
  });
});

import { request } from 'node:http';
import { KEYS } from '../support/accounts.js';
import { expectNoSilence } from '../support/event-loop.js';
import { EventStream, type StreamEvent } from '../support/event-stream.js';
import { eventually } from '../support/eventually.js';
import { fastestOf } from '../support/fastest-of.js';
import { describeOnDatabases, Service } from '../support/service.js';
import { makeWaitingBatch, type WaitingBatch } from '../support/waiting-batches.js';

const status = (event: StreamEvent): unknown => (event.data as Record<string, unknown>)['status'];
const priority = (event: StreamEvent): unknown => (event.data as Record<string, unknown>)['priority'];

/** Disconnects at once, when the connection is established, or when the answer begins. */
async function leaveAt(url: string, key: string, moment: number): Promise<void> {
  const sent = request(url, { agent: false, headers: { 'X-API-Key': key } });
  sent.on('error', () => undefined);
  const closed = new Promise((resolve) => sent.once('close', resolve));
  if (moment === 1) sent.once('socket', (socket) => socket.once('connect', () => sent.destroy()));
  else if (moment === 2) sent.once('response', () => sent.destroy());
  sent.end();
  if (moment === 0) sent.destroy();
  await closed;
}

describeOnDatabases('Live events of a batch', (on) => {
  let changed: WaitingBatch;
  let finished: WaitingBatch;
  let over: WaitingBatch;
  let foreign: WaitingBatch;
  let revoked: WaitingBatch;
  let burst: WaitingBatch;
  let deleted: WaitingBatch;
  let service: Service;
  const streams: EventStream[] = [];

  beforeAll(async () => {
    service = await Service.start({ on });
    changed = await makeWaitingBatch(service, 'ana', 120);
    finished = await makeWaitingBatch(service, 'ana', 120);
    over = await makeWaitingBatch(service, 'ana', 120);
    foreign = await makeWaitingBatch(service, 'ana', 120);
    revoked = await makeWaitingBatch(service, 'ana', 120);
    burst = await makeWaitingBatch(service, 'ana', 120);
    deleted = await makeWaitingBatch(service, 'ana', 120);
  }, 120_000);
  afterAll(async () => {
    streams.forEach((stream) => stream.close());
    await expectNoSilence(service);
  });

  const open = async (id: string, headers: Readonly<Record<string, string>> = {}, query = ''): Promise<EventStream> => {
    const stream = await EventStream.open(`${service.url}/api/v1/batches/${id}/events${query}`, {
      ...(query === '' ? { 'X-API-Key': KEYS.ana } : {}),
      ...headers,
    });
    streams.push(stream);
    return stream;
  };
  const patch = (id: string, value: string) =>
    service.request('PATCH', `/api/v1/batches/${id}`, { key: KEYS.ana, body: { priority: value } });

  it('begin with a snapshot, continue with changes and end with the batch [S0-30, S2-44, S4-45]', async () => {
    const stream = await open(finished.id);
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no');
    const first = await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    expect(first.data).toMatchObject({ id: finished.id, status: 'paused', counters: { total: 120, pending: 120 } });
    await service.request('POST', `/api/v1/batches/${finished.id}/resume`, { key: KEYS.ana });
    const last = await stream.next('the end', (event) => status(event) === 'completed', 60_000);
    await stream.closed();
    expect(last).toMatchObject({ event: 'changed', data: { progress: 100, counters: { succeeded: 120 } } });
    const ids = stream.events.map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    const after = await service.request('GET', `/api/v1/batches/${finished.id}`, { key: KEYS.ana });
    expect(last.data).toEqual(after.body);
  });

  it('send an ended batch at once, and 204 to a client that has seen its end', async () => {
    const before = await open(over.id);
    await service.request('POST', `/api/v1/batches/${over.id}/resume`, { key: KEYS.ana });
    await before.next('the end', (event) => status(event) === 'completed', 60_000);
    const stream = await open(over.id);
    const only = await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    await stream.closed();
    expect(stream.events).toHaveLength(1);
    const again = await open(over.id, { 'Last-Event-ID': only.id ?? '' });
    expect(again.status).toBe(204);
  });

  it('resume after Last-Event-ID, with a snapshot only if the batch has changed since', async () => {
    const stream = await open(changed.id);
    const { id = '' } = await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    const same = await open(changed.id, { 'Last-Event-ID': id });
    await eventually('a sign of life', () => same.comments > 0);
    expect(same.events).toEqual([]);
    await patch(changed.id, 'high');
    const change = await same.next('the change', ({ event }) => event === 'changed');
    expect(priority(change)).toBe('high');
    const late = await open(changed.id, { 'Last-Event-ID': id });
    expect(await late.next('the newer state', ({ event }) => event === 'snapshot')).toMatchObject({
      id: change.id,
      data: { priority: 'high' },
    });
  });

  it.each(['abc', '-1', '1e30', '1.5', '9'.repeat(16)])('refuse the invalid Last-Event-ID %s', async (id) => {
    const answer = await service.request('GET', `/api/v1/batches/${changed.id}/events`, {
      key: KEYS.ana,
      headers: { 'Last-Event-ID': id },
    });
    expect(answer.status).toBe(400);
    expect(answer.at('error_code')).toBe('INVALID_LAST_EVENT_ID');
  });

  it('start over after a Last-Event-ID newer than the batch', async () => {
    const stream = await open(changed.id, { 'Last-Event-ID': '999999999' });
    await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    expect(stream.events.map(({ event }) => event)).toEqual(['reset', 'snapshot']);
  });

  it('are hidden from other owners, but not from an admin', async () => {
    const path = `/api/v1/batches/${foreign.id}/events`;
    expect((await service.request('GET', path, { key: KEYS.otto })).status).toBe(404);
    expect((await service.request('GET', path, { key: null })).status).toBe(401);
    const stream = await EventStream.open(`${service.url}${path}`, { 'X-API-Key': KEYS.admin });
    streams.push(stream);
    await stream.next('the snapshot', ({ event }) => event === 'snapshot');
  });

  it('keep newlines of a caller’s text inside the data field', async () => {
    const stream = await open(foreign.id);
    const first = await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    expect(first.data).toMatchObject({ name: 'two\nlines\n\nevent: admin' });
    expect(stream.faults).toEqual([]);
  });

  it('are at most five a second however fast the batch changes, and include the last state', async () => {
    const asked = performance.now();
    const stream = await open(burst.id);
    await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    for (let round = 0; round < 60; round += 1) await patch(burst.id, round % 2 === 0 ? 'low' : 'normal');
    await patch(burst.id, 'urgent');
    await stream.next('the last change', (event) => priority(event) === 'urgent');
    // Counted from the beginning, after the snapshot: a busy machine shows one event late, and the next one in time.
    stream.events.forEach(({ at }, nth) => expect(at - asked).toBeGreaterThanOrEqual(200 * (nth - 1)));
  });

  it('accept a ticket once', async () => {
    const { body, status: code } = await service.request('POST', '/api/v1/live-tickets', { key: KEYS.ana });
    expect(code).toBe(201);
    const { ticket, expires_at: expires } = body as { ticket: string; expires_at: string };
    expect(Date.parse(expires) - Date.now()).toBeLessThanOrEqual(60_000);
    const stream = await open(foreign.id, {}, `?ticket=${ticket}`);
    await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    const again = await service.request('GET', `/api/v1/batches/${foreign.id}/events?ticket=${ticket}`, { key: null });
    expect(again.status).toBe(401);
    expect(service.output).not.toContain(ticket);
  });

  it('end within five seconds after the key was revoked', async () => {
    const taken = await fastestOf(5500, async () => {
      const issued = await service.request('POST', '/api/v1/keys', {
        key: KEYS.ana,
        body: { name: 'short', scopes: ['batch:read'] },
      });
      const stream = await EventStream.open(`${service.url}/api/v1/batches/${revoked.id}/events`, {
        'X-API-Key': String(issued.at('key')),
      });
      await stream.next('the snapshot', ({ event }) => event === 'snapshot');
      await service.request('DELETE', `/api/v1/keys/${String(issued.at('id'))}`, { key: KEYS.ana });
      const lost = performance.now();
      const end = await stream.next('the end', ({ event }) => event === 'revoked');
      await stream.closed();
      return end.at - lost;
    });
    expect(taken).toBeLessThan(5500);
  });

  it('include the last state of a batch that was cancelled', async () => {
    await service.request('POST', `/api/v1/batches/${deleted.id}/cancel`, { key: KEYS.ana });
    const stream = await open(deleted.id);
    expect(status(await stream.next('the snapshot', ({ event }) => event === 'snapshot'))).toBe('cancelled');
    await stream.closed();
  });

  it('are limited to 20 streams per key', async () => {
    const mine: EventStream[] = [];
    for (let n = 0; n < 21; n += 1) {
      const stream = await EventStream.open(`${service.url}/api/v1/batches/${foreign.id}/events`, {
        'X-API-Key': KEYS.bruno,
      });
      mine.push(stream);
      if (n === 0) expect(stream.status).toBe(404);
    }
    const admins: EventStream[] = [];
    for (let n = 0; n < 21; n += 1)
      admins.push(
        await EventStream.open(`${service.url}/api/v1/batches/${foreign.id}/events`, { 'X-API-Key': KEYS.admin }),
      );
    expect(admins.at(-1)?.status).toBe(429);
    for (const stream of [...mine, ...admins]) stream.close();
  });

  it('free their resources when clients disconnect', async () => {
    for (const stream of streams) stream.close();
    for (let n = 0; n < 60; n += 1)
      await leaveAt(`${service.url}/api/v1/batches/${foreign.id}/events`, KEYS.ana, n % 3);
    // If clients were leaked, the limit of connections per key would be reached.
    const stream = await eventually('there is room again', async () => {
      const one = await EventStream.open(`${service.url}/api/v1/batches/${changed.id}/events`, {
        'X-API-Key': KEYS.ana,
      });
      if (one.status === 200) return one;
      one.close();
      return false;
    });
    stream.close();
    expect(service.output).not.toContain('MaxListeners');
  });

  it('end with a shutdown event when the process stops', async () => {
    const stream = await open(changed.id);
    await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    await service.stop();
    await stream.closed();
    service = await service.again();
    expect(stream.events.at(-1)?.event).toBe('shutdown');
    expect(stream.retry).toBe('3000');
  });
});

import { type AccountName, KEYS } from '../support/accounts.js';
import { EventStream, type StreamEvent } from '../support/event-stream.js';
import { LiveSocket } from '../support/live-socket.js';
import { describeOnDatabases, Service } from '../support/service.js';
import { makeWaitingBatch, type WaitingBatch } from '../support/waiting-batches.js';

/** Most connections of a key; half of them are event streams, half WebSockets. */
const PER_KEY = 20;
const OWNERS: readonly AccountName[] = ['ana', 'bruno', 'sofia', 'otto'];

describeOnDatabases('Live clients', (on) => {
  it('receive every state of a batch although they lose the connection after each event', async () => {
    const service = await Service.start({ on });
    const followed = await makeWaitingBatch(service, 'admin', 300);
    const path = `/api/v1/batches/${followed.id}`;
    const seen: StreamEvent[] = [];
    const follow = async (): Promise<StreamEvent> => {
      const last = seen.at(-1)?.id;
      const stream = await EventStream.open(`${service.url}${path}/events`, {
        'X-API-Key': KEYS.admin,
        ...(last === undefined ? {} : { 'Last-Event-ID': last }),
      });
      const next = await stream.next('the next event', () => true, 60_000);
      stream.close();
      seen.push(next);
      return next;
    };
    const field = (event: StreamEvent, name: string): unknown => (event.data as Record<string, unknown>)[name];
    const act = (method: string, action: string, body?: object) =>
      service.request(method, `${path}${action}`, { key: KEYS.admin, ...(body === undefined ? {} : { body }) });

    expect(field(await follow(), 'status')).toBe('paused');
    await act('PATCH', '', { priority: 'urgent' });
    expect(field(await follow(), 'priority')).toBe('urgent');
    // While no client is connected: the next connection shows the batch after this change.
    await act('POST', '/resume');
    while (field(await follow(), 'completed_at') === null);
    expect(field(seen.at(-1) as StreamEvent, 'status')).toBe('completed');
    const ids = seen.map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(seen.at(-1)?.data).toEqual((await act('GET', '')).body);
  }, 120_000);

  it('are all notified when the process stops, which does not wait for them', async () => {
    const service = await Service.start({ on });
    const batches: WaitingBatch[] = [];
    for (const owner of OWNERS) batches.push(await makeWaitingBatch(service, owner, 300));
    const streams: EventStream[] = [];
    const sockets: LiveSocket[] = [];
    for (const [n, owner] of OWNERS.entries()) {
      const headers = { 'X-API-Key': KEYS[owner] };
      for (let client = 0; client < PER_KEY / 2; client += 1) {
        streams.push(await EventStream.open(`${service.url}/api/v1/batches/${batches[n]?.id ?? ''}/events`, headers));
        sockets.push(await LiveSocket.open(`${service.url}/api/v1/live-events`, headers));
      }
    }
    for (const stream of streams) await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    for (const socket of sockets) await socket.next({ type: 'ready' });
    // Throws unless the process exits with code 0 in time.
    await service.stop();
    for (const stream of streams) await stream.closed();
    expect(streams.map(({ events }) => events.at(-1)?.event)).toEqual(streams.map(() => 'shutdown'));
    expect(await Promise.all(sockets.map((socket) => socket.closed()))).toEqual(sockets.map(() => 1001));
  }, 120_000);
});

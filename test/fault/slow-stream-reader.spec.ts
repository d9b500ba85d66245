import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Actor } from '../../src/accounts/rights/actor.js';
import { RightsWatch } from '../../src/accounts/access/rights-watch.js';
import { MAX_BUFFERED, LiveClients } from '../../src/batch/live/live-clients.js';
import type { LiveEvent } from '../../src/batch/live/live-event.js';
import { LiveFeed } from '../../src/batch/live/live-feed.js';
import { SseClient } from '../../src/batch/live/sse-client.js';
import { expectNoSilenceHere } from '../support/own-event-loop.js';

const ACTOR: Actor = { userId: 1, role: 'client', keyId: 'k', limitKeyId: 'k', scopes: new Set() };
const event = (revision: number, size: number): LiveEvent => ({
  key: 1,
  publicId: 'b',
  kind: 'url_analysis',
  ownerId: 1,
  revision,
  isLast: false,
  json: JSON.stringify({ text: 'x'.repeat(size) }),
});

/** No batch changes here: the test notifies the client itself. */
class QuietFeed extends LiveFeed {
  watchers = 0;
  constructor() {
    super(undefined as never, undefined as never, undefined as never, undefined as never);
  }
  override watch(seen: LiveEvent): LiveEvent {
    this.watchers += 1;
    return seen;
  }
  override unwatch(): void {
    this.watchers -= 1;
  }
}

/** No right is lost here. */
class SteadyRights extends RightsWatch {
  constructor() {
    super(undefined as never, undefined as never);
  }
  override check(): Promise<void> {
    return Promise.resolve();
  }
}

describe('A stream of events', () => {
  expectNoSilenceHere();

  let server: Server;
  let feed: QuietFeed;
  let rights: RightsWatch;
  let clients: LiveClients;
  let reader: Socket;
  let response: ServerResponse;

  beforeEach(async () => {
    feed = new QuietFeed();
    rights = new SteadyRights();
    clients = new LiveClients(rights, feed, undefined as never);
    server = createServer();
    const asked = once(server, 'request');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    reader = connect((server.address() as AddressInfo).port, '127.0.0.1');
    reader.on('error', () => undefined);
    reader.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    [, response] = (await asked) as [unknown, ServerResponse];
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  });
  afterEach(async () => {
    clients.onModuleDestroy();
    rights.onApplicationShutdown();
    reader.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const begin = (): SseClient => {
    let begun: SseClient | undefined;
    const add = clients.add.bind(clients);
    clients.add = (client) => {
      begun = client as SseClient;
      return add(client);
    };
    SseClient.begin(response, feed, clients, { actor: ACTOR, seen: event(1, 10), after: undefined });
    if (begun === undefined) throw new Error('The client was not taken in.');
    return begun;
  };

  it('drops a client that does not read once 1 MiB is buffered for it, and buffers no more', () => {
    reader.pause();
    const client = begin();
    let told = 0;
    const size = 64 * 1024;
    for (let revision = 2; clients.size > 0 && revision < 1000; revision += 1) {
      client.notify(event(revision, size));
      told += 1;
      expect(response.writableLength).toBeLessThan(MAX_BUFFERED + 2 * size);
    }
    expect(told).toBeGreaterThan(MAX_BUFFERED / size);
    expect([clients.size, feed.watchers]).toEqual([0, 0]);
    const before = response.writableLength;
    client.notify(event(2000, size));
    expect(response.writableLength).toBe(before);
  });

  it('informs a client that resumes reading that it missed events', async () => {
    reader.pause();
    const client = begin();
    for (let revision = 2; clients.size > 0; revision += 1) client.notify(event(revision, 64 * 1024));
    let text = '';
    reader.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    reader.resume();
    await once(reader, 'close');
    expect(text.slice(-200)).toContain('event: overflow');
  });

  it('sends every event to a client that reads', async () => {
    let text = '';
    reader.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const client = begin();
    for (let revision = 2; revision <= 100; revision += 1) {
      client.notify(event(revision, 64 * 1024));
      if (response.writableNeedDrain) await once(response, 'drain');
    }
    expect(clients.size).toBe(1);
    client.shutDown();
    await once(reader, 'close');
    expect(text.match(/event: changed/g)).toHaveLength(99);
    expect(text).toContain('event: shutdown');
  });
});

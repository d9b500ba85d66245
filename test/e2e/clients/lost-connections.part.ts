import { type BatchwrightClient, createClient } from '../../../clients/typescript/src/client.js';
import { ConnectionError } from '../../../clients/typescript/src/errors.js';
import { eventually } from '../../support/eventually.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import { TcpRelay } from '../../support/tcp-relay.js';

const contacts = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}-${index}`, data: { name: `Contact ${index}` } }));

/** Addresses of hosts that do not exist. */
const urls = (name: string) => Array.from({ length: 4 }, (_, index) => `https://${name}-${index}.invalid/`);

const BALANCER =
  'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy';

export const lostConnections: Part = (own) => {
  const { KEYS } = own;

  describe('The TypeScript client over connections that break', () => {
    let service: Service;
    let relay: TcpRelay;
    let client: BatchwrightClient;
    let direct: BatchwrightClient;

    beforeAll(async () => {
      service = await own.begin();
      relay = await TcpRelay.open(service.url);
      client = createClient({ baseUrl: relay.url, apiKey: KEYS.ana });
      direct = createClient({ baseUrl: service.url, apiKey: KEYS.ana });
    });
    afterAll(() => relay.close());

    /** A batch that does not end before it is cancelled: nor before it is paused, for it is not sealed. */
    async function paused(name: string): Promise<string> {
      const { id } = await direct.parts.open({ kind: 'url_analysis' });
      await direct.parts.append<'url_analysis'>(id, 1, urls(name));
      await direct.batches.pause(id);
      return id;
    }

    it('goes on with a stream of events where it was cut, and tells every state once', async () => {
      const id = await paused('cut');
      const revisions: number[] = [];
      const ended = client.batches.wait(id, { onProgress: ({ revision }) => revisions.push(revision) });
      await eventually('the first state', () => revisions.length > 0);
      relay.cut();
      await direct.batches.cancel(id);
      await expect(ended).resolves.toMatchObject({ status: 'cancelled', counters: { cancelled: 4 } });
      expect(revisions).toEqual([...new Set(revisions)].sort((one, other) => one - other));
    });

    it('asks where streams never get through', async () => {
      const id = await paused('asked');
      const plain = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi';
      relay.answer(plain);
      relay.answer(plain);
      let isSeen = false;
      const ended = client.batches.wait(id, { pollMs: 50, onProgress: () => (isSeen = true) });
      await eventually('a state', () => isSeen);
      await direct.batches.cancel(id);
      await expect(ended).resolves.toMatchObject({ status: 'cancelled' });
    });

    it('makes one batch when the answer to a submission is lost', async () => {
      relay.dropAnswer();
      const name = 'lost answer';
      const batch = await client.batches.submit({ kind: 'contact_analysis', items: contacts(2, 'lost'), name });
      const { results } = await direct.batches.list({ q: name });
      expect(results.map(({ id }) => id)).toEqual([batch.id]);
    });

    it('fails an export that was cut, instead of giving a part of it', async () => {
      const { id } = await direct.batches.submit({ kind: 'contact_analysis', items: contacts(2000, 'export') });
      await direct.batches.wait(id);
      // Before it is asked for: what comes at once passes the relay before the client sees the first of it.
      relay.cutAfter(100_000);
      const file = await client.batches.export(id, { format: 'ndjson' });
      await expect(file.text()).rejects.toThrow(ConnectionError);
      const whole = await (await client.batches.export(id, { format: 'ndjson' })).text();
      expect(whole.trim().split('\n')).toHaveLength(2000);
    });

    it('reads items to their end although connections are cut between and within pages', async () => {
      const { id } = await direct.batches.submit({ kind: 'contact_analysis', items: contacts(500, 'pages') });
      await direct.batches.wait(id);
      const indexes: number[] = [];
      for await (const { index } of client.batches.items(id)) {
        indexes.push(index);
        if (index % 200 === 99) relay.cutAfter(5000);
        if (index % 200 === 198) relay.cut();
      }
      expect(indexes).toEqual(Array.from({ length: 500 }, (_, index) => index));
    });

    it('sends a submission again that a balancer refused for a moment', async () => {
      relay.cut();
      relay.answer(BALANCER);
      const before = relay.connections;
      const batch = await client.batches.submit({ kind: 'contact_analysis', items: contacts(1, 'busy') });
      expect(batch.counters.total).toBe(1);
      expect(relay.connections - before).toBe(2);
    });

    it('follows a batch over the death and the next start of the service', async () => {
      const id = await paused('restart');
      const states: string[] = [];
      const ended = client.batches.wait(id, { pollMs: 100, onProgress: ({ status }) => states.push(status) });
      await eventually('the first state', () => states.length > 0);
      await service.kill9();
      const second = await own.again(service);
      relay.carryTo(second.url);
      await createClient({ baseUrl: second.url, apiKey: KEYS.ana }).batches.cancel(id);
      await expect(ended).resolves.toMatchObject({ status: 'cancelled', counters: { total: 4, cancelled: 4 } });
    });
  });
};

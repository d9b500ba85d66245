import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '../../../clients/typescript/src/client.js';
import { type Ended, start } from '../../support/command-line.js';
import { eventually } from '../../support/eventually.js';
import { temporaryDirectory } from '../../support/run-directory.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import { TcpRelay } from '../../support/tcp-relay.js';

/** An answer of the service, or of something before it when it has no code. */
function refusal(status: string, retryAfter: number, code?: string): string {
  const body =
    code === undefined ? 'busy' : JSON.stringify({ error_code: code, message: `It is ${code}.`, details: {} });
  const head = `HTTP/1.1 ${status}\r\nRetry-After: ${retryAfter}\r\nContent-Length: ${body.length}\r\nConnection: close`;
  return `${head}\r\n\r\n${body}`;
}

const LIMITED = '429 Too Many Requests';
const BUSY = '503 Service Unavailable';
/** Tries of one request. */
const TRIES = 5;

export const commandLineLimits: Part = (own) => {
  const { KEYS } = own;

  describe('The command line before limits and outages', () => {
    let service: Service;
    let relay: TcpRelay;
    beforeAll(async () => {
      service = await own.begin();
    });
    beforeEach(async () => {
      relay = await TcpRelay.open(service.url);
    });
    afterEach(() => relay.close());

    const run = (...words: readonly string[]): Promise<Ended> => start(words, { url: relay.url, key: KEYS.ana }).ended;
    const submit = (name: string, ...flags: readonly string[]): Promise<Ended> => {
      const path = join(temporaryDirectory(), 'contacts.csv');
      writeFileSync(path, `id,name\n${name},Ana\n`);
      return run('submit', 'contact_analysis', path, '--name', name, ...flags);
    };
    const stored = async (name: string): Promise<readonly string[]> => {
      const { results } = await createClient({ baseUrl: service.url, apiKey: KEYS.ana }).batches.list({ q: name });
      return results.map(({ id }) => id);
    };

    it('waits as long as Retry-After says, and submits once', async () => {
      relay.answer(refusal(LIMITED, 1, 'RATE_LIMITED'));
      const began = performance.now();
      const { code, out } = await submit('limited');
      expect([code, performance.now() - began > 990]).toEqual([0, true]);
      expect([await stored('limited'), relay.connections]).toEqual([[out.trim()], 2]);
    });

    it('ends with 1 at once, saying how long to wait, when that is more than it waits', async () => {
      relay.answer(refusal(LIMITED, 3600, 'RATE_LIMITED'));
      const text = await submit('long');
      expect(text).toEqual({
        code: 1,
        out: '',
        talk: expect.stringMatching(
          /^batchwright: RATE_LIMITED: It is RATE_LIMITED\.\n {2}try again in 3600 s\n$/,
        ) as string,
      });
      relay.answer(refusal(LIMITED, 3600, 'RATE_LIMITED'));
      const { code, talk } = await submit('long', '--json');
      expect([code, JSON.parse(talk)]).toMatchObject([1, { error_code: 'RATE_LIMITED', retry_after: 3600 }]);
      expect([await stored('long'), relay.connections]).toEqual([[], 2]);
    });

    it('ends with 1 when every try was refused, and stored nothing', async () => {
      for (let tries = 0; tries < TRIES; tries += 1) relay.answer(refusal(BUSY, 0, 'DATABASE_UNAVAILABLE'));
      const refused = await submit('outage');
      expect([refused.code, refused.out]).toEqual([1, '']);
      expect(refused.talk).toContain('batchwright: DATABASE_UNAVAILABLE: It is DATABASE_UNAVAILABLE.');
      for (let tries = 0; tries < TRIES; tries += 1) relay.answer(refusal(BUSY, 0));
      const balancer = await submit('outage');
      expect([balancer.code, balancer.talk]).toEqual([
        1,
        expect.stringContaining('GATEWAY_ERROR: The server answered 503'),
      ]);
      expect([await stored('outage'), relay.connections]).toEqual([[], 2 * TRIES]);
    });

    it('follows, lists and exports past refusals', async () => {
      const { out } = await submit('reads');
      const id = out.trim();
      for (const words of [
        ['watch', id],
        ['items', id],
        ['export', id, '--format', 'ndjson'],
      ])
        for (const answer of [refusal(LIMITED, 0, 'RATE_LIMITED'), refusal(BUSY, 0)]) {
          relay.answer(answer);
          const before = relay.connections;
          expect([words, await run(...words)]).toEqual([words, expect.objectContaining({ code: 0 })]);
          expect(relay.connections - before).toBeGreaterThan(1);
        }
    });

    it('ends with 1 where nobody listens', async () => {
      await service.kill9();
      const { code, talk } = await run('list');
      expect([code, talk]).toEqual([1, expect.stringMatching(/^batchwright: GET .* got no complete answer/)]);
      service = await own.again(service);
      relay.carryTo(service.url);
      await eventually('it answers', async () => (await run('list')).code === 0);
    });
  });
};

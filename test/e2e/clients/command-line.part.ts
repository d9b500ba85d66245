import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '../../../clients/typescript/src/client.js';
import { type Ended, type Settings, start } from '../../support/command-line.js';
import { eventually } from '../../support/eventually.js';
import { temporaryDirectory } from '../../support/run-directory.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import { TcpRelay } from '../../support/tcp-relay.js';

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

export const commandLine: Part = (own) => {
  const { KEYS } = own;

  describe('The command line', () => {
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
    });

    const run = (words: readonly string[], settings: Settings = {}): Promise<Ended> =>
      start(words, { url: service.url, key: KEYS.ana, ...settings }).ended;

    /** A JSON file of contacts with these ids. */
    function contactsFile(...ids: readonly string[]): string {
      const path = join(temporaryDirectory(), 'contacts.json');
      writeFileSync(path, JSON.stringify(ids.map((id) => ({ id, data: { name: id }, ref: `row ${id}` }))));
      return path;
    }

    it('submits a file and prints only the id of the batch as data', async () => {
      const { code, out, talk } = await run(['submit', 'contact_analysis', contactsFile('a'), '--name', 'First']);
      expect([code, talk]).toEqual([0, `Submitted 1 item as ${out.trim()}.\n`]);
      const shown = await run(['show', out.trim(), '--json']);
      expect(JSON.parse(shown.out)).toMatchObject({ id: out.trim(), name: 'First' });
      const listed = await run(['list', '--query', 'First']);
      expect(listed.out.split('\t').slice(0, 2)).toEqual([out.trim(), 'contact_analysis']);
    });

    it('ends with a code for what became of the batch, and lists what failed', async () => {
      const whole = await run(['submit', 'contact_analysis', contactsFile('b1', 'b2'), '--watch']);
      expect([whole.code, lines(whole.out)]).toEqual([0, [expect.stringMatching(/^[0-9a-f-]{36}$/)]]);
      const partial = await run(['submit', 'contact_analysis', contactsFile('c', 'c'), '--watch']);
      expect(partial.code).toBe(3);
      expect(partial.talk).toContain('row c: DUPLICATE_ID');
      const failed = await run(['submit', 'contact_analysis', contactsFile('c'), '--watch', '--json']);
      expect(failed.code).toBe(4);
      const documents = lines(failed.out).map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(documents).toMatchObject([{ status: 'failed' }, { index: 0, error: { code: 'DUPLICATE_ID' } }]);
    });

    it('reads standard input', async () => {
      const input = readFileSync(contactsFile('stdin'), 'utf8');
      expect(await run(['submit', 'contact_analysis', '-', '--format', 'json'], { input })).toMatchObject({ code: 0 });
    });

    it('checks without storing anything', async () => {
      const good = await run(['submit', 'contact_analysis', contactsFile('dry'), '--dry-run']);
      expect([good.code, good.out]).toEqual([0, '']);
      expect(good.talk).toContain('Nothing was stored. 1 of 1 rows are valid.');
      const bad = await run(['submit', 'contact_analysis', contactsFile('dry', 'dry'), '--dry-run']);
      expect([bad.code, bad.out]).toEqual([3, expect.stringContaining('item 1\tDUPLICATE_ID')]);
    });

    it('writes results to a file when they are whole, also over a connection that breaks, or to standard output', async () => {
      const ids = Array.from({ length: 500 }, (_, index) => `x${index}`);
      const { out } = await run(['submit', 'contact_analysis', contactsFile(...ids), '--watch']);
      const relay = await TcpRelay.open(service.url);
      relay.cutAfter(20_000);
      const path = join(temporaryDirectory(), 'results.ndjson');
      const saved = await run(['export', out.trim(), '--out', path], { url: relay.url });
      expect([saved.code, saved.talk]).toEqual([0, `Wrote ${path}.\n`]);
      expect(relay.connections).toBeGreaterThan(1);
      await relay.close();
      const piped = await run(['export', out.trim(), '--format', 'ndjson']);
      expect(lines(piped.out)).toHaveLength(500);
      expect(readFileSync(path, 'utf8')).toBe(piped.out);
      const items = await run(['items', out.trim(), '--limit', '3']);
      expect(lines(items.out).map((line) => line.split('\t').slice(0, 3))).toEqual(
        [0, 1, 2].map((index) => [String(index), 'succeeded', `row x${index}`]),
      );
    });

    it('lists the items of a batch that a text finds', async () => {
      const { out } = await run(['submit', 'contact_analysis', contactsFile('seek-a', 'seek-b', 'seek-a'), '--watch']);
      const found = async (...words: readonly string[]): Promise<readonly string[]> =>
        lines((await run(['items', out.trim(), ...words])).out).map((line) => line.split('\t')[0] ?? '');
      expect(await found('--query', 'row seek-b')).toEqual(['1']);
      expect(await found('--query', 'stands earlier')).toEqual(['2']);
      expect(await found('--query', 'seek', '--status', 'succeeded')).toEqual(['0', '1']);
      expect(await found('--query', 'nowhere')).toEqual([]);
    });

    it('lets a batch run on when it is interrupted, and says how to follow it again', async () => {
      const client = createClient({ baseUrl: service.url, apiKey: KEYS.ana });
      // Without its seal it cannot end before it is paused.
      const { id } = await client.parts.open({ kind: 'url_analysis' });
      await client.parts.append<'url_analysis'>(id, 1, ['https://waits.invalid/']);
      await run(['pause', id]);
      const results = join(temporaryDirectory(), 'my results.csv');
      const watching = start(['watch', id, '--out', results], { url: service.url, key: KEYS.ana });
      await eventually('the first line', () => watching.talk().includes('0 of 1'));
      watching.child.kill('SIGINT');
      const { code, talk } = await watching.ended;
      expect(code).toBe(130);
      expect(talk).toContain(`batchwright watch ${id} --out '${results}'`);
      expect(await run(['cancel', id])).toMatchObject({ code: 0, talk: `${id}: cancelled\n` });
      expect(await run(['watch', id])).toMatchObject({ code: 5 });
      expect(await run(['delete', id, id])).toMatchObject({
        code: 3,
        talk: expect.stringContaining('NOT_FOUND') as string,
      });
    });

    it('ends with 2 and sends nothing when it is used wrongly', async () => {
      const missing = await run(['list'], { key: '' });
      expect([missing.code, missing.talk]).toEqual([2, expect.stringContaining('BATCHWRIGHT_KEY')]);
      for (const words of [
        ['nonsense'],
        ['submit', 'contact_analysis'],
        ['list', '--limit', '0'],
        ['submit', 'x', '/no/such.csv'],
        ['submit', 'x', '/etc/hosts'],
      ])
        expect([words, (await run(words)).code]).toEqual([words, 2]);
    });

    it('ends with 1 and the service’s own words for what it refuses', async () => {
      const refused = await run(['submit', 'contact_analysis', contactsFile('e')], { key: 'not-a-key' });
      expect([refused.code, refused.out]).toEqual([1, '']);
      expect(refused.talk).toMatch(/^batchwright: UNAUTHORIZED: /);
      const unknown = await run(['show', '019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11', '--json']);
      expect([unknown.code, JSON.parse(unknown.talk)]).toMatchObject([1, { error_code: 'NOT_FOUND' }]);
    });

    it('keeps a profile that only its owner can read, and tells what is wrong with the way to the service', async () => {
      const config = temporaryDirectory();
      const login = await run(['login', '--url', service.url, '--key', KEYS.ana], { url: undefined, key: '', config });
      expect(login.code).toBe(0);
      const path = join(config, 'batchwright', 'profiles.json');
      expect(statSync(path).mode & 0o777).toBe(0o600);
      const settings = { url: undefined, key: '', config };
      expect(await start(['list'], settings).ended).toMatchObject({ code: 0 });
      const healthy = await start(['doctor'], settings).ended;
      expect([healthy.code, healthy.out]).toEqual([0, expect.stringContaining('ok    key: accepted')]);
      const ill = await start(['doctor', '--key', 'not-a-key', '--json'], settings).ended;
      expect(ill.code).toBe(1);
      expect(JSON.parse(lines(ill.out).at(-1) ?? '')).toMatchObject({ check: 'key', ok: false });
      expect(await run(['login', '--key', 'not-a-key'], { config })).toMatchObject({ code: 1 });
    });

    it('issues and revokes keys, and registers webhooks', async () => {
      const admin = { key: KEYS.admin };
      const issued = await run(['keys', 'create', 'from the command line', '--scope', 'batch:read', '--json'], admin);
      const { key, id } = JSON.parse(issued.out) as { readonly key: string; readonly id: string };
      expect(await run(['list'], { key })).toMatchObject({ code: 0 });
      expect((await run(['keys', 'list'], admin)).out).toContain('from the command line');
      expect(await run(['keys', 'revoke', String(id)], admin)).toMatchObject({ code: 0 });
      const added = await run(
        ['webhooks', 'add', 'https://example.com/hook', '--event', 'batch.partial', '--json'],
        admin,
      );
      const webhook = JSON.parse(added.out) as { readonly id: string; readonly secret: string };
      expect(webhook.secret).toMatch(/^whsec_/);
      expect((await run(['webhooks', 'list'], admin)).out).toContain('https://example.com/hook');
      expect(await run(['webhooks', 'remove', String(webhook.id)], admin)).toMatchObject({ code: 0 });
    });

    it('submits past a balancer that is busy, and follows over the death and the next start of the service', async () => {
      const relay = await TcpRelay.open(service.url);
      relay.answer('HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy');
      const busy = await run(['submit', 'contact_analysis', contactsFile('busy'), '--watch'], { url: relay.url });
      expect([busy.code, lines(busy.out)]).toEqual([0, [expect.stringMatching(/^[0-9a-f-]{36}$/)]]);

      const client = createClient({ baseUrl: service.url, apiKey: KEYS.ana });
      const { id } = await client.parts.open({ kind: 'url_analysis' });
      await client.parts.append<'url_analysis'>(id, 1, ['https://waits.invalid/']);
      const watching = start(['watch', id], { url: relay.url, key: KEYS.ana });
      await eventually('the first line', () => watching.talk().includes('0 of 1'));
      await service.kill9();
      service = await own.again(service);
      relay.carryTo(service.url);
      expect(await run(['cancel', id])).toMatchObject({ code: 0 });
      expect(await watching.ended).toMatchObject({ code: 5 });
      await relay.close();
    });
  });
};

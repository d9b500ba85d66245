import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { TargetPolicy } from '../../src/platform/egress/address-policy.js';
import type { EgressPurpose } from '../../src/platform/egress/egress.types.js';
import { LoopbackProxy } from '../../src/platform/egress/loopback-proxy.js';
import { PinnedEgress } from '../../src/platform/egress/pinned-egress.js';
import { chromeFlags } from '../../src/url-analysis/engines/lighthouse/chrome-flags.js';
import { DnsServer, type DnsRecords } from '../support/dns-server.js';
import { errorOf } from '../support/error-code.js';
import { RawServer } from '../support/raw-server.js';

/** Public to the policy. They become ours after the policy was made: it refuses what its machine has at the start. */
const PUBLIC = '8.8.4.4';
const PUBLIC_V6 = '2001:4860:4860::8844';

/** Addresses of the canaries; no request may ever reach one. */
const CANARIES = ['169.254.169.254', '10.0.0.1', '192.168.0.1', '127.0.0.1', 'fd00:ec2::254', '::1'];
const CANARY_PORTS = [80, 443, 8080];

const PURPOSES: readonly EgressPurpose[] = ['target', 'webhook', 'provider'];

const many = (last: string): string[] => [
  PUBLIC,
  ...Array.from({ length: 998 }, (_, i) => `8.9.${String(i >> 8)}.${String(i & 255)}`),
  last,
];

/** Every name that was queried. */
const namesAsked = new Set<string>();

/** Names of the test's zone; `nth` is the count of questions for a name. */
function zone(name: string, type: 'a' | 'aaaa', nth: number): DnsRecords | null {
  namesAsked.add(name);
  if (name.startsWith('rebind')) return type === 'a' ? { a: [nth === 1 ? PUBLIC : '169.254.169.254'] } : {};
  return ZONE[name] ?? null;
}

const ZONE: Readonly<Record<string, DnsRecords>> = {
  'good.example': { a: [PUBLIC] },
  'goodsix.example': { aaaa: [PUBLIC_V6] },
  'goodalias.example': { cname: 'cdn.example', a: [PUBLIC] },
  'slow.example': { a: [PUBLIC], delayMs: 1_000 },
  'many.example': { a: many('8.8.9.9') },
  'private.example': { a: ['10.0.0.1'] },
  'private6.example': { aaaa: ['fd00:ec2::254'] },
  'mixed.example': { a: [PUBLIC, '169.254.169.254'] },
  'mixedsix.example': { a: [PUBLIC], aaaa: ['fd00:ec2::254'] },
  'alias.example': { cname: 'db.inner.example', a: ['10.0.0.1'] },
  'mapped.example': { aaaa: ['::ffff:a9fe:a9fe'] },
  'nat64.example': { aaaa: ['64:ff9b::a9fe:a9fe'] },
  'loop.example': { a: ['127.0.0.1'] },
  'manybad.example': { a: many('10.0.0.1') },
};

/** Everything that must not be reached, as literal addresses in each spelling and as names. */
const FORBIDDEN = [
  'http://169.254.169.254/latest/meta-data/',
  'http://10.0.0.1/',
  'http://10.0.0.1:8080/',
  'https://10.0.0.1/',
  'http://192.168.0.1/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://１６９.254.169.254/',
  'http://0/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::a9fe:a9fe]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[2002:a9fe:a9fe::]/',
  'http://[fd00:ec2::254]/',
  'http://localhost/',
  'http://foo.localhost/',
  'http://metadata.google.internal/',
  'http://private.example/',
  'http://private6.example/',
  'http://mixed.example/',
  'http://mixedsix.example/',
  'http://alias.example/',
  'http://mapped.example/',
  'http://nat64.example/',
  'http://loop.example/',
  'http://manybad.example/',
];

/** A page that tries what a hostile one would: subresources, fetches and a frame on inner addresses. */
const PAGE = `<html><body><p id="state">begun</p>
<img src="http://169.254.169.254/latest/meta-data/"><img src="http://127.0.0.1/x"><img src="http://localhost:8080/">
<iframe src="http://10.0.0.1/"></iframe><script src="http://[fd00:ec2::254]/x.js"></script>
<script>
  Promise.allSettled(['http://169.254.169.254/', 'http://private.example/', 'https://10.0.0.1/', 'ws://127.0.0.1:8080/']
    .map((url) => url.startsWith('ws') ? new Promise((done) => { new WebSocket(url).onerror = done; }) : fetch(url, { mode: 'no-cors' })))
    .then(() => { document.getElementById('state').textContent = 'page tried everything'; });
</script></body></html>`;

/** The first Chrome on the machine. */
function chrome(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.find((name) => spawnSync(name, ['--version']).status === 0);
}

/** The target server: `/to?<url>` redirects there, `/n?<k>,<url>` after k further steps, anything else is a page. */
function site(path: string): string {
  if (path === '/chrome') {
    return `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${String(PAGE.length)}\r\n\r\n${PAGE}`;
  }
  const step = /^\/n\?(\d+),(.*)$/.exec(path);
  const [, count = '0', url = ''] = step ?? [];
  const next = Number(count) > 1 ? `/n?${String(Number(count) - 1)},${url}` : url;
  const location = step ? next : /^\/to\?(.*)$/.exec(path)?.[1];
  return location === undefined
    ? 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage'
    : `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`;
}

/** The tests that run inside the namespace, where only `lo` exists and a guard that fails reaches a canary of ours. */
export function insideTheNamespace(): void {
  const canaries: RawServer[] = [];
  const servers: RawServer[] = [];
  const cleanups: (() => Promise<void>)[] = [];
  const dns = new DnsServer(zone);
  // The production policy and the production settings: no list, no test server, no address.
  const policy = new TargetPolicy();
  const egress = new PinnedEgress(policy);
  const reached = () => canaries.reduce((sum, canary) => sum + canary.accepted, 0);
  const fetchPage = async (url: string, purpose: EgressPurpose = 'target') =>
    (await egress.request(url, { purpose })).body.toString();

  beforeAll(async () => {
    for (const address of [PUBLIC, PUBLIC_V6]) execFileSync('ip', ['addr', 'add', address, 'dev', 'lo']);
    await dns.start('127.0.0.1', 53);
    for (const address of CANARIES) {
      for (const port of CANARY_PORTS) {
        const canary = new RawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ncanary'));
        canaries.push(canary);
        await canary.start(address, port);
      }
    }
    for (const address of [PUBLIC, PUBLIC_V6]) {
      const server = new RawServer((socket, request) => socket.end(site(request.split(' ')[1] ?? '/')));
      servers.push(server);
      await server.start(address, 80);
    }
  });

  afterEach(() => {
    expect(reached()).toBe(0);
  });

  afterAll(async () => {
    for (const cleanup of cleanups) await cleanup();
    for (const server of [...canaries, ...servers]) await server.stop();
    await dns.stop();
  });

  it.each(FORBIDDEN)('refuses %s for every purpose', async (url) => {
    for (const purpose of PURPOSES) {
      const error = await errorOf(egress.request(url, { purpose }));
      expect([purpose, error.code]).toEqual([purpose, 'TARGET_NOT_ALLOWED']);
      expect(`${error.message} ${JSON.stringify(error.details)}`).not.toMatch(/\d+\.\d+\.\d+|::|a9fe/);
    }
  });

  it.each(FORBIDDEN)('refuses a redirect to %s, at once and after four more', async (url) => {
    for (const path of [`/to?${url}`, `/n?5,${url}`]) {
      expect((await errorOf(fetchPage(`http://${PUBLIC}${path}`))).code).toBe('TARGET_NOT_ALLOWED');
    }
  });

  it.each(['//10.0.0.1/', 'http://[fd00:ec2::254]:8080/'])('refuses a redirect to %s', async (location) => {
    expect((await errorOf(fetchPage(`http://${PUBLIC}/to?${location}`))).code).toBe('TARGET_NOT_ALLOWED');
  });

  it('refuses file: and other schemes', async () => {
    expect((await errorOf(fetchPage(`http://${PUBLIC}/to?file:///etc/passwd`))).code).toBe('REDIRECT_NOT_ALLOWED');
  });

  it.each(['good.example', 'goodsix.example', 'goodalias.example', 'slow.example', 'many.example'])(
    'reaches %s',
    async (name) => {
      expect(await fetchPage(`http://${name}/`)).toBe('page');
    },
  );

  it('reports a name that does not exist', async () => {
    const error = await errorOf(fetchPage('http://gone.example/'));
    expect([error.code, error.details]).toEqual(['DNS_FAILURE', { reason: 'not_found' }]);
  });

  it('connects only to the checked address of a rebinding name', async () => {
    expect(await fetchPage('http://rebind1.example/')).toBe('page');
    expect((await errorOf(fetchPage('http://rebind1.example/'))).code).toBe('TARGET_NOT_ALLOWED');
  });

  it('checks a rebinding name again in the redirect to itself', async () => {
    const error = await errorOf(fetchPage('http://rebind2.example/to?http://rebind2.example/secret'));
    expect(error.code).toBe('TARGET_NOT_ALLOWED');
  });

  it("holds the same for Chrome's proxy, in both forms", async () => {
    const proxy = new LoopbackProxy(policy);
    const at = new URL(await proxy.start());
    cleanups.push(() => proxy.stop());
    const statusOf = async (head: string) => {
      const socket = connect(Number(at.port), at.hostname);
      socket.write(`${head}\r\nHost: x\r\nConnection: close\r\n\r\n`);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return answer.toString().split(' ')[1];
    };
    const ascii = FORBIDDEN.filter((url) => /^[!-~]*$/.test(url));
    for (const url of ascii) {
      const authority = /^https?:\/\/([^/]+)/.exec(url)?.[1] ?? '';
      expect([url, await statusOf(`GET ${url} HTTP/1.1`)]).toEqual([url, '403']);
      expect([url, await statusOf(`CONNECT ${authority.replace(/:\d+$/, '')}:80 HTTP/1.1`)]).toEqual([url, '403']);
    }
    expect(await statusOf('GET http://good.example/ HTTP/1.1')).toBe('200');
    expect(await statusOf('CONNECT good.example:80 HTTP/1.1')).toBe('200');
    expect(proxy.counts).toEqual({ allowed: 2, refused: 2 * ascii.length, failed: 0 });
  });

  const browser = chrome();
  if (browser === undefined) {
    it('is only skipped with Chrome where services are optional', () => {
      process.stderr.write('NOT RUN: Chrome behind the loopback proxy: no Chrome on this machine (install chromium)\n');
      expect(process.env['REQUIRE_SERVICES'] ?? '').toBe('');
    });
  } else {
    it('keeps a hostile page in Chrome from everything inside, and Chrome from asking its makers', async () => {
      const proxy = new LoopbackProxy(policy);
      cleanups.push(() => proxy.stop());
      const profileDir = `${process.env['DIR'] ?? '.'}/chrome`;
      const asServed = chromeFlags({ proxy: await proxy.start(), profileDir, asRoot: process.getuid?.() === 0 });
      // A debugger and a blank page would keep Chrome from ending by itself.
      const flags = asServed.filter((flag) => flag !== 'about:blank' && !flag.startsWith('--remote-debugging'));
      const args = [...flags, '--virtual-time-budget=10000', '--dump-dom', 'http://good.example/chrome'];
      namesAsked.clear();
      const { stdout } = await promisify(execFile)(browser, args, { timeout: 45_000, killSignal: 'SIGKILL' });
      expect(stdout).toContain('page tried everything');
      expect(proxy.counts.refused).toBeGreaterThanOrEqual(8);
      // Its own requests (updates, the time, an account) would come before the page's.
      expect([...namesAsked].filter((name) => !name.endsWith('.example'))).toEqual([]);
    }, 60_000);
  }

  describe('the canaries themselves', () => {
    afterEach(() => {
      for (const canary of canaries) canary.accepted = 0;
    });

    it('are reached by a client that checks a name and then asks again', async () => {
      const naive = async () => {
        const [response] = (await once(get('http://rebind3.example/', { agent: false }), 'response')) as [
          IncomingMessage,
        ];
        let text = '';
        for await (const chunk of response) text += String(chunk);
        return text;
      };
      expect([await naive(), await naive()]).toEqual(['page', 'canary']);
      expect(reached()).toBe(1);
      for (const canary of canaries) canary.accepted = 0;
    });
  });
}

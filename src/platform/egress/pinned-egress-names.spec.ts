import { DnsServer, type Zone } from '../../../test/support/dns-server.js';
import { codeOf } from '../../../test/support/error-code.js';
import { RawServer } from '../../../test/support/raw-server.js';
import { TargetPolicy } from './address-policy.js';
import { AllowList } from '../addresses/allow-list.js';
import { PinnedEgress } from './pinned-egress.js';

const policy = new TargetPolicy({ egressAllow: AllowList.parse('127.0.0.1') });
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

describe('PinnedEgress with host names', () => {
  async function withDns(zone: Zone): Promise<{ dns: DnsServer; named: PinnedEgress }> {
    const dns = new DnsServer(zone);
    const named = new PinnedEgress(policy, { dnsServers: [await dns.start()], refusalJitterMs: 0 });
    stops.push(() => dns.stop());
    return { dns, named };
  }

  it.each([
    ['a private address', { a: ['10.0.0.1'] }],
    ['a public and a private address', { a: ['8.8.4.4', '169.254.169.254'] }],
    ['a private IPv6 beside a public IPv4 address', { a: ['8.8.4.4'], aaaa: ['fd00:ec2::254'] }],
    ['an alias of an inner name', { cname: 'db.internal', a: ['192.168.0.1'] }],
    ['a mapped address', { aaaa: ['::ffff:7f00:1'] }],
    [
      '400 addresses with one bad',
      { a: [...Array.from({ length: 400 }, (_, i) => `8.8.${String(i >> 8)}.${String(i & 255)}`), '10.0.0.1'] },
    ],
  ])('refuses a name with %s', async (_, records) => {
    const { named } = await withDns(() => records);
    const refused = named.request('http://site.example/', { purpose: 'target' });
    await expect(refused).rejects.toMatchObject({
      code: 'TARGET_NOT_ALLOWED',
      message: 'The target is not on the public internet or its port is not allowed.',
      details: {},
    });
  });

  it('resolves a rebinding name once and uses the first answer', async () => {
    const server = new RawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    const port = String(await server.start());
    stops.push(() => server.stop());
    const { dns, named } = await withDns((_, type, nth) =>
      type === 'a' ? { a: [nth === 1 ? '127.0.0.1' : '10.0.0.1'] } : {},
    );
    const target = `http://rebind.example:${port}/`;
    expect((await named.request(target, { purpose: 'target' })).body.toString()).toBe('ok');
    expect(dns.questions.filter((question) => question === 'a rebind.example')).toHaveLength(1);
    await expect(named.request(target, { purpose: 'target' })).rejects.toMatchObject({ code: 'TARGET_NOT_ALLOWED' });
    expect(server.accepted).toBe(1);
  });

  it('refuses an address opened on another port only', async () => {
    const narrow = new TargetPolicy({ egressAllow: AllowList.parse('127.0.0.1:1') });
    const dns = new DnsServer(() => ({ a: ['127.0.0.1'] }));
    const named = new PinnedEgress(narrow, { dnsServers: [await dns.start()], refusalJitterMs: 0 });
    stops.push(() => dns.stop());
    await expect(named.request('http://site.example/', { purpose: 'target' })).rejects.toMatchObject({
      code: 'TARGET_NOT_ALLOWED',
    });
  });

  it('distinguishes unknown names from silent DNS servers, within the time limit', async () => {
    const { named } = await withDns((name) => (name === 'hang.example' ? { silent: true } : null));
    await expect(named.request('http://gone.example/', { purpose: 'target' })).rejects.toMatchObject({
      code: 'DNS_FAILURE',
      details: { reason: 'not_found' },
    });
    const hanging = named.request('http://hang.example/', { purpose: 'target', limits: { dnsMs: 150 } });
    await expect(hanging).rejects.toMatchObject({ code: 'DNS_FAILURE' });
  });

  it('sends no DNS query for internal names', async () => {
    const { dns, named } = await withDns(() => ({ a: ['127.0.0.1'] }));
    for (const name of ['intranet', 'a.internal', 'metadata.google.internal', 'x.localhost']) {
      expect(await codeOf(named.request(`http://${name}/`, { purpose: 'target' }))).toBe('TARGET_NOT_ALLOWED');
    }
    expect(dns.questions).toEqual([]);
  });
});

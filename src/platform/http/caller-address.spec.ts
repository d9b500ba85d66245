import type { IncomingMessage } from 'node:http';
import { clientAddress, countedAddress, type TrustedProxies } from './caller-address.js';

describe('countedAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['made-up-1', 'unknown'],
    ['192.0.2.7:80', 'unknown'],
    ['', 'unknown'],
  ])('counts %s as %s', (text, counted) => {
    expect(countedAddress(text)).toBe(counted);
  });
});

describe('clientAddress', () => {
  const request = (forwarded: string): IncomingMessage =>
    ({
      headers: { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '::ffff:10.0.0.1' },
    }) as unknown as IncomingMessage;

  const CASES: readonly (readonly [TrustedProxies, string, string])[] = [
    [false, '192.0.2.1', '::ffff:10.0.0.1'],
    [1, '198.51.100.9, 192.0.2.1', '192.0.2.1'],
    [2, '198.51.100.9, 192.0.2.1', '198.51.100.9'],
    [3, '198.51.100.9', '198.51.100.9'],
    [['10.0.0.0/8'], '198.51.100.9, 192.0.2.1, 10.1.1.1', '192.0.2.1'],
    [['192.168.0.0/16'], '192.0.2.1', '::ffff:10.0.0.1'],
    [['10.0.0.1'], '', '::ffff:10.0.0.1'],
  ];
  it.each(CASES)('with the proxies %j of "%s" is %s', (proxies, forwarded, client) => {
    expect(clientAddress(request(forwarded), proxies)).toBe(client);
  });
});

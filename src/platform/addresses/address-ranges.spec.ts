import ipaddr from 'ipaddr.js';
import {
  canonical,
  embeddedIpv4,
  isMetadata,
  isPublic,
  parseAddress,
  REFUSED_IPV4,
  REFUSED_IPV6,
} from './address-ranges.js';

const isPublicText = (text: string): boolean => {
  const address = parseAddress(text);
  if (!address) throw new Error(`${text} is no address`);
  return isPublic(address);
};

/** First and last address of a CIDR, computed with integers and not with the code under test. */
function ends(cidr: string): [string, string] {
  const [first = '', bits = ''] = cidr.split('/');
  const bytes = ipaddr.parse(first).toByteArray();
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const last = value + (1n << BigInt(bytes.length * 8 - Number(bits))) - 1n;
  const lastBytes = bytes.map((_, i) => Number((last >> BigInt((bytes.length - 1 - i) * 8)) & 255n));
  return [first, ipaddr.fromByteArray(lastBytes).toString()];
}

describe('address ranges', () => {
  it.each([...Object.keys(REFUSED_IPV4), ...Object.keys(REFUSED_IPV6)])(
    'refuses the first and the last address of %s',
    (cidr) => {
      for (const address of ends(cidr)) expect([address, isPublicText(address)]).toEqual([address, false]);
    },
  );

  it('has every row of the published tables', () => {
    expect(Object.keys(REFUSED_IPV4)).toHaveLength(19);
    expect(Object.keys(REFUSED_IPV6)).toHaveLength(19);
  });

  it.each([
    '1.1.1.1',
    '8.8.4.4',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '168.63.129.15',
    '168.63.129.17',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:200::1',
    '2001:4860:4860::8844',
    '2003::1',
    '2606:4700::1111',
    '3ffe:ffff::1',
  ])('allows the public neighbour %s', (address) => {
    expect(isPublicText(address)).toBe(true);
  });

  it.each([
    '255.255.255.255',
    '100.100.100.200',
    '192.0.0.192',
    '169.254.170.2',
    '::7f00:1',
    '::a9fe:a9fe',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '2002:a9fe:a9fe::',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    'fd00:ec2::254',
    'fd20:ce::254',
    '100:0:0:1::1',
    '4000::1',
    '1fff:ffff::1',
    'e000::1',
  ])('refuses %s', (address) => {
    expect(isPublicText(address)).toBe(false);
  });

  it.each(['fe80::1%eth0', '127.1', '0177.0.0.1', '0x7f.0.0.1', '2130706433', '1.2.3.4.5', '', 'example.com', '[::1]'])(
    'does not parse %j as an address',
    (text) => {
      expect(parseAddress(text)).toBeNull();
    },
  );

  it.each([
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::ffff:0:10.0.0.1', '10.0.0.1'],
    ['64:ff9b::a00:1', '10.0.0.1'],
    ['2002:a00:1::5', '10.0.0.1'],
    ['::a00:1', '10.0.0.1'],
  ])('finds the IPv4 address inside %s', (text, inner) => {
    const address = parseAddress(text);
    expect(address && embeddedIpv4(address)?.toString()).toBe(inner);
  });

  it('recognises metadata addresses in every embedding', () => {
    for (const text of ['169.254.169.254', '::ffff:169.254.169.254', '2002:a9fe:a9fe::1', 'fd00:ec2::254']) {
      const address = parseAddress(text);
      expect([text, address && isMetadata(address)]).toEqual([text, true]);
    }
    const private10 = parseAddress('10.0.0.1');
    expect(private10 && isMetadata(private10)).toBe(false);
  });

  it('has one canonical spelling per address', () => {
    expect(canonical('::ffff:1.2.3.4')).toBe('1.2.3.4');
    expect(canonical('2001:4860:0:0::8844')).toBe('2001:4860::8844');
    expect(canonical('nonsense')).toBeNull();
  });
});

import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Which addresses belong to the public internet. Pure: no network, no settings.
 *
 * The table is maintained here. ipaddr.js parses and compares, but its own classification is incomplete: version
 * 2.5.0 calls
 * 168.63.129.16 (Azure's host agent), `::7f00:1`, `100:0:0:1::1` and `4000::1` "unicast". Sources: IANA special-purpose
 * registries for IPv4 and IPv6, and the metadata services of the cloud providers.
 */

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A network: its first address and the length of its prefix. */
export type Network = [Address, number];

/** Refused IPv4 networks and what they are. Everything else in IPv4 is public. */
export const REFUSED_IPV4: Readonly<Record<string, string>> = {
  '0.0.0.0/8': 'this host',
  '10.0.0.0/8': 'private (RFC 1918)',
  '100.64.0.0/10': 'carrier-grade NAT; Alibaba metadata',
  '127.0.0.0/8': 'loopback',
  '169.254.0.0/16': 'link-local; metadata of most clouds',
  '172.16.0.0/12': 'private (RFC 1918)',
  '192.0.0.0/24': 'protocol assignments; Oracle metadata',
  '192.0.2.0/24': 'documentation',
  '192.31.196.0/24': 'AS112',
  '192.52.193.0/24': 'AMT',
  '192.88.99.0/24': '6to4 relay',
  '192.168.0.0/16': 'private (RFC 1918)',
  '192.175.48.0/24': 'AS112',
  '198.18.0.0/15': 'benchmarks',
  '198.51.100.0/24': 'documentation',
  '203.0.113.0/24': 'documentation',
  '224.0.0.0/4': 'multicast',
  '240.0.0.0/4': 'reserved, broadcast',
  '168.63.129.16/32': 'Azure host agent',
};

/** Refused IPv6 networks. Outside 2000::/3 all of IPv6 is refused anyway; those rows say why. */
export const REFUSED_IPV6: Readonly<Record<string, string>> = {
  '::/128': 'unspecified',
  '::1/128': 'loopback',
  '::/96': 'IPv4-compatible',
  '::ffff:0:0/96': 'IPv4-mapped',
  '::ffff:0:0:0/96': 'IPv4-translated',
  '64:ff9b::/96': 'NAT64',
  '64:ff9b:1::/48': 'NAT64 for local use',
  '100::/64': 'discard',
  '100:0:0:1::/64': 'dummy prefix',
  '2001::/23': 'protocol assignments; Teredo, benchmarks, ORCHID',
  '2001:db8::/32': 'documentation',
  '2002::/16': '6to4',
  '2620:4f:8000::/48': 'AS112',
  '3fff::/20': 'documentation',
  '5f00::/16': 'SRv6',
  'fc00::/7': 'unique local; AWS and GCP metadata',
  'fe80::/10': 'link-local',
  'fec0::/10': 'site-local',
  'ff00::/8': 'multicast',
};

/** Networks that carry an IPv4 address, and the bit at which it begins. */
const EMBEDDING: readonly (readonly [network: string, bit: number])[] = [
  ['::/96', 96],
  ['::ffff:0:0/96', 96],
  ['::ffff:0:0:0/96', 96],
  ['64:ff9b::/96', 96],
  ['2002::/16', 16],
];

/**
 * Metadata services and host agents of cloud providers: an allow-list host name never opens them, only an address
 * does.
 */
const METADATA = ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32', '192.0.0.192/32'];
const METADATA_IPV6 = ['fe80::/10', 'fd00:ec2::/32', 'fd20:ce::/32'];

const networks = (table: Iterable<string>): readonly Network[] => [...table].map((text) => ipaddr.parseCIDR(text));

const refusedIpv4 = networks(Object.keys(REFUSED_IPV4));
const refusedIpv6 = networks(Object.keys(REFUSED_IPV6));
const metadata = networks([...METADATA, ...METADATA_IPV6]);
const embedding = EMBEDDING.map(([text, bit]) => ({ network: ipaddr.parseCIDR(text), bit }));
const [globalUnicast] = networks(['2000::/3']);

/**
 * Parses an address in canonical text form; null for anything else, such as zone ids and octal, short or
 * hexadecimal forms.
 */
export function parseAddress(text: string): Address | null {
  if (text.includes('%') || isIP(text) === 0) return null;
  return ipaddr.parse(text);
}

/** Whether the address lies in the network; never true across families. */
export function inNetwork(address: Address, [first, bits]: Network): boolean {
  if (address instanceof ipaddr.IPv4) return first instanceof ipaddr.IPv4 && address.match(first, bits);
  return first instanceof ipaddr.IPv6 && address.match(first, bits);
}

/** The IPv4 address inside a mapped, translated, compatible, NAT64 or 6to4 address; null when there is none. */
export function embeddedIpv4(address: Address): ipaddr.IPv4 | null {
  if (address instanceof ipaddr.IPv4) return null;
  const found = embedding.find(({ network }) => inNetwork(address, network));
  if (!found) return null;
  return new ipaddr.IPv4(address.toByteArray().slice(found.bit / 8, found.bit / 8 + 4));
}

/** Whether the address is reachable on the public internet. Embedded IPv4 addresses are checked as well. */
export function isPublic(address: Address): boolean {
  if (address instanceof ipaddr.IPv4) return !refusedIpv4.some((network) => inNetwork(address, network));
  if (globalUnicast && !inNetwork(address, globalUnicast)) return false;
  if (refusedIpv6.some((network) => inNetwork(address, network))) return false;
  const inner = embeddedIpv4(address);
  return inner === null || isPublic(inner);
}

/** Whether the address, or the IPv4 address inside it, belongs to a metadata service or a host agent. */
export function isMetadata(address: Address): boolean {
  const inner = embeddedIpv4(address);
  return metadata.some((network) => inNetwork(address, network)) || (inner !== null && isMetadata(inner));
}

/**
 * Canonical spelling of an address (IPv4-mapped as IPv4), for comparing a socket's remote address with the checked
 * one.
 */
export function canonical(text: string): string | null {
  const address = parseAddress(text);
  if (address === null) return null;
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : address.toString();
}

import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Written in full: the library reads `127.1` and `0x7f000001` as addresses too. */
const isAddress = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

/** Groups of an IPv6 address that name the network; one customer usually has all addresses of a network. */
const NETWORK_GROUPS = 4;

/**
 * The name under which an address is counted: IPv4 as it is, also when it comes inside IPv6, and the network (/64) of
 * IPv6. What is no address, a made-up text of a header for instance, is counted as one caller.
 */
export function countedAddress(text: string): string {
  if (!isAddress(text)) return 'unknown';
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv4) return address.toString();
  const groups = address.parts.slice(0, NETWORK_GROUPS).map((group) => group.toString(16));
  return `${groups.join(':')}::/64`;
}

/**
 * Reverse proxies whose word on the client address counts: so many before the process, or those at addresses; false:
 * none.
 */
export type TrustedProxies = number | readonly string[] | false;

/**
 * Whether what an address says of its client is believed; `hop` counts the addresses from the process outward, from 0.
 */
export function isTrusted(proxies: TrustedProxies, address: string, hop: number): boolean {
  if (proxies === false) return false;
  if (typeof proxies === 'number') return hop < proxies;
  return isAddress(address) && proxies.some((range) => isWithin(ipaddr.process(address), range));
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, range: string): boolean {
  const [network, bits] = range.includes('/') ? ipaddr.parseCIDR(range) : [ipaddr.process(range), undefined];
  return address.kind() === network.kind() && address.match(network, bits ?? (address.kind() === 'ipv4' ? 32 : 128));
}

/**
 * Whether a request came over TLS, to the process or to the proxy before it, as a route's `request.protocol` says:
 * routes and the upgrades that come to none must not differ in it.
 */
export function cameOverTls({ headers, socket }: IncomingMessage, proxies: TrustedProxies): boolean {
  const said = [headers['x-forwarded-proto'] ?? []].flat().join(',').split(',').at(-1)?.trim() ?? '';
  if (said !== '' && isTrusted(proxies, socket.remoteAddress ?? '', 0)) return said === 'https';
  return 'encrypted' in socket && socket.encrypted === true;
}

/** The client's address of a request that came to no route; routes have it as `request.ip`. */
export function clientAddress(request: IncomingMessage, proxies: TrustedProxies): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const hops = [
    request.socket.remoteAddress ?? '',
    ...forwarded
      .map((text) => text.trim())
      .filter(Boolean)
      .reverse(),
  ];
  const client = hops.findIndex((address, hop) => !isTrusted(proxies, address, hop));
  return hops.at(client) ?? '';
}

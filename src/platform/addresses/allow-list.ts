import ipaddr from 'ipaddr.js';
import { inNetwork, parseAddress, type Address, type Network } from './address-ranges.js';
import { isHostName, withoutTrailingDot } from './host-name-rules.js';
import { parseUrl } from './parse-url.js';
import { BAD_PORTS } from './ports.js';

/** What one entry opens; `port` null opens every port except the bad ones. */
type Entry =
  | { readonly kind: 'host'; readonly host: string; readonly port: number | null }
  | { readonly kind: 'network'; readonly network: Network; readonly port: number | null };

/** Thrown for a list with bad entries; `faults` names each of them. */
export class AllowListError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('; '));
    this.name = 'AllowListError';
  }
}

/**
 * Targets that an operator opened beyond the public internet, as written in `EGRESS_ALLOW` and `WEBHOOK_ALLOW`.
 *
 * An entry is a host name, an address or a CIDR, each with an optional `:port`; IPv6 stands in brackets when a port
 * follows (`[fd00::1]:8080`, `[fd00::/8]:8080`, `fd00::/8`). Without a port an entry opens every port that web clients
 * may use. A host name opens what the name resolves to, except metadata services; those need an entry by address.
 */
export class AllowList {
  static readonly EMPTY = new AllowList([]);

  private constructor(private readonly entries: readonly Entry[]) {}

  /** Reads comma-separated entries; white space and empty entries are skipped. Throws `AllowListError`. */
  static parse(text: string): AllowList {
    const faults: string[] = [];
    const entries: Entry[] = [];
    for (const part of text.split(',')) {
      const written = part.trim();
      if (written === '') continue;
      const entry = parseEntry(written);
      if (typeof entry === 'string') faults.push(`"${written.slice(0, 100)}" ${entry}`);
      else entries.push(entry);
    }
    if (faults.length > 0) throw new AllowListError(faults);
    return new AllowList(entries);
  }

  /** Whether an entry names this host for this port. */
  opensHost(host: string, port: number): boolean {
    return this.entries.some((entry) => entry.kind === 'host' && entry.host === host && opensPort(entry, port));
  }

  /** Whether an entry names the host on any port; such a name is resolved with the machine's own resolver. */
  namesHost(host: string): boolean {
    return this.entries.some((entry) => entry.kind === 'host' && entry.host === host);
  }

  /** Whether an entry covers this address for this port. */
  opensAddress(address: Address, port: number): boolean {
    return this.entries.some(
      (entry) => entry.kind === 'network' && inNetwork(address, entry.network) && opensPort(entry, port),
    );
  }

  /** Whether an address entry opens this port, so that a host not yet resolved could be allowed by its address. */
  mayOpenPort(port: number): boolean {
    return this.entries.some((entry) => entry.kind === 'network' && opensPort(entry, port));
  }
}

function opensPort(entry: Entry, port: number): boolean {
  return entry.port === null ? !BAD_PORTS.has(port) : entry.port === port;
}

/** Returns the parsed entry, or what is wrong with it. */
function parseEntry(text: string): Entry | string {
  const split = splitPort(text);
  if (split === null) return 'has a port that is not between 1 and 65535';
  const { host, port } = split;
  if (host.includes('/')) {
    const network = parseNetwork(host);
    return typeof network === 'string' ? network : { kind: 'network', network, port };
  }
  const address = parseAddress(host);
  if (address) return { kind: 'network', network: [address, address instanceof ipaddr.IPv4 ? 32 : 128], port };
  const name = hostName(host);
  return name === null ? 'is not a host name, an address or a CIDR' : { kind: 'host', host: name, port };
}

/** Splits `host:port`; several colons without brackets are an IPv6 address without a port. Null for a bad port. */
function splitPort(text: string): { host: string; port: number | null } | null {
  const bracketed = /^\[([^\]]*)\](.*)$/.exec(text);
  if (bracketed) {
    const [, host = '', rest = ''] = bracketed;
    if (rest === '' || rest.startsWith('/')) return { host: host + rest, port: null };
    const port = rest.startsWith(':') ? portNumber(rest.slice(1)) : null;
    return port === null ? null : { host, port };
  }
  const colon = text.indexOf(':');
  if (colon === -1 || colon !== text.lastIndexOf(':')) return { host: text, port: null };
  const port = portNumber(text.slice(colon + 1));
  return port === null ? null : { host: text.slice(0, colon), port };
}

function portNumber(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= 65535 ? port : null;
}

function parseNetwork(text: string): Network | string {
  const [first = '', bits = '', ...more] = text.split('/', 3);
  const address = more.length > 0 ? null : parseAddress(first);
  const width = address instanceof ipaddr.IPv4 ? 32 : 128;
  if (!address || !/^\d{1,3}$/.test(bits) || Number(bits) > width) return 'is not a CIDR';
  const network: Network = ipaddr.parseCIDR(`${first}/${bits}`);
  // A typo such as 10.0.0.1/8 would open far more than intended.
  const start = (width === 32 ? ipaddr.IPv4 : ipaddr.IPv6).networkAddressFromCIDR(`${first}/${bits}`);
  if (start.toNormalizedString() === address.toNormalizedString()) return network;
  return `has bits beyond its prefix; write ${start.toString()}/${bits} or a single address`;
}

/**
 * The name as the URL parser writes it (lower case, punycode, no final dot); null for an invalid name or a
 * disguised address.
 */
function hostName(text: string): string | null {
  if (/[^\p{L}\p{N}._-]/u.test(text) || text.length > 253) return null;
  const url = parseUrl(`http://${text}/`);
  if (url === null) return null;
  const host = withoutTrailingDot(url.hostname);
  return isHostName(host) && parseAddress(host) === null ? host : null;
}

import { lookup, Resolver } from 'node:dns/promises';
import { AppError } from '../errors/app-error.js';
import { systemCode } from './http-failure.js';
import { phase } from './phase.js';

/** Options of a lookup. */
interface ResolveOptions {
  /** Whether the operator listed the host; then the machine's own resolver, hosts file included, is used. */
  readonly named: boolean;
  /** DNS servers as `address` or `address:port`; default: those of the machine. */
  readonly servers?: readonly string[] | undefined;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * Resolves all addresses of a name, IPv6 and IPv4 alternating, with one query each.
 *
 * Public names go to the DNS servers directly (c-ares), not through getaddrinfo: libuv runs at most two such
 * lookups at once, so two hanging zones would stop every other item, and a search domain could turn a public name
 * into an internal one. Names under `localhost` that an operator opened are loopback without a query (RFC 6761,
 * 6.3). Throws DNS_FAILURE.
 */
export async function resolveHost(host: string, options: ResolveOptions): Promise<readonly string[]> {
  if (options.named && (host === 'localhost' || host.endsWith('.localhost'))) return ['127.0.0.1', '::1'];
  return phase<readonly string[]>(options.ms, 'DNS_FAILURE', options.signal, (resolve, reject) => {
    const resolver = new Resolver({ timeout: Math.max(250, Math.floor(options.ms / 4)), tries: 3 });
    if (options.servers) resolver.setServers(options.servers);
    (options.named ? fromSystem(host) : fromDns(host, resolver)).then(resolve, reject);
    return () => {
      resolver.cancel();
    };
  });
}

async function fromSystem(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);
  } catch (error) {
    throw dnsFailure(error);
  }
}

/**
 * One family may fail when the other responds: some servers fail on AAAA queries. Only checked addresses are ever
 * used.
 */
async function fromDns(host: string, resolver: Resolver): Promise<readonly string[]> {
  const [six, four] = await Promise.allSettled([resolver.resolve6(host), resolver.resolve4(host)]);
  const sixes = six.status === 'fulfilled' ? six.value : [];
  const fours = four.status === 'fulfilled' ? four.value : [];
  const addresses: string[] = [];
  for (let i = 0; i < Math.max(sixes.length, fours.length); i += 1) {
    addresses.push(...[sixes[i], fours[i]].filter((address) => address !== undefined));
  }
  if (addresses.length > 0) return addresses;
  throw dnsFailure(four.status === 'rejected' ? four.reason : undefined);
}

function dnsFailure(cause: unknown): AppError {
  const code = systemCode(cause);
  const reason = code === 'ENOTFOUND' || code === 'ENODATA' ? 'not_found' : 'no_answer';
  return new AppError('DNS_FAILURE', undefined, { cause, details: { reason } });
}

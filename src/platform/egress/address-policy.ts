import { networkInterfaces } from 'node:os';
import { canonical, isMetadata, isPublic, parseAddress } from '../addresses/address-ranges.js';
import { AllowList } from '../addresses/allow-list.js';
import type { EgressPurpose } from './egress.types.js';
import { isHostName, isInnerName, withoutBrackets, withoutTrailingDot } from '../addresses/host-name-rules.js';
import { parseUrl } from '../addresses/parse-url.js';
import { BAD_PORTS, DEFAULT_PORTS, portOf } from '../addresses/ports.js';

/** Longest URL text that is accepted as input. */
const MAX_URL_LENGTH = 2048;

/**
 * Longest normalised URL, also after a redirect: percent-encoding makes non-ASCII characters up to nine times
 * longer.
 */
const MAX_HREF_LENGTH = 8192;

/** What is wrong with a URL; the values of `validation_errors[].error_type`. */
export type UrlFaultKind = 'url_parsing' | 'too_long' | 'scheme' | 'userinfo' | 'host' | 'port' | 'target_not_allowed';

/**
 * Result of checking a URL before any network access: the URL to request (normalised, no fragment, no final dot),
 * or the fault.
 */
export type UrlCheck =
  | { readonly allowed: true; readonly url: URL }
  | { readonly allowed: false; readonly kind: UrlFaultKind; readonly message: string };

/** Settings of the policy; all optional. Without any, only the public internet on the default ports is open. */
interface TargetPolicySettings {
  /** `EGRESS_ALLOW`: opens targets and providers. */
  readonly egressAllow?: AllowList;
  /** `WEBHOOK_ALLOW`: opens webhooks; nothing else does. */
  readonly webhookAllow?: AllowList;
  /** Hosts of base URLs that the operator configured; opens providers. See `allowEntryFor`. */
  readonly providerHosts?: AllowList;
  /** Addresses and names that stay closed even if the lists above open them. */
  readonly deny?: AllowList;
  /** Ports open without an entry; default `DEFAULT_PORTS`. */
  readonly ports?: readonly number[];
  /** Addresses of this machine, refused unless an entry opens them; default: those of its interfaces now. */
  readonly localAddresses?: readonly string[];
}

const MESSAGES: Readonly<Record<UrlFaultKind, string>> = {
  url_parsing: 'The URL cannot be parsed.',
  too_long: `The URL is longer than ${String(MAX_URL_LENGTH)} characters.`,
  scheme: 'The scheme must be http or https.',
  userinfo: 'The URL must not hold a user name or password.',
  host: 'The host name is too long or has an empty or too long label.',
  port: 'The port is not allowed.',
  target_not_allowed: 'The target is not on the public internet.',
};

/**
 * The rules for outgoing requests: which URLs may be requested and which addresses may be connected to.
 *
 * Pure after construction and without network access, so the check of a submission is the same code as the check of
 * the fetch. It must not resolve names; `PinnedConnector` does, and checks every address here.
 */
export class TargetPolicy {
  private readonly lists: Readonly<Record<EgressPurpose, readonly AllowList[]>>;
  private readonly deny: AllowList;
  private readonly ports: ReadonlySet<number>;
  private readonly local: ReadonlySet<string | null>;

  constructor(settings: TargetPolicySettings = {}) {
    const egress = settings.egressAllow ?? AllowList.EMPTY;
    this.lists = {
      target: [egress],
      webhook: [settings.webhookAllow ?? AllowList.EMPTY],
      provider: [egress, settings.providerHosts ?? AllowList.EMPTY],
    };
    this.deny = settings.deny ?? AllowList.EMPTY;
    this.ports = new Set(settings.ports ?? DEFAULT_PORTS);
    this.local = new Set((settings.localAddresses ?? interfaceAddresses()).map(canonical));
  }

  /**
   * Checks a URL in the caller's spelling. Strict: `http:host`, backslashes and control characters, which browsers
   * repair, are faults, so that a text has only one meaning. A relative or schemeless text is a fault too.
   */
  checkText(text: string, purpose: EgressPurpose): UrlCheck {
    if (text.length > MAX_URL_LENGTH) return fault('too_long');
    // \p{Cc}: C0, DEL and C1.
    if (/\p{Cc}/u.test(text)) return fault('url_parsing');
    const scheme = /^ *([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
    if (scheme === undefined) return fault('url_parsing');
    if (scheme !== 'http' && scheme !== 'https') return fault('scheme');
    const authority = /^ *https?:\/\/([^/?#]*)/i.exec(text)?.[1];
    if (authority === undefined || /^[^?#]*\\/.test(text)) return fault('url_parsing');
    const url = parseUrl(text);
    if (url) return this.checkUrl(url, purpose);
    return fault(Number(/:(\d{1,9})$/.exec(authority)?.[1]) > 65535 ? 'port' : 'url_parsing');
  }

  /** Checks a parsed URL: scheme, user-info, host name or literal address, port. */
  checkUrl(parsed: URL, purpose: EgressPurpose): UrlCheck {
    const url = new URL(parsed);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return fault('scheme');
    if (url.username !== '' || url.password !== '') return fault('userinfo');
    url.hash = '';
    url.hostname = withoutTrailingDot(url.hostname);
    if (url.href.length > MAX_HREF_LENGTH) return fault('too_long');

    const host = withoutBrackets(url.hostname);
    const port = portOf(url);
    const literal = parseAddress(host);
    if (!literal && !isHostName(host)) return fault('host');
    if (literal) {
      if (this.allowsAddress(host, host, port, purpose)) return { allowed: true, url };
      return fault(isPublic(literal) && !this.portIsOpen(port) ? 'port' : 'target_not_allowed');
    }
    if (this.deny.opensHost(host, port)) return fault('target_not_allowed');
    if (this.lists[purpose].some((list) => list.opensHost(host, port))) return { allowed: true, url };
    if (isInnerName(host)) return fault('target_not_allowed');
    const portMayOpen = this.portIsOpen(port) || this.lists[purpose].some((list) => list.mayOpenPort(port));
    return portMayOpen ? { allowed: true, url } : fault('port');
  }

  /**
   * Checks one resolved address of a host. `host` is the name (or the literal) that led to it, as in the checked
   * URL.
   */
  allowsAddress(text: string, host: string, port: number, purpose: EgressPurpose): boolean {
    const address = parseAddress(text);
    if (!address || this.deny.opensAddress(address, port)) return false;
    const lists = this.lists[purpose];
    if (lists.some((list) => list.opensAddress(address, port))) return true;
    if (lists.some((list) => list.opensHost(host, port))) return !isMetadata(address);
    return this.portIsOpen(port) && isPublic(address) && !this.local.has(canonical(text));
  }

  /** Whether an operator listed this host; then the machine's own resolver (hosts file included) resolves it. */
  isNamed(host: string, purpose: EgressPurpose): boolean {
    return this.lists[purpose].some((list) => list.namesHost(host));
  }

  private portIsOpen(port: number): boolean {
    return this.ports.has(port) && !BAD_PORTS.has(port);
  }
}

/**
 * The allow-list entry that opens the host of a base URL on its port only: `https://llm.internal/v1` →
 * `llm.internal:443`.
 */
export function allowEntryFor(baseUrl: string): string {
  const url = new URL(baseUrl);
  return `${withoutTrailingDot(url.hostname)}:${String(portOf(url))}`;
}

function fault(kind: UrlFaultKind): UrlCheck {
  return { allowed: false, kind, message: MESSAGES[kind] };
}

function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .map(({ address }) => address.replace(/%.*$/, ''));
}

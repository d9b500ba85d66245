import { parse } from 'tldts';

/** Longer values are not domains (RFC 1035: 253 octets) nor addresses worth reading. */
const MAX_LENGTH = 2_048;

/**
 * The registrable domain (`www.shop.example.co.uk` → `example.co.uk`) of a host name or address, in lower case and ASCII
 * form; null for addresses, names without a public suffix and anything unreadable. Private suffixes count, so two sites
 * at `github.io` are two owners.
 */
export function registrableDomain(hostOrUrl: string): string | null {
  if (hostOrUrl.length > MAX_LENGTH) return null;
  const parsed = parse(hostOrUrl.trim().toLowerCase(), { allowPrivateDomains: true });
  if (parsed.isIp === true || parsed.domain === null) return null;
  if (parsed.isIcann !== true && parsed.isPrivate !== true) return null;
  return new URL(`http://${parsed.domain}/`).hostname;
}

/** The label in front of the public suffix: `example` of `example.co.uk`. */
export function domainLabel(hostOrUrl: string): string | null {
  return parse(hostOrUrl, { allowPrivateDomains: true }).domainWithoutSuffix;
}

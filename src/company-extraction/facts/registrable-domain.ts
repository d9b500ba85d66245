import { parse } from 'tldts';

/** Longer values are neither domains (RFC 1035: 253 octets) nor addresses worth parsing. */
const MAX_LENGTH = 2_048;

/**
 * Registrable domain (`www.shop.example.co.uk` → `example.co.uk`) of a host name or URL, in lower case and ASCII form;
 * null for IP addresses, names without a public suffix and unparsable input. Private suffixes count, so two sites at
 * `github.io` have different owners.
 */
export function registrableDomain(hostOrUrl: string): string | null {
  if (hostOrUrl.length > MAX_LENGTH) return null;
  const parsed = parse(hostOrUrl.trim().toLowerCase(), { allowPrivateDomains: true });
  if (parsed.isIp === true || parsed.domain === null) return null;
  if (parsed.isIcann !== true && parsed.isPrivate !== true) return null;
  return new URL(`http://${parsed.domain}/`).hostname;
}

/** Whether a host is one of the domains or below one: `de.acme.com` of `acme.com`. */
export const belongsTo = (host: string, domains: readonly string[]): boolean =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`));

/** The label in front of the public suffix: `example` of `example.co.uk`. */
export function domainLabel(hostOrUrl: string): string | null {
  return parse(hostOrUrl, { allowPrivateDomains: true }).domainWithoutSuffix;
}

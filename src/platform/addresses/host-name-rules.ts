/**
 * Rules for host names that may be looked up. Pure.
 *
 * The addresses behind a name are checked as well; these rules prevent DNS queries for names that only have a
 * meaning inside a private network.
 */

/** Top-level names that never lead to the public internet: RFC 6761, RFC 6762, RFC 8375, ICANN's .internal. */
const PRIVATE_SUFFIXES = ['localhost', 'local', 'internal', 'home.arpa'];

/** RFC 1035: a name has at most 253 characters, each label 1 to 63. */
const MAX_NAME = 253;
const MAX_LABEL = 63;

/**
 * Whether the text has the form of a host name: bounded, no empty label. Expects lower-case ASCII, as the URL
 * parser writes it.
 */
export function isHostName(host: string): boolean {
  if (host.length === 0 || host.length > MAX_NAME) return false;
  return host.split('.').every((label) => label.length > 0 && label.length <= MAX_LABEL);
}

/**
 * Whether a name is internal: single labels (`intranet`, `metadata`, `instance-data`, `localhost`), the private
 * suffixes and everything under them (`metadata.google.internal`).
 */
export function isInnerName(host: string): boolean {
  if (!host.includes('.')) return true;
  return PRIVATE_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}

/** The name without its final dot, so that every rule treats `example.com.` and `example.com` as one host. */
export function withoutTrailingDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

/** Removes the brackets that a URL puts round an IPv6 address. */
export function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

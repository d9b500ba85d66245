import { parseUrl } from '../../platform/addresses/parse-url.js';
/**
 * Parses addresses of LinkedIn profiles and company pages.
 * Pure and offline: nothing here makes a request, and the service never opens linkedin.com.
 */

/** Why an address is rejected, as `validation_errors[].error_type`. */
type LinkedInUrlFault = 'url_parsing' | 'url_scheme' | 'url_host' | 'url_path';

/** A member's profile page in its canonical form. */
export interface LinkedInProfileUrl {
  /** `https://www.linkedin.com/in/{slug}/`, percent-encoded, with a trailing slash. */
  readonly url: string;
  /** The public name, decoded, NFC and lower-case; a member id keeps its case. Identity of a profile. */
  readonly slug: string;
  /** True for the opaque ids (`ACoAA…`) that LinkedIn uses where a public name is unknown; they are case-sensitive. */
  readonly isMemberId: boolean;
}

interface LinkedInUrlError {
  readonly error: LinkedInUrlFault;
  /** One sentence for the caller. */
  readonly message: string;
}

/** A page of an organisation. Exactly one of `id` and `slug` is set. */
interface LinkedInCompanyUrl {
  readonly kind: 'company' | 'school' | 'showcase';
  readonly url: string;
  /** LinkedIn's number of the organisation, as digits. */
  readonly id: string | null;
  /** The organisation's public name, decoded, NFC, lower-case. */
  readonly slug: string | null;
}

/** Maximum length; longer than any address of LinkedIn, and a bound for every regular expression below. */
const MAX_URL_LENGTH = 2048;
/** LinkedIn allows 3 to 100 characters in a public profile name. */
const SLUG_LENGTH = { min: 3, max: 100 } as const;
const COMPANY_SLUG_MAX = 150;

/** Sub-domains that serve member pages: the site, its mobile versions, and two letters for a country. */
const SUBDOMAIN = /^(?:www|m|mobile|touch|[a-z]{2})$/;
/** Letters, marks, digits of any script, and hyphens. */
const PROFILE_SLUG = /^[\p{L}\p{M}\p{N}-]+$/u;
const MEMBER_ID = /^AC[ow]AA[A-Za-z0-9_-]{3,95}$/;
/** Company names allow more characters than profile names: `booking.com`, `l'oréal`, `h&m`. */
const COMPANY_SLUG = /^[\p{L}\p{M}\p{N}\p{S}\-_.'’&,!()]+$/u;
/** Path segments after a slug that do not change its meaning: a locale, or a part of the page. */
const LOCALE = /^[a-z]{2}(?:[-_][a-z]{2})?$/i;
const PAGE_PARTS = new Set(['details', 'detail', 'overlay', 'recent-activity']);

const fault = (error: LinkedInUrlFault, message: string): LinkedInUrlError => ({ error, message });

/** The address as a parsed URL on a LinkedIn host, or the reason why it is rejected. */
function parseOnLinkedIn(raw: string): URL | LinkedInUrlError {
  const text = raw.trim();
  // WHATWG parsing silently drops tabs and newlines; an address with them was damaged or attempts to hide a host.
  if (text === '' || text.length > MAX_URL_LENGTH || /[\p{Cc}\s\\]/u.test(text)) {
    return fault('url_parsing', 'Input should be a valid URL');
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return fault('url_scheme', "URL scheme should be 'http' or 'https'");
  }
  const absolute = scheme === undefined ? `https://${text.replace(/^\/\//, '')}` : text;
  const url = parseUrl(absolute);
  if (url === null) return fault('url_parsing', 'Input should be a valid URL');
  const host = url.hostname.replace(/\.$/, '');
  const subdomain = host === 'linkedin.com' ? 'www' : /^([^.]+)\.linkedin\.com$/.exec(host)?.[1];
  const plain = url.username === '' && url.password === '' && url.port === '';
  if (!plain || subdomain === undefined || !SUBDOMAIN.test(subdomain)) {
    return fault('url_host', 'URL host should be linkedin.com or one of its country or mobile sub-domains');
  }
  return url;
}

/** One path segment, percent-decoded once; undefined when it is not UTF-8. */
function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment).normalize('NFC').trim();
  } catch {
    return undefined;
  }
}

const segmentsOf = (url: URL): string[] => url.pathname.split('/').filter((segment) => segment !== '');

function isPageOfSamePerson(rest: readonly string[]): boolean {
  const [first, ...more] = rest;
  if (first === undefined) return true;
  if (PAGE_PARTS.has(first.toLowerCase())) return true;
  return LOCALE.test(first) && isPageOfSamePerson(more);
}

function pathFault(root: string | undefined): LinkedInUrlError {
  if (root === 'pub') {
    return fault('url_path', 'LinkedIn no longer serves /pub/ addresses; use the /in/ address of the profile');
  }
  return fault('url_path', 'URL should be a LinkedIn profile address such as https://www.linkedin.com/in/name/');
}

/**
 * Parses and canonicalises a member's profile address. Country and mobile hosts, a missing scheme, locales, sub-pages,
 * query and fragment are accepted and dropped; company pages, look-alike hosts and short links are rejected.
 */
export function parseProfileUrl(raw: string): LinkedInProfileUrl | LinkedInUrlError {
  const url = parseOnLinkedIn(raw);
  if ('error' in url) return url;
  const [root, encoded, ...rest] = segmentsOf(url);
  if (root?.toLowerCase() !== 'in' || encoded === undefined) return pathFault(root?.toLowerCase());
  const decoded = decode(encoded);
  if (decoded === undefined) return fault('url_path', 'The profile name is not valid percent-encoded UTF-8');
  const isMemberId = MEMBER_ID.test(decoded);
  const slug = isMemberId ? decoded : decoded.toLowerCase();
  const length = [...slug].length;
  if (length < SLUG_LENGTH.min || length > SLUG_LENGTH.max || !(isMemberId || PROFILE_SLUG.test(slug))) {
    return fault('url_path', 'The profile name should be 3 to 100 letters, digits or hyphens');
  }
  if (!isPageOfSamePerson(rest)) return pathFault(undefined);
  return { url: `https://www.linkedin.com/in/${encodeURIComponent(slug)}/`, slug, isMemberId };
}

/**
 * Parses the address of an organisation's page; null for anything else. Search addresses, which some providers return
 * for an employer without a page, and the placeholder `unavailable` identify no organisation.
 */
export function parseCompanyUrl(raw: string): LinkedInCompanyUrl | null {
  const url = parseOnLinkedIn(raw);
  if ('error' in url) return null;
  const [root, encoded] = segmentsOf(url);
  const kind = root?.toLowerCase();
  if ((kind !== 'company' && kind !== 'school' && kind !== 'showcase') || encoded === undefined) return null;
  const slug = decode(encoded)?.toLowerCase();
  if (slug === undefined || slug === 'unavailable' || slug.length > COMPANY_SLUG_MAX || !COMPANY_SLUG.test(slug)) {
    return null;
  }
  const canonical = `https://www.linkedin.com/${kind}/${encodeURIComponent(slug)}/`;
  return /^\d+$/.test(slug) ? { kind, url: canonical, id: slug, slug: null } : { kind, url: canonical, id: null, slug };
}

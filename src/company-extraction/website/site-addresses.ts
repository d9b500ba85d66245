import { parseUrl } from '../../platform/addresses/parse-url.js';
import { registrableDomain } from '../facts/registrable-domain.js';

/** A site to visit: the domain it is asked for by, and where it may answer, the likeliest address first. */
export interface SiteAddresses {
  readonly domain: string;
  readonly addresses: readonly string[];
}

/** Longest address that is taken over from a source. */
const MAX_LENGTH = 2_048;

/**
 * An official website as a source states it, fit to be visited as it stands: port and path belong to it (a brand of a
 * group lives at a path, a small firm's server at a port). Null for what is no web address of a registrable domain.
 */
export function websiteOf(text: string): string | null {
  const trimmed = text.trim();
  const url = trimmed.length <= MAX_LENGTH && /^https?:\/\//i.test(trimmed) ? parseUrl(trimmed) : null;
  if (url === null) return null;
  url.hash = '';
  return registrableDomain(url.href) === null ? null : url.href;
}

/** The addresses of a domain, or of a website as given: that one first, then where its domain usually answers. */
export function siteAddresses(site: string): SiteAddresses {
  const given = websiteOf(site);
  const domain = given === null ? site : (registrableDomain(given) ?? site);
  const usual = [`https://${domain}/`, `https://www.${domain}/`, `http://${domain}/`];
  return { domain, addresses: [...new Set(given === null ? usual : [given, ...usual])] };
}

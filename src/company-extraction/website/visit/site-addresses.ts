import { parseUrl } from '../../../platform/addresses/parse-url.js';
import { registrableDomain } from '../../facts/registrable-domain.js';

/** A site to visit: its domain, and the addresses to try, the most likely first. */
interface SiteAddresses {
  readonly domain: string;
  readonly addresses: readonly string[];
}

/** Maximum length of an address taken from a source. */
const MAX_LENGTH = 2_048;

/**
 * An official website as a source states it, normalised for a visit. Port and path are kept (a brand of a group may
 * have a path, a small company's server a port). Null when it is not a web address of a registrable domain.
 */
export function websiteOf(text: string): string | null {
  const trimmed = text.trim();
  const url = trimmed.length <= MAX_LENGTH && /^https?:\/\//i.test(trimmed) ? parseUrl(trimmed) : null;
  if (url === null) return null;
  url.hash = '';
  return registrableDomain(url.href) === null ? null : url.href;
}

/** Addresses of a domain or of a stated website: the stated address first, then the usual ones of its domain. */
export function siteAddresses(site: string): SiteAddresses {
  const given = websiteOf(site);
  const domain = given === null ? site : (registrableDomain(given) ?? site);
  const usual = [`https://${domain}/`, `https://www.${domain}/`, `http://${domain}/`];
  return { domain, addresses: [...new Set(given === null ? usual : [given, ...usual])] };
}

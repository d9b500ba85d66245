import { registrableDomain } from '../../company-extraction/facts/registrable-domain.js';
import { parseUrl } from '../../platform/addresses/parse-url.js';
import { parseCompanyUrl } from './linkedin-url.js';
import { NO_COMPANY_REF, type CompanyRef } from './profile.js';

/**
 * Sites on which many companies have a page: an address below their root says nothing about the domain of a company.
 */
const SHARED_SITES = new Set([
  'linkedin.com',
  'facebook.com',
  'instagram.com',
  'twitter.com',
  'x.com',
  'youtube.com',
  'github.com',
  'gitlab.com',
  'medium.com',
  'crunchbase.com',
  'wikipedia.org',
  'google.com',
  'linktr.ee',
]);

const MAX_URL_LENGTH = 2048;

/**
 * Identifies an employer by an address: LinkedIn's id or name, or the registrable domain of a website. Private suffixes
 * count as suffixes, so that two companies on one hosting domain remain two.
 */
export function companyRefFromUrl(raw: string | null): CompanyRef {
  const text = raw?.trim() ?? '';
  if (text === '' || text.length > MAX_URL_LENGTH) return NO_COMPANY_REF;
  const page = parseCompanyUrl(text);
  if (page !== null) return { ...NO_COMPANY_REF, linkedin_id: page.id, slug: page.slug };
  const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`;
  const url = /^https?:/i.test(absolute) ? parseUrl(absolute) : null;
  if (url === null) return NO_COMPANY_REF;
  const domain = registrableDomain(url.hostname);
  if (domain === null) return NO_COMPANY_REF;
  const ownSite = !SHARED_SITES.has(domain) || url.pathname.replace(/\//g, '') === '';
  return domain === 'linkedin.com' || !ownSite ? NO_COMPANY_REF : { ...NO_COMPANY_REF, domain };
}

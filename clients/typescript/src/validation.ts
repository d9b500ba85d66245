import { checkContact } from '../../../src/contact-analysis/input/check-contact.js';
import { checkCompany } from '../../../src/company-extraction/input/check-company.js';
import type { Checked } from '../../../src/batch/model/kinds/kind.js';
import { TargetPolicy } from '../../../src/platform/egress/address-policy.js';
import { checkProfile } from '../../../src/profile-ingestion/input/check-profile.js';
import { checkTarget } from '../../../src/url-analysis/input/check-target.js';
import { checkUrl } from '../../../src/url-analysis/input/check-url.js';
import { cleanUrl as cleanUrlWith, type CleanedUrl } from '../../../src/url-analysis/input/clean-url.js';
import type { ValidationFault } from './errors.js';

export type { CleanedUrl, UrlChange, UrlErrorCode } from '../../../src/url-analysis/input/clean-url.js';
export { URL_ERRORS } from '../../../src/url-analysis/input/clean-url.js';
export { parseCompanyUrl, parseProfileUrl } from '../../../src/profile-ingestion/profile/linkedin-url.js';

/**
 * The service's own checks of input, from the service's own source: what passes here passes there, unless the operator
 * has opened or closed further addresses.
 */
const publicInternet = checkTarget(new TargetPolicy({ localAddresses: [] }));

/**
 * Cleans a URL as the service does before it analyses it; `error_code` says why it would be refused.
 *
 *   cleanUrl(' Example.com/a/#top ');
 *   // { url: 'https://example.com/a', changed: ['trimmed', 'scheme_added', …], warnings: [] }
 */
export const cleanUrl = (raw: string, options: { readonly stripTracking?: boolean } = {}): CleanedUrl =>
  cleanUrlWith(raw, { ...options, checkTarget: publicInternet });

/** Kinds whose items can be checked without the service. */
export type CheckedKind = 'url_analysis' | 'company_extraction' | 'contact_analysis' | 'profile_ingestion';

const CHECKS: Readonly<Record<CheckedKind, (item: unknown) => Checked<unknown>>> = {
  url_analysis: (item) => checkUrl(item, { checkTarget: publicInternet }),
  company_extraction: checkCompany,
  contact_analysis: checkContact,
  profile_ingestion: checkProfile,
};

/** Every fault that the service would find in one item; none when it would take it. */
export function checkItem(kind: CheckedKind, item: unknown): readonly ValidationFault[] {
  const checked = CHECKS[kind](item);
  return 'faults' in checked ? checked.faults : [];
}

/** The faults of every item, each field with the place of its item in front: `items.3.url`. */
export const checkItems = (kind: CheckedKind, items: readonly unknown[]): readonly ValidationFault[] =>
  items.flatMap((item, index) =>
    checkItem(kind, item).map((fault) => ({
      ...fault,
      field: `items.${index}${fault.field === '' ? '' : `.${fault.field}`}`,
    })),
  );

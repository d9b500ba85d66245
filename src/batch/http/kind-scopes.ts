import type { ScopeName } from '../../accounts/scopes.js';
import type { KindName } from '../kind.js';

/** What a key needs to submit a batch of a kind, besides `batch:write`: the scope of the kind's own route. */
export const SUBMIT_SCOPES: Readonly<Record<KindName, ScopeName>> = {
  operations: 'operations:write',
  contact_analysis: 'contacts:write',
  url_analysis: 'url:write',
  company_extraction: 'company:write',
  profile_ingestion: 'profile:write',
};

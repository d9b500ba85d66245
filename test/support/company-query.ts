import {
  type CompanyQuery,
  type KnownIdentity,
  NOTHING_KNOWN,
} from '../../src/company-extraction/sources/company-source.js';

type Change = Partial<Omit<CompanyQuery, 'known'>> & { readonly known?: Partial<KnownIdentity> };

/** A query for a company of the United States of which nothing but the name is known, unless `change` says so. */
export const companyQuery = (name: string, { known, ...change }: Change = {}): CompanyQuery => ({
  name,
  country: 'US',
  language: 'en',
  hint: null,
  ...change,
  known: { ...NOTHING_KNOWN, ...known },
});

import { employeeRange } from '../facts/employee-range.js';
import type { Fact, FactField, FactValues } from '../facts/fact.js';
import { foldName, normalizeCompanyName } from '../facts/normalize-company-name.js';

/** Two significant digits, so that a rounded and an exact report of one amount agree. */
const rounded = (amount: number): string => amount.toPrecision(2);

const urlKey = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/\/+$/, '');

const moneyKey = ({ amount, currency }: FactValues['revenue']): string => `${currency} ${rounded(amount)}`;
const trimmed = (text: string): string => text.trim().toLowerCase();

type Keys = { readonly [F in FactField]: (value: FactValues[F]) => string };

/** For each field, the key under which two values count as the same. */
const KEYS: Keys = {
  name: normalizeCompanyName,
  legal_name: normalizeCompanyName,
  description: foldName,
  domain: trimmed,
  industry: foldName,
  sector_hint: trimmed,
  employees: (count) => employeeRange(count) ?? count.reported,
  founded: (date) => date.slice(0, 4),
  address: ({ country, city }) => `${country ?? ''}|${city === null ? '' : foldName(city)}`,
  email: trimmed,
  phone: (phone) => phone.replace(/[^\d+]/g, ''),
  social: ({ network, url }) => `${network}|${urlKey(url)}`,
  revenue: moneyKey,
  valuation: moneyKey,
  funding: moneyKey,
  net_income: moneyKey,
  total_assets: moneyKey,
  market_cap: moneyKey,
  ticker: (ticker) => ticker.toUpperCase(),
  exchange: foldName,
  lei: (lei) => lei.toUpperCase(),
  cik: (cik) => cik.padStart(10, '0'),
  wikidata_id: (id) => id,
  linkedin: urlKey,
  person: ({ name, title }) => `${foldName(name)}|${foldName(title ?? '')}`,
  parent: normalizeCompanyName,
};

/** Key of a fact's value; facts of one field with the same key agree. */
export function factKey(fact: Fact): string {
  // The table has for every field a function of that field's value type; the compiler cannot express the pairing.
  const key = KEYS[fact.field] as (value: unknown) => string;
  return key(fact.value);
}

import type { QuotePlace } from '../../platform/llm/find-quote.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { countryName } from '../facts/country.js';
import { employeeRange } from '../facts/employee-range.js';
import type { CompanyPerson, Money, PostalAddress, SourceName } from '../facts/fact.js';
import { industrySector } from '../facts/industry-sector.js';
import type { Conflict, MergedCompany, SingleField, Supported } from './merge-company.js';
import { formatMoney } from '../facts/money.js';
import type { Sector } from '../facts/sector.js';

/** An unformatted amount, next to its formatted form. */
interface RawMoney {
  readonly value: number;
  readonly currency: string;
  /** ISO 8601 date or year; null when the source does not state it. */
  readonly as_of: string | null;
}

interface Headquarters {
  readonly city: string | null;
  readonly state: string | null;
  /** English name: `United States`. */
  readonly country: string | null;
}

/**
 * `data` of a successful result. The first seven keys are the published ones; values that no source states are null or
 * empty, never invented. Stored with the item as it is, so keys are never renamed.
 */
export interface CompanyData {
  /** The resolved name; the result row has the submitted one. */
  readonly company_name: string;
  readonly domain: string | null;
  readonly industry: string | null;
  /** Canonical range: `501-1000`. */
  readonly employee_count: string | null;
  readonly headquarters: Headquarters;
  readonly financial_data: FinancialData;
  readonly industry_sector: Sector | null;
  readonly employee_count_exact: number | null;
  /** The number as the source words it. */
  readonly employee_count_reported: string | null;
  readonly headquarters_address: PostalAddress | null;
  readonly legal_name: string | null;
  readonly description: string | null;
  readonly founded: string | null;
  readonly parent: string | null;
  readonly identifiers: Identifiers;
  readonly contacts: Contacts;
  readonly people: readonly CompanyPerson[];
  /**
   * Mean confidence of name, domain, industry, employees and headquarters, as far as they are known; three decimals.
   */
  readonly confidence: number;
  /** Every source that supports a value shown. */
  readonly sources: readonly SourceName[];
}

interface FinancialData {
  readonly valuation: string | null;
  readonly funding_raised: string | null;
  readonly revenue: string | null;
  readonly net_income: string | null;
  readonly total_assets: string | null;
  readonly market_cap: string | null;
  readonly ticker: string | null;
  readonly exchange: string | null;
  readonly raw: Readonly<Record<MoneyKey, RawMoney | null>>;
}
type MoneyKey = 'valuation' | 'funding_raised' | 'revenue' | 'net_income' | 'total_assets' | 'market_cap';

interface Identifiers {
  readonly lei: string | null;
  readonly cik: string | null;
  readonly wikidata_id: string | null;
  readonly linkedin: string | null;
}

interface Contacts {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly addresses: readonly PostalAddress[];
  /** Network name to address, the most confident of each. */
  readonly socials: Readonly<Record<string, string>>;
}

/** Where a value comes from, for `?include=provenance`. */
export interface FieldProvenance {
  readonly value: unknown;
  readonly source: SourceName;
  readonly sources: readonly SourceName[];
  readonly url: string | null;
  readonly method: string;
  readonly as_of: string | null;
  readonly confidence: number;
  /** Where the value stands in the text of the page; only when the language model found it. */
  readonly quote?: QuotePlace;
}

export interface Provenance {
  readonly fields: Readonly<Partial<Record<SingleField, FieldProvenance>>>;
  readonly conflicts: readonly { readonly field: SingleField; readonly values: readonly FieldProvenance[] }[];
}

const MONEY_FIELDS: Readonly<
  Record<MoneyKey, SingleField & ('valuation' | 'funding' | 'revenue' | 'net_income' | 'total_assets' | 'market_cap')>
> = {
  valuation: 'valuation',
  funding_raised: 'funding',
  revenue: 'revenue',
  net_income: 'net_income',
  total_assets: 'total_assets',
  market_cap: 'market_cap',
};
const MEASURED: readonly SingleField[] = ['name', 'domain', 'industry', 'employees', 'address'];

const money = (of: Supported<Money> | null): string | null => (of === null ? null : formatMoney(of.value));
const raw = (of: Supported<Money> | null): RawMoney | null =>
  of === null ? null : { value: of.value.amount, currency: of.value.currency, as_of: of.asOf };

function financialData({ single }: MergedCompany): FinancialData {
  const entries = Object.entries(MONEY_FIELDS) as [MoneyKey, (typeof MONEY_FIELDS)[MoneyKey]][];
  const formatted = Object.fromEntries(entries.map(([key, field]) => [key, money(single[field])]));
  const amounts = Object.fromEntries(entries.map(([key, field]) => [key, raw(single[field])]));
  return {
    ...(formatted as Record<MoneyKey, string | null>),
    ticker: single.ticker?.value ?? null,
    exchange: single.exchange?.value ?? null,
    raw: amounts as Record<MoneyKey, RawMoney | null>,
  };
}

function contacts({ lists, single }: MergedCompany): Contacts {
  const socials: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const { value } of lists.social) socials[value.network] ??= value.url;
  return {
    emails: lists.email.map((one) => one.value),
    phones: lists.phone.map((one) => one.value),
    addresses: single.address?.value.street == null ? [] : [single.address.value],
    socials: { ...socials },
  };
}

function confidenceOf(merged: MergedCompany): number {
  const known = MEASURED.flatMap((field) => merged.single[field]?.confidence ?? []);
  if (known.length === 0) return 0;
  return Math.round((known.reduce((sum, one) => sum + one, 0) / known.length) * 1_000) / 1_000;
}

function sourcesOf({ single, lists }: MergedCompany): readonly SourceName[] {
  const all = [...Object.values(single), ...Object.values(lists).flat()];
  return [...new Set(all.flatMap((one) => one?.sources ?? []))].sort();
}

/** Builds `data` of the result from the merged facts; `submitted` is shown when no source states a name. */
export function companyData(submitted: string, merged: MergedCompany): CompanyData {
  const { single, lists } = merged;
  const employees = single.employees?.value ?? null;
  const address = single.address?.value ?? null;
  const industry = single.industry?.value ?? null;
  return {
    company_name: single.name?.value ?? single.legal_name?.value ?? submitted,
    domain: single.domain?.value ?? null,
    industry,
    employee_count: employees === null ? null : employeeRange(employees),
    headquarters: {
      city: address?.city ?? null,
      state: address?.region ?? null,
      country: address?.country == null ? null : countryName(address.country),
    },
    financial_data: financialData(merged),
    industry_sector: industrySector(
      industry,
      lists.sector_hint.map((hint) => hint.value),
    ),
    employee_count_exact: employees?.exact ?? null,
    employee_count_reported: employees?.reported ?? null,
    headquarters_address: address,
    legal_name: single.legal_name?.value ?? null,
    description: single.description?.value ?? null,
    founded: single.founded?.value ?? null,
    parent: single.parent?.value ?? null,
    identifiers: {
      lei: single.lei?.value ?? null,
      cik: single.cik?.value ?? null,
      wikidata_id: single.wikidata_id?.value ?? null,
      linkedin: single.linkedin?.value ?? null,
    },
    contacts: contacts(merged),
    people: lists.person.map((one) => one.value),
    confidence: confidenceOf(merged),
    sources: sourcesOf(merged),
  };
}

const shown = ({
  value,
  source,
  sources,
  url,
  method,
  asOf,
  confidence,
  quote,
}: Supported<unknown>): FieldProvenance => ({
  value,
  source,
  sources,
  url,
  method,
  as_of: asOf,
  confidence,
  ...definedOnly({ quote }),
});

/** The source of every value and the values that contradict it. */
export function provenanceOf(merged: MergedCompany): Provenance {
  const fields = Object.entries(merged.single).flatMap(([field, one]) => (one === null ? [] : [[field, shown(one)]]));
  return {
    fields: Object.fromEntries(fields) as Provenance['fields'],
    conflicts: merged.conflicts.map(({ field, values }: Conflict) => ({ field, values: values.map(shown) })),
  };
}

/** Identifiers a company can be found by, the most reliable first. */
export const COMPANY_KEYS = ['wikidata_id', 'lei', 'cik', 'domain', 'linkedin'] as const;
export type CompanyKey = (typeof COMPANY_KEYS)[number];
export type CompanyKeys = Readonly<Record<CompanyKey, string | null>>;

/** An extracted company with its identifiers. */
export interface IdentifiedCompany {
  readonly data: CompanyData;
  readonly keys: CompanyKeys;
}

/**
 * Identifiers of an extracted company. An identifier that only the company's own site states is ignored: a site may
 * state any number, and would take over the row of the company it belongs to, or keep the number from it. The domain
 * was verified before it became a fact.
 */
export function identified(data: CompanyData, provenance: Provenance): IdentifiedCompany {
  const { wikidata_id, lei, cik, linkedin } = data.identifiers;
  const confirmed = (key: Exclude<CompanyKey, 'domain'>, value: string | null): string | null =>
    provenance.fields[key]?.sources.some((source) => source !== 'website' && source !== 'model') === true
      ? value
      : null;
  const keys = {
    wikidata_id: confirmed('wikidata_id', wikidata_id),
    lei: confirmed('lei', lei),
    cik: confirmed('cik', cik),
    domain: data.domain,
    linkedin: confirmed('linkedin', linkedin),
  };
  return { data, keys };
}

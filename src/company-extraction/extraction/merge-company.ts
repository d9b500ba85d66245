import type { Fact, FactField, FactValues, PostalAddress, SourceName } from '../facts/fact.js';
import type { QuotePlace } from '../../platform/llm/find-quote.js';
import { factKey } from './fact-key.js';
import { groupBy } from './group-by.js';
import { joinPartialAddresses } from './join-addresses.js';
import { surestFirst, Weighed } from './surest-first.js';

/** Fields with a single value; the others are lists. */
const SINGLE_FIELDS = [
  'name',
  'legal_name',
  'description',
  'domain',
  'industry',
  'employees',
  'founded',
  'address',
  'revenue',
  'valuation',
  'funding',
  'net_income',
  'total_assets',
  'market_cap',
  'ticker',
  'exchange',
  'lei',
  'cik',
  'wikidata_id',
  'linkedin',
  'parent',
] as const satisfies readonly FactField[];
const LIST_FIELDS = ['email', 'phone', 'social', 'person', 'sector_hint'] as const satisfies readonly FactField[];
export type SingleField = (typeof SINGLE_FIELDS)[number];
type ListField = (typeof LIST_FIELDS)[number];

/** A value with all sources that state it. */
export interface Supported<T> {
  readonly value: T;
  /** 1 − Π(1 − cᵢ) over the sources that agree, each after decay; 0 to 1, three decimals. */
  readonly confidence: number;
  /** The source whose value this is, and all sources that agree. */
  readonly source: SourceName;
  readonly sources: readonly SourceName[];
  readonly url: string | null;
  readonly method: string;
  readonly asOf: string | null;
  /** Where the value stands in the page, when the language model found it. */
  readonly quote?: QuotePlace;
}

/** Sources that contradict each other about a field; the winner first. */
export interface Conflict {
  readonly field: SingleField;
  readonly values: readonly Supported<unknown>[];
}

export interface MergedCompany {
  readonly single: { readonly [F in SingleField]: Supported<FactValues[F]> | null };
  readonly lists: { readonly [F in ListField]: readonly Supported<FactValues[F]>[] };
  readonly conflicts: readonly Conflict[];
}

interface MergeOptions {
  /** Values with a lower confidence are omitted; 0 includes all. */
  readonly minConfidence?: number;
  /** Current time, for the decay of dated values. */
  readonly now: Date;
}

/** Fields that change from year to year: a value loses a tenth of its confidence per year of age. */
const DECAYING: ReadonlySet<FactField> = new Set<FactField>([
  'employees',
  'revenue',
  'net_income',
  'total_assets',
  'market_cap',
  'valuation',
  'person',
]);
const DECAY_PER_YEAR = 0.9;
const YEAR_MS = 365.25 * 86_400_000;

/** Maximum entries of one list, and values of one conflict. */
const MAX_LIST = 50;
const MAX_CONFLICT = 5;

/** Age in years of an ISO date of any precision. A year counts from its end, so the age is never overestimated. */
function ageInYears(asOf: string, now: Date): number {
  const day = /^\d{4}$/.test(asOf) ? `${asOf}-12-31` : asOf;
  const at = Date.parse(day);
  return Number.isNaN(at) ? 0 : Math.max(0, (now.getTime() - at) / YEAR_MS);
}

/** Confidence of the fact at `now`, after decay. */
export function decayed(fact: Fact, now: Date): number {
  if (fact.asOf === null || !DECAYING.has(fact.field)) return fact.confidence;
  return fact.confidence * DECAY_PER_YEAR ** ageInYears(fact.asOf, now);
}

/** The model only reads the pages of the website: what it finds there is no second witness. */
const witnessOf = ({ source, restsOnPage }: Fact): SourceName =>
  restsOnPage === true || source === 'model' ? 'website' : source;

/** Combined confidence. Each source counts once: a site that states its name five times is one source. */
function agreement(group: readonly Weighed<Fact>[]): number {
  const best = new Map<SourceName, number>();
  for (const { stated, confidence } of group) {
    const witness = witnessOf(stated);
    best.set(witness, Math.max(best.get(witness) ?? 0, Math.min(1, Math.max(0, confidence))));
  }
  const doubt = [...best.values()].reduce((rest, confidence) => rest * (1 - confidence), 1);
  return Math.round((1 - doubt) * 1_000) / 1_000;
}

function support(group: readonly Weighed<Fact>[]): Supported<unknown> | null {
  const sorted = surestFirst(group);
  const [best] = sorted;
  if (best === undefined) return null;
  const { source, url, method, asOf, quote } = best.stated;
  const sources = [...new Set(sorted.map(({ stated }) => stated.source))];
  const shared = { value: combine(sorted), confidence: agreement(group), source, sources, url, method, asOf };
  return quote === undefined ? shared : { ...shared, quote };
}

/**
 * The most confident value. An address is completed, and a date made more precise, by other values that agree with it.
 */
function combine(sorted: readonly Weighed<Fact>[]): unknown {
  const values = sorted.map(({ stated }) => stated.value);
  const field = sorted[0]?.stated.field;
  if (field === 'founded') return values.reduce((a, b) => (String(b).length > String(a).length ? b : a));
  if (field !== 'address') return values[0];
  const addresses = values as readonly PostalAddress[];
  const part = <K extends keyof PostalAddress>(key: K): PostalAddress[K] | null =>
    addresses.find((address) => address[key] !== null)?.[key] ?? null;
  // Street and postcode belong together, so they are taken from one source.
  const exact =
    addresses.find((address) => address.street !== null) ?? addresses.find((one) => one.postal_code !== null);
  return {
    street: exact?.street ?? null,
    city: part('city'),
    region: part('region'),
    postal_code: exact?.postal_code ?? null,
    country: part('country'),
  };
}

/** Values of one field, the most confident first. */
function rankField(facts: readonly Fact[], field: FactField, now: Date): readonly Supported<unknown>[] {
  const weighed = facts.map((fact) => new Weighed(fact, decayed(fact, now)));
  const groups = groupBy(weighed, ({ stated }) => factKey(stated));
  if (field === 'address') joinPartialAddresses(groups);
  const supported = [...groups.values()].flatMap((group) => support(group) ?? []);
  return surestFirst(supported.map((one) => new Weighed(one, one.confidence))).map(({ stated }) => stated);
}

/** Whether a value contradicts the winner. Different wordings do not, nor do figures of different years. */
function contradicts(field: SingleField, winner: Supported<unknown>, other: Supported<unknown>): boolean {
  if (field === 'description' || field === 'industry') return false;
  if (other.sources.every((source) => winner.sources.includes(source))) return false;
  const dated = DECAYING.has(field) && winner.asOf !== null && other.asOf !== null;
  return !dated || winner.asOf?.slice(0, 4) === other.asOf?.slice(0, 4);
}

/**
 * Merges the facts of all sources into one company: values that mean the same agree and their confidences combine,
 * dated figures lose confidence with age, ties go to the preferred source, and values that contradict the winner are
 * listed. The result depends on the facts and on `now`, not on their order.
 */
export function mergeCompany(facts: readonly Fact[], options: MergeOptions): MergedCompany {
  const { minConfidence = 0, now } = options;
  const sure = (one: Supported<unknown>): boolean => one.confidence >= minConfidence;
  const byField = groupBy(facts, ({ field }) => field);
  const ranked = new Map<FactField, readonly Supported<unknown>[]>(
    [...SINGLE_FIELDS, ...LIST_FIELDS].map((field) => [
      field,
      rankField(byField.get(field) ?? [], field, now).filter(sure),
    ]),
  );
  const values = (field: FactField): readonly Supported<unknown>[] => ranked.get(field) ?? [];
  const conflicts = SINGLE_FIELDS.flatMap((field): readonly Conflict[] => {
    const [winner, ...others] = values(field);
    const against = winner === undefined ? [] : others.filter((other) => contradicts(field, winner, other));
    return winner === undefined || against.length === 0
      ? []
      : [{ field, values: [winner, ...against].slice(0, MAX_CONFLICT) }];
  });
  // The facts of each field carry values of that field's type; the maps below only reshape them.
  const single = Object.fromEntries(SINGLE_FIELDS.map((field) => [field, values(field)[0] ?? null]));
  const list = <F extends ListField>(field: F) =>
    values(field).slice(0, MAX_LIST) as readonly Supported<FactValues[F]>[];
  const lists = {
    email: list('email'),
    phone: list('phone'),
    social: list('social'),
    person: list('person'),
    sector_hint: list('sector_hint'),
  };
  return { single: single as MergedCompany['single'], lists, conflicts };
}

import type { QuotePlace } from '../../platform/llm/find-quote.js';

/**
 * Types that every source of company facts shares.
 * A **fact** is one statement about a company with its origin. Sources only state facts; they never choose between
 * statements, so two sources may contradict each other here. The merge picks winners.
 */

/** Origin of a fact. `hint` is given by the caller, `guess` was derived without evidence. */
export type SourceName =
  'website' | 'hint' | 'wikidata' | 'wikipedia' | 'gleif' | 'sec' | 'brave' | 'people_data_labs' | 'model' | 'guess';

/**
 * A number of employees as stated. `exact` is set only when a single number was stated; `reported` is the source's own
 * wording.
 */
export interface EmployeeCount {
  readonly min: number | null;
  readonly max: number | null;
  readonly exact: number | null;
  readonly reported: string;
}

/**
 * A postal address; parts that the source does not state are null. `country` is ISO 3166-1 alpha-2 when it was
 * recognised.
 */
export interface PostalAddress {
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postal_code: string | null;
  readonly country: string | null;
}

/** An account on a social network: `network` is lower-case (`x`, `facebook`, `linkedin`…), `url` absolute. */
export interface SocialAccount {
  readonly network: string;
  readonly url: string;
}

/** An amount in units of `currency` (ISO 4217), not in cents. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** A person who runs or represents the company. */
export interface CompanyPerson {
  readonly name: string;
  readonly title: string | null;
}

/** Type of the value of each field. Dates are ISO 8601 at the known precision: `1998`, `1998-09` or `1998-09-04`. */
export interface FactValues {
  readonly name: string;
  readonly legal_name: string;
  readonly description: string;
  /** Registrable domain in lower case, ASCII form. */
  readonly domain: string;
  readonly industry: string;
  /** Clue to the industry sector: a schema.org type, an SIC or NAICS code, a keyword. */
  readonly sector_hint: string;
  readonly employees: EmployeeCount;
  readonly founded: string;
  readonly address: PostalAddress;
  /** Lower-case domain part, no `mailto:`. */
  readonly email: string;
  /** E.164 when the number is valid for a known region, else the digits as written. */
  readonly phone: string;
  readonly social: SocialAccount;
  readonly revenue: Money;
  readonly valuation: Money;
  readonly funding: Money;
  readonly ticker: string;
  readonly exchange: string;
  readonly lei: string;
  readonly cik: string;
  readonly wikidata_id: string;
  /** Address of the company's LinkedIn page. */
  readonly linkedin: string;
  readonly person: CompanyPerson;
  readonly parent: string;
  readonly net_income: Money;
  readonly total_assets: Money;
  readonly market_cap: Money;
}

export type FactField = keyof FactValues;

/** One statement about a company with its origin; the merge picks winners. */
export interface Fact<T = unknown> {
  readonly field: FactField;
  readonly value: T;
  readonly source: SourceName;
  /** Address of the page or API the statement was read from; null for hints and guesses. */
  readonly url: string | null;
  /** How the statement was read, for the provenance: `json-ld`, `microdata`, `footer`, `P856`… */
  readonly method: string;
  /** Probability from 0 to 1 that the statement is right, before other sources agree or contradict. */
  readonly confidence: number;
  /** ISO 8601 date for which the statement was true, when the source states one. */
  readonly asOf: string | null;
  /**
   * Where the statement stands in the page, letter by letter, and at which place of its text; only of the language
   * model.
   */
  readonly quote?: QuotePlace;
  /** Whether it holds only if a page is the company's, which nobody else says: all such facts are one witness. */
  readonly restsOnPage?: true;
}

/** A fact whose field is known at compile time, with the type of that field's value. */
export type FactOf<F extends FactField> = Fact<FactValues[F]> & { readonly field: F };

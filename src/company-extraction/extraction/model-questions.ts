import { z } from 'zod';
import { objectForm, TEXT, TEXT_OR_NULL } from '../../platform/llm/answer-form.js';
import { bearsOut, findQuote, type QuotePlace, wordsOf } from '../../platform/llm/find-quote.js';
import type { ModelQuestion } from '../../platform/llm/chat-model.js';
import { monthNames } from '../facts/date-words.js';
import { countryCode } from '../facts/country.js';
import { parseEmployees } from '../facts/employee-range.js';
import type { Fact, FactValues } from '../facts/fact.js';
import type { StoredPage } from '../facts/source-step.js';

/** What the language model is asked for, with what it is told of each. */
const FIELDS = {
  legal_name: 'its registered name, with the legal form',
  description: 'one sentence, or the main part of one, that says what it does',
  industry: 'its trade, in at most six words of the text',
  employees: 'its number of employees as written, with the words beside it',
  founded: 'the year or date of its foundation',
  parent: 'the company that owns it',
  address: 'the postal address of its headquarters',
} as const;
export type ModelField = keyof typeof FIELDS;
export const MODEL_FIELDS = Object.keys(FIELDS) as readonly ModelField[];

const INSTRUCTIONS = `You read pages of a company's website and state facts about that company that stand there.
For each field give the value and a quote: the shortest part of a page's text, copied letter by letter, in which the value stands.
Give null for what the pages do not state of this very company. Never infer, translate, complete or correct.`;

const text = z.string().max(600);
const address = z.object({
  street: text.nullish(),
  city: text.nullish(),
  region: text.nullish(),
  postal_code: text.nullish(),
  country: text.nullish(),
});
type AddressAnswer = z.infer<typeof address>;
const stated = <T extends z.ZodType>(value: T) => z.object({ value, quote: text }).nullish();
const answerSchema = z.object({
  legal_name: stated(text),
  description: stated(text),
  industry: stated(text),
  employees: stated(z.union([text, z.number()])),
  founded: stated(z.union([text, z.number()])),
  parent: stated(text),
  address: stated(address),
});
type Answer = z.infer<typeof answerSchema>;

const ADDRESS = objectForm({
  street: TEXT_OR_NULL,
  city: TEXT_OR_NULL,
  region: TEXT_OR_NULL,
  postal_code: TEXT_OR_NULL,
  country: TEXT_OR_NULL,
});

function fieldSchema(field: ModelField): object {
  const value = field === 'address' ? ADDRESS : TEXT;
  return { description: FIELDS[field], anyOf: [objectForm({ value, quote: TEXT }), { type: 'null' }] };
}

/** The question for the fields that are missing or in dispute. */
export function companyQuestion(
  name: string,
  fields: readonly ModelField[],
  pages: readonly StoredPage[],
): ModelQuestion<Answer> {
  return {
    instructions: INSTRUCTIONS,
    material: { company: name, pages: pages.map(({ url, text: words }) => ({ url, text: words })) },
    name: 'company_facts',
    jsonSchema: {
      type: 'object',
      properties: Object.fromEntries(fields.map((field) => [field, fieldSchema(field)])),
      required: [...fields],
      additionalProperties: false,
    },
    schema: answerSchema,
  };
}

/** Confidence of a statement whose quote stands in the page: a model may take it for another company's. */
const CONFIDENCE = 0.6;
const FOUNDED = /^(?:1[5-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?$/;

const clean = (value: string | null | undefined): string | null => value?.trim().slice(0, 300) || null;

function addressOf(value: AddressAnswer): FactValues['address'] {
  const country = clean(value.country);
  return {
    street: clean(value.street),
    city: clean(value.city),
    region: clean(value.region),
    postal_code: clean(value.postal_code),
    country: country === null ? null : countryCode(country),
  };
}

/** A day of a month as it is written: `5`, `05`, `5th`. */
const DAY = /^0?(\d{1,2})(?:st|nd|rd|th|er)?$/;

/** Whether a quote says an ISO date to its last part: a month by name or number, a day by number. */
function saysDate(quote: string, date: string): boolean {
  const [year, month, day] = date.split('-');
  if (year === undefined || !bearsOut(quote, year)) return false;
  const words = wordsOf(quote).map((word) => word.replace(DAY, '$1'));
  const take = (isIt: (word: string) => boolean): boolean => {
    const at = words.findIndex(isIt);
    if (at >= 0) words.splice(at, 1);
    return at >= 0;
  };
  const named = monthByFoldedName();
  const isNamed = (word: string): boolean => named.get(word)?.has(Number(month)) === true;
  const isNumber = (part: string) => (word: string) => word === String(Number(part));
  // By name first: the number of `5 May` is the day.
  if (month !== undefined && !take(isNamed) && !take(isNumber(month))) return false;
  return day === undefined || take(isNumber(day));
}

/** The months by their names as `wordsOf` writes them. */
const monthByFoldedName = (): ReadonlyMap<string, ReadonlySet<number>> =>
  new Map([...monthNames()].map(([name, found]) => [wordsOf(name).join(''), found]));

/** A value as a fact has it, and whether a quote says it. */
interface Claim {
  readonly value: unknown;
  readonly isIn: (quote: string) => boolean;
}

const claim = (value: unknown, words: string): Claim => ({ value, isIn: (quote) => bearsOut(quote, words) });

/**
 * What the model states; null when it is none of the field. Of an address every part must stand in the quote, as it was
 * given.
 */
function claimOf(field: ModelField, raw: unknown): Claim | null {
  if (field === 'address') {
    const parts = raw as AddressAnswer;
    const words = [parts.street, parts.city, parts.region, parts.postal_code, parts.country].map(clean);
    const value = addressOf(parts);
    if ([value.street, value.city, value.postal_code].every((part) => part === null)) return null;
    return claim(value, words.filter((part) => part !== null).join(' '));
  }
  const words = clean(String(raw));
  if (words === null) return null;
  if (field === 'employees') {
    const value = parseEmployees(words);
    return value === null ? null : claim(value, words.replace(/[^\d\s.,-]+/g, ' '));
  }
  if (field === 'founded')
    return FOUNDED.test(words) ? { value: words, isIn: (quote) => saysDate(quote, words) } : null;
  return claim(words, words);
}

/** Where a quote stands in the pages. */
function placeOf(
  quote: string,
  pages: readonly StoredPage[],
): { readonly url: string; readonly quote: QuotePlace } | null {
  for (const page of pages) {
    const place = findQuote(page.text, quote);
    if (place !== null) return { url: page.url, quote: place };
  }
  return null;
}

/**
 * The facts of an answer: of the fields that were asked, those whose quote stands in a page and says what it is given
 * for. The others are told to `refuse`.
 */
export function factsOfAnswer(
  answer: Answer,
  fields: readonly ModelField[],
  pages: readonly StoredPage[],
  refuse: (warning: string) => void,
): readonly Fact[] {
  return fields.flatMap((field): readonly Fact[] => {
    const said = answer[field];
    if (said == null) return [];
    const place = placeOf(said.quote, pages);
    if (place === null) {
      refuse(`model: ${field} left out, its quote does not stand in the page`);
      return [];
    }
    const found = claimOf(field, said.value);
    if (found?.isIn(place.quote.text) !== true) {
      refuse(`model: ${field} left out, its quote does not say it`);
      return [];
    }
    const origin = { source: 'model', method: 'model', confidence: CONFIDENCE, asOf: null } as const;
    return [{ field, value: found.value, ...origin, ...place }];
  });
}

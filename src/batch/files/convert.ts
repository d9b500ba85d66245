/** What a conversion makes of a value: another value, or why it cannot. */
type Converted = { readonly value: unknown } | { readonly problem: string };

/** A conversion of the values of a column. */
export interface Conversion {
  /** As callers write it, such as `number:,`. */
  readonly name: string;
  readonly apply: (value: unknown) => Converted;
}

const TRUE = new Set(['true', 'yes', 'y', '1', 'x', 'on', 'ja', 'wahr', 'sim', 'verdadeiro', 'да', 'истина', '✓']);
const FALSE = new Set(['false', 'no', 'n', '0', 'off', 'nein', 'falsch', 'não', 'nao', 'falso', 'нет', 'ложь', '-']);

/** JSON's own form of a number, with a plus sign and without a leading zero too. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
/** Digits in groups of three, with a comma before the fraction. */
const COMMA_NUMBER = /^[+-]?\d{1,3}(?:[.\u00A0\u202F ']\d{3})+(?:,\d+)?$|^[+-]?\d+(?:,\d+)?$/;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

const done = (value: unknown): Converted => ({ value });
const fail = (problem: string): Converted => ({ problem });

/** Only texts are converted; other values, which workbooks and JSON have, stay. */
const ofText =
  (convert: (text: string) => Converted) =>
  (value: unknown): Converted =>
    typeof value === 'string' ? convert(value) : done(value);

const PLAIN: Readonly<Record<string, (value: unknown) => Converted>> = {
  trim: ofText((text) => done(text.trim())),
  lower: ofText((text) => done(text.toLowerCase())),
  upper: ofText((text) => done(text.toUpperCase())),
  text: (value) => done(typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
  number: ofText((text) => finite(NUMBER.test(text) ? Number(text) : Number.NaN, 'must be a number')),
  boolean: toBoolean,
  date: ofText((text) => (isDate(text) ? done(text) : fail('must be a date such as 2026-11-29'))),
  split: splitBy(';'),
  json: ofText(toJson),
  auto: ofText((text) => done(guessed(text))),
};

const WITH_ARGUMENT: Readonly<Record<string, (argument: string) => ((value: unknown) => Converted) | undefined>> = {
  number: (mark) => (mark === ',' ? ofText(commaNumber) : mark === '.' ? PLAIN['number'] : undefined),
  split: (separator) => (separator.length <= 5 ? splitBy(separator) : undefined),
  date: dateOfPattern,
};

/** How the conversions are written, for people. */
export const CONVERSIONS =
  'trim, lower, upper, text, number, number:, (a comma before the fraction), boolean, date, date:DD.MM.YYYY, split, split:|, json, auto';

/** The conversion of a name; undefined when there is none. */
export function conversionOf(name: string): Conversion | undefined {
  const at = name.indexOf(':');
  const apply = at < 0 ? own(PLAIN, name) : own(WITH_ARGUMENT, name.slice(0, at))?.(name.slice(at + 1));
  return apply === undefined ? undefined : { name, apply };
}

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

function toBoolean(value: unknown): Converted {
  if (typeof value === 'boolean') return done(value);
  const text = String(value).trim().toLowerCase();
  if (TRUE.has(text)) return done(true);
  return FALSE.has(text) ? done(false) : fail('must be true or false, yes or no, 1 or 0');
}

function commaNumber(text: string): Converted {
  const number = COMMA_NUMBER.test(text)
    ? Number(text.replace(/[.\u00A0\u202F ']/g, '').replace(',', '.'))
    : Number.NaN;
  return finite(number, 'must be a number with a comma before the fraction');
}

/** What is too large for a number, such as 1e999, is none. */
const finite = (number: number, problem: string): Converted => (Number.isFinite(number) ? done(number) : fail(problem));

function splitBy(separator: string): (value: unknown) => Converted {
  return (value) => {
    if (typeof value !== 'string') return done(value === undefined || Array.isArray(value) ? value : [value]);
    const parts = separator === '' ? [value] : value.split(separator);
    return done(parts.map((part) => part.trim()).filter((part) => part !== ''));
  };
}

function toJson(text: string): Converted {
  try {
    return done(JSON.parse(text));
  } catch {
    return fail('must be JSON');
  }
}

function guessed(text: string): unknown {
  if (NUMBER.test(text) && Number.isFinite(Number(text))) return Number(text);
  const word = text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : text;
}

/** `DD.MM.YYYY`, `MM/DD/YYYY` and the like become `YYYY-MM-DD`; what is that already stays. */
function dateOfPattern(pattern: string): ((value: unknown) => Converted) | undefined {
  const parts = pattern.match(/DD|MM|YYYY/g) ?? [];
  if (pattern.length > 20 || [...parts].sort().join() !== 'DD,MM,YYYY') return undefined;
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/YYYY|DD|MM/g, (part) => (part === 'YYYY' ? '(?<YYYY>\\d{4})' : `(?<${part}>\\d{1,2})`));
  const expression = new RegExp(`^${source}$`);
  return ofText((text) => {
    if (isDate(text)) return done(text);
    const { YYYY = '', MM = '', DD = '' } = expression.exec(text)?.groups ?? {};
    const date = `${YYYY}-${MM.padStart(2, '0')}-${DD.padStart(2, '0')}`;
    return YYYY !== '' && isReal(date) ? done(date) : fail(`must be a date as ${pattern}`);
  });
}

const isDate = (text: string): boolean => ISO_DATE.test(text) && isReal(text.slice(0, 10));

/** Whether a date is one of the calendar: 31 February is not. */
function isReal(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

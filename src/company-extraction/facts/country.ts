import { countriesIn } from './country-languages.js';
import { countryNamed } from './country-names.js';
import { countryInAnyLanguage } from './localized-country-names.js';

export { readCountryNames } from './localized-country-names.js';

const countries = countriesIn('en');

/** Common short names for countries whose ISO names are long; answers show these. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  US: 'United States',
  GB: 'United Kingdom',
  KR: 'South Korea',
  KP: 'North Korea',
  RU: 'Russia',
  TW: 'Taiwan',
  VN: 'Vietnam',
  IR: 'Iran',
  CZ: 'Czechia',
  CN: 'China',
};

/**
 * ISO 3166-1 alpha-2 code for a code (`US`, `usa`, `276`) or a name in any language that the platform's own data
 * know; `UK` is read as `GB`. Null when the text is not a known country.
 */
export function countryCode(text: string): string | null {
  const value = text.slice(0, 100).trim().replace(/\s+/gu, ' ').toLowerCase();
  const upper = value.toUpperCase();
  // Two letters are a code, never a name: `VS` is short for other countries in other languages.
  if (/^[A-Z]{2}$/.test(upper)) return countries.isValid(upper) ? upper : upper === 'UK' ? 'GB' : null;
  const named = value === 'america' ? 'US' : countryNamed(value);
  if (named !== null) return named;
  if (/^[A-Z]{3}$/.test(upper)) return countries.alpha3ToAlpha2(upper) ?? null;
  if (/^\d{3}$/.test(value)) return countries.numericToAlpha2(value) ?? null;
  return countries.getAlpha2Code(value, 'en') ?? countryInAnyLanguage(value);
}

/** The English name shown in answers (`United States`); null when the text is not a country code. */
export function countryName(code: string): string | null {
  const upper = code.toUpperCase();
  return SHORT_NAMES[upper] ?? countries.getName(upper, 'en') ?? null;
}

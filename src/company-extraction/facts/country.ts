import countries from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json';
import french from 'i18n-iso-countries/langs/fr.json';
import german from 'i18n-iso-countries/langs/de.json';
import spanish from 'i18n-iso-countries/langs/es.json';
import { countryNamed } from './country-names.js';

for (const names of [english, german, french, spanish]) countries.registerLocale(names);
const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;

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
 * ISO 3166-1 alpha-2 code for a code (`US`, `usa`, `276`) or a name in English, German, French or Spanish; null when
 * the text is not a known country.
 */
export function countryCode(text: string): string | null {
  const value = text.slice(0, 100).trim().replace(/\s+/gu, ' ').toLowerCase();
  const upper = value.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper) && countries.isValid(upper)) return upper;
  const named = value === 'america' ? 'US' : countryNamed(value);
  if (named !== null) return named;
  if (/^[A-Z]{3}$/.test(upper)) return countries.alpha3ToAlpha2(upper) ?? null;
  if (/^\d{3}$/.test(value)) return countries.numericToAlpha2(value) ?? null;
  for (const language of LANGUAGES) {
    const code = countries.getAlpha2Code(value, language);
    if (code !== undefined) return code;
  }
  return null;
}

/** The English name shown in answers (`United States`); null when the text is not a country code. */
export function countryName(code: string): string | null {
  const upper = code.toUpperCase();
  return SHORT_NAMES[upper] ?? countries.getName(upper, 'en') ?? null;
}

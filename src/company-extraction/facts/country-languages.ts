import { createRequire } from 'node:module';
import { join } from 'node:path';
// The package's main module would read the names in all of its 70 languages, in every thread that loads it.
import countries, { type LocaleData } from 'i18n-iso-countries/index.js';

const load = createRequire(join(__dirname, 'country-languages.js'));
const read = new Set<string>();

/** The package with ISO's names of countries in one more language, if it has them. */
export function countriesIn(language: string): typeof countries {
  if (!read.has(language) && countries.getSupportedLanguages().includes(language)) {
    countries.registerLocale(load(`i18n-iso-countries/langs/${language}.json`) as LocaleData);
    read.add(language);
  }
  return countries;
}

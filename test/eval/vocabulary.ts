import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import countries from 'i18n-iso-countries';
import { countryCode } from '../../src/company-extraction/facts/country.js';
import { INDUSTRY_SECTORS } from '../../src/company-extraction/facts/industry-tables.js';
import { sectorOfWords } from '../../src/company-extraction/facts/industry-sector.js';
import { normalizeCompanyName } from '../../src/company-extraction/facts/normalize-company-name.js';
import { Section, share, Table } from './section.js';

const LANGUAGES = 'en de fr es it nl pt pl sv da fi cs hu ro el tr ru uk ar he hi th vi id zh zh-Hant ja ko'.split(' ');

/** Names of all countries in one language, as the platform has them. */
function countryRow(language: string): (string | number)[] {
  const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const names = Object.keys(countries.getAlpha2Codes()).flatMap((code) => {
    const name = display.of(code);
    return name === undefined ? [] : [[code, name] as const];
  });
  const right = names.filter(([code, name]) => countryCode(name) === code).length;
  const naive = names.filter(([code, name]) => countries.getAlpha2Code(name, 'en') === code).length;
  return [`countries in ${language}`, names.length, share(right / names.length), share(naive / names.length)];
}

/** The last word and its full stop, as a quick hand would strip legal forms. */
const byHand = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s,]+(?:inc|ltd|llc|gmbh|ag|sa|corp|co)\.?$/, '')
    .trim();

/** What is folded of the abbreviations of every country, which `tools/write-legal-forms.ts` writes beside this file. */
function formRow(what: string, company: string): (string | number)[] {
  const lines = readFileSync(join(__dirname, 'gleif-abbreviations.txt'), 'utf8').trim().split('\n');
  const names = lines.map((line) => `${company} ${line.slice(line.indexOf(' ') + 1)}`);
  const [right, naive] = [normalizeCompanyName, byHand].map(
    (fold) => names.filter((name) => fold(name) === company.toLowerCase()).length / names.length,
  );
  return [what, names.length, share(right ?? 0), share(naive ?? 0)];
}

/** Tables that need no material: how much of each taxonomy is understood. */
export const vocabulary: Section = {
  name: 'vocabulary',
  needs: [],
  run(): Table[] {
    const industries = [...INDUSTRY_SECTORS];
    const mapped = industries.filter(([name, sector]) => sectorOfWords(name) === sector).length;
    return [
      {
        title: 'Taxonomies',
        columns: ['what', 'names', 'right', 'naive'],
        rows: [
          ...LANGUAGES.map(countryRow),
          formRow('legal forms of GLEIF’s list, after two words', 'Zenith Quarry'),
          formRow('legal forms of GLEIF’s list, after one word', 'Zenith'),
          ['industries of LinkedIn and GICS', industries.length, share(mapped / industries.length), '–'],
        ],
        note: 'Naive: English names of countries; a regular expression of eight forms. The industries are complete by construction. Of legal forms those that tell companies apart stay: codes of countries, Roman numbers, `Trust`, `Fund`, initials such as `SC`.',
      },
    ];
  },
};

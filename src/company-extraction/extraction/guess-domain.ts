import { normalizeKeepingWords } from '../facts/normalize-company-name.js';

/** Guessed domains tried for one company; each costs a request to a third-party site. */
const MAX_GUESSES = 8;

/** Usual domain suffix of a country's companies where it is not the country code itself. */
const COMPANY_SUFFIX: Readonly<Record<string, string>> = {
  GB: 'co.uk',
  JP: 'co.jp',
  KR: 'co.kr',
  NZ: 'co.nz',
  ZA: 'co.za',
  IL: 'co.il',
  TH: 'co.th',
  AU: 'com.au',
  BR: 'com.br',
  MX: 'com.mx',
  TR: 'com.tr',
  AR: 'com.ar',
  CO: 'com.co',
  SG: 'com.sg',
  MY: 'com.my',
  TW: 'com.tw',
  HK: 'com.hk',
  UA: 'com.ua',
  PH: 'com.ph',
  VN: 'com.vn',
};

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

const isHostLabel = (label: string): boolean => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label);

/**
 * The name as host labels: words joined, words hyphenated, each without diacritics and with `ä` as `ae` where that
 * differs.
 */
function labels(name: string): { readonly joined: readonly string[]; readonly hyphened: string } {
  const plain = normalizeKeepingWords(name);
  const spelled = normalizeKeepingWords(
    name
      .toLowerCase()
      .normalize('NFC')
      .replace(/[äöü]/g, (mark) => UMLAUTS[mark] ?? mark),
  );
  const joined = [plain, spelled].map((form) => form.replaceAll(' ', ''));
  return { joined: [...new Set(joined)].filter(isHostLabel), hyphened: plain.replaceAll(' ', '-') };
}

/**
 * Domains the company may have, the most likely first, at most eight. A guessed domain is only reported after its home
 * page named the company. Empty for a name without Latin letters or digits.
 */
export function guessDomains(name: string, country: string): readonly string[] {
  const { joined, hyphened } = labels(name);
  const national = country === 'US' ? null : (COMPANY_SUFFIX[country] ?? country.toLowerCase());
  // a company of a country with its own suffix has that before a namesake's .com
  const suffixes = [...(national === null ? [] : [national]), 'com'];
  const spelledOut = /\.(?:com|net|org|io|ai|co|de)$/i.exec(name.trim()) === null ? [] : [name.trim().toLowerCase()];
  const hyphens =
    hyphened.includes('-') && isHostLabel(hyphened) ? suffixes.map((suffix) => `${hyphened}.${suffix}`) : [];
  const guesses = [
    ...spelledOut.filter((domain) => isHostLabel(domain.slice(0, domain.lastIndexOf('.')))),
    ...joined.flatMap((label) => suffixes.map((suffix) => `${label}.${suffix}`)),
    ...hyphens,
    ...joined.slice(0, 1).flatMap((label) => ['io', 'ai', 'co', 'org'].map((suffix) => `${label}.${suffix}`)),
  ];
  return [...new Set(guesses)].slice(0, MAX_GUESSES);
}

import { INDUSTRY_SECTORS, tradeSector } from './industry-tables.js';
import {
  KEYWORD_SECTORS,
  LONE_WORD_SECTORS,
  NAICS_SECTORS,
  SCHEMA_TYPE_SECTORS,
  SIC_SECTORS,
} from './sector-tables.js';
import type { Sector } from './sector.js';

/** Sector of a four-digit SIC code: the narrowest range of the table that contains it. */
export function sectorOfSic(code: string): Sector | null {
  if (!/^\d{3,4}$/.test(code)) return null;
  const number = Number(code.padStart(4, '0'));
  return SIC_SECTORS.find(([from, to]) => number >= from && number <= to)?.[2] ?? null;
}

/** Sector of a NAICS code of two to six digits: the longest known prefix decides. */
export function sectorOfNaics(code: string): Sector | null {
  if (!/^\d{2,6}$/.test(code)) return null;
  for (let length = code.length; length >= 2; length -= 1) {
    const sector = NAICS_SECTORS.get(code.slice(0, length));
    if (sector !== undefined) return sector;
  }
  return null;
}

/** Sector that a schema.org type implies (`Restaurant`, `https://schema.org/Hospital`); null for general types. */
export function sectorOfSchemaType(type: string): Sector | null {
  return SCHEMA_TYPE_SECTORS.get(type.replace(/^https?:\/\/schema\.org\//, '')) ?? null;
}

/** Lower case, `&` as `and`, a single space for everything that is neither a letter nor a digit. */
const foldWords = (text: string): string =>
  text
    .slice(0, 300)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/**
 * Sector of an industry given in words: by its exact name in LinkedIn's or GICS' taxonomy, else by the first keyword of
 * the table that it has as a whole word. `Railing` is no railway, `art` no part.
 */
export function sectorOfWords(industry: string): Sector | null {
  const name = foldWords(industry);
  const listed = INDUSTRY_SECTORS.get(name) ?? LONE_WORD_SECTORS.get(name) ?? tradeSector(name);
  if (listed !== null) return listed;
  const words = ` ${name} `;
  const found = KEYWORD_SECTORS.find(([keyword, isStem]) =>
    isStem || !/^[\p{Script=Latin} ]+$/u.test(keyword)
      ? words.includes(isStem && /\p{Script=Latin}/u.test(keyword) ? ` ${keyword}` : keyword)
      : words.includes(` ${keyword} `) || words.includes(` ${keyword}s `),
  );
  return found?.[2] ?? null;
}

/**
 * Broad sector of a company: codes before schema.org types before words, the first that is known. A hint is `sic:3711`,
 * `naics:336110`, a schema.org type, or words. `Other` when there is input that no table knows, null when there is
 * none.
 */
export function industrySector(industry: string | null, hints: readonly string[] = []): Sector | null {
  const coded = (hint: string): Sector | null => {
    const [system, code = ''] = hint.split(':');
    if (system === 'sic') return sectorOfSic(code);
    return system === 'naics' ? sectorOfNaics(code) : null;
  };
  for (const read of [coded, sectorOfSchemaType]) {
    const found = hints.map(read).find((sector) => sector !== null);
    if (found !== undefined) return found;
  }
  const stated = [...(industry === null ? [] : [industry]), ...hints.filter((hint) => !/^(?:sic|naics):/.test(hint))];
  const worded = stated.map(sectorOfWords).find((sector) => sector !== null);
  return worded ?? (industry === null ? null : 'Other');
}

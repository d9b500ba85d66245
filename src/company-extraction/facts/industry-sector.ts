import { KEYWORD_SECTORS, NAICS_SECTORS, SCHEMA_TYPE_SECTORS, SIC_SECTORS } from './sector-tables.js';
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

/** Sector of an industry given in words, by the first keyword of the table that occurs at the start of a word. */
export function sectorOfWords(industry: string): Sector | null {
  const words = ` ${industry
    .slice(0, 300)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  return KEYWORD_SECTORS.find(([keyword]) => words.includes(` ${keyword}`))?.[1] ?? null;
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

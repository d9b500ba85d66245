// @ts-check

// prettier-ignore
/**
 * Lengths of IBANs by country, as the registry of SWIFT has them; a part of it.
 * @type {Readonly<Record<string, number>>}
 */
const LENGTHS = {
  AD: 24, AE: 23, AT: 20, BE: 16, BG: 22, BR: 29, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27,
  GB: 22, GR: 27, HR: 21, HU: 28, IE: 22, IL: 23, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31, NL: 18,
  NO: 15, PL: 28, PT: 25, RO: 24, SA: 24, SE: 24, SI: 19, SK: 24, TR: 26, UA: 29,
};

/** Without spaces, in capitals. @param {string} text */
export const compact = (text) => text.replace(/\s+/g, '').toUpperCase();

/** The length of a country's IBANs; undefined when the country is not known. @param {string} country */
export const lengthOf = (country) => (Object.hasOwn(LENGTHS, country) ? LENGTHS[country] : undefined);

/**
 * Whether the checksum of ISO 13616 is right: country and check digits at the end, letters as numbers from 10, modulo
 * 97 is 1.
 * @param {string} iban compact
 */
export function hasRightChecksum(iban) {
  const moved = iban.slice(4) + iban.slice(0, 4);
  let remainder = 0;
  for (const character of moved) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

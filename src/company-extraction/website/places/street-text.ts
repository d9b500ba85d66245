import { hasStreet } from './address-words.js';
import { countryNamed } from '../../facts/country-names.js';
import { cleanCity } from './postcode-lines.js';
import { STATE_PATTERN, stateOf } from './us-states.js';

interface Place {
  readonly city: string;
  readonly region: string | null;
  readonly country: string | null;
}

const CITY_STATE = new RegExp(
  `(?<city>\\p{Lu}[\\p{L}\\p{M}.'’-]{1,24}(?: \\p{Lu}[\\p{L}\\p{M}.'’-]{1,24}){0,3}),\\s{1,2}(?<region>${STATE_PATTERN})(?![\\p{L}\\d])`,
  'gu',
);
const CITY_COUNTRY =
  /(?<city>\p{Lu}[\p{L}\p{M}.'’-]{1,24}(?:[ -]\p{Lu}[\p{L}\p{M}.'’-]{1,24}){0,3}),\s{1,2}(?<country>\p{Lu}[\p{L}.]{1,20}(?: \p{L}[\p{L}.]{1,20}){0,3})/gu;

/** Towns followed by a state or a country: `Toronto, Ontario`, `Paris, France`. */
export function placesOf(line: string): Place[] {
  const text = line.slice(0, 300);
  const found: Place[] = [];
  for (const match of text.matchAll(CITY_STATE)) {
    const city = cleanCity(match.groups?.['city'] ?? null);
    const state = stateOf(match.groups?.['region'] ?? '');
    if (city && !isLargerArea(city))
      found.push({ city, region: match.groups?.['region'] ?? null, country: state?.country ?? null });
  }
  for (const match of text.matchAll(CITY_COUNTRY)) {
    const city = cleanCity(match.groups?.['city'] ?? null);
    const words = (match.groups?.['country'] ?? '').split(' ');
    const country =
      words.map((_, i) => countryNamed(words.slice(0, words.length - i).join(' '))).find((code) => code !== null) ??
      null;
    if (city && country && !isLargerArea(city)) found.push({ city, region: null, country });
  }
  return found;
}

const AREA_LIST =
  /(?:areas?|cities|towns|communities|suburbs|neighbou?rhoods|städte|orte|villes|communes|ciudades|localidades|città|comuni|cidades|steden|plaatsen|miasta|miejscowości|města|города)(?!\p{L})[^:]{0,50}:\s{0,3}(.{10,280})/iu;

/** Towns listed in a row of at least four names: `We serve the following areas: Lewiston, Mechanic Falls, Poland`. */
export function listedPlaces(line: string): string[] {
  const list = AREA_LIST.exec(line.slice(0, 400))?.[1] ?? '';
  const names = list.split(/\s*[,;•·|]\s*|\s(?:and|und|et|y|e|i|en|и)\s/).map((name) => name.trim().replace(/\.$/, ''));
  const places = names.filter((name) =>
    /^\p{Lu}[\p{L}\p{M}.'’-]{1,20}(?: \p{Lu}[\p{L}\p{M}.'’-]{1,20}){0,3}$/u.test(name),
  );
  return places.length >= 4 && places.length >= names.length * 0.7 ? places : [];
}

/** Whether a name is a state or a country: those in a list are not towns; New York and Washington are both. */
function isLargerArea(name: string): boolean {
  return (
    (stateOf(name) !== null && !/^(?:new york|washington|québec|quebec|victoria)$/i.test(name)) ||
    countryNamed(name) !== null
  );
}

export function placeOf(line: string): Place | null {
  return placesOf(line)[0] ?? null;
}

/** Parts of a line without a state or country at its end and the town before it. */
function withoutPlace(pieces: readonly string[]): readonly string[] {
  const isArea = (piece: string | undefined): boolean =>
    piece !== undefined && (stateOf(piece) !== null || countryNamed(piece) !== null);
  let end = pieces.length;
  while (end > 1 && isArea(pieces[end - 1])) end -= 1;
  const town = end < pieces.length && end > 1 ? pieces[end - 1] : undefined;
  return pieces.slice(0, town !== undefined && !/\d/.test(town) ? end - 1 : end);
}

/**
 * The street alone: labels and names before it, and the town and what follows it, are removed. Parts between commas are
 * kept when they belong to the street (floors, suites, districts of Eastern addresses).
 */
export function cleanStreet(text: string, city: string | null = null): string {
  let line = text.slice(0, 200).replace(/^[^\d:]{0,40}:\s*/u, (label) => (/^(?:c\/|no)/i.test(label) ? label : ''));
  if (city) {
    const at = line.indexOf(city);
    if (at > 3) line = line.slice(0, at);
  }
  const parts = line.split(/\s*[|•·;◊♦]\s*|\s[–—-]\s|\s(?=(?:tel|phone|fax|ph)[.:\s])/i).filter(Boolean);
  const part = parts.find(hasStreet) ?? line;
  const pieces = part.split(/\s*,\s*/).filter(Boolean);
  const first = pieces.findIndex(hasStreet);
  const street = withoutPlace(first > 0 ? pieces.slice(first) : pieces).join(', ');
  return street.replace(/^[\s,.:–-]+|[\s,:–(-]+$/g, '').slice(0, 120);
}

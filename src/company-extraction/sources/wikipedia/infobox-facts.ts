import { countryCode } from '../../facts/country.js';
import { parseEmployees } from '../../facts/employee-range.js';
import type { Fact, FactField } from '../../facts/fact.js';
import { parseMoney } from '../../facts/money.js';
import { registrableDomain } from '../../facts/registrable-domain.js';
import { type Origin, stateFact, stateIf } from '../../facts/state-fact.js';
import { firstUrl, type Infobox, plainText } from './read-infobox.js';

/**
 * Templates of company infoboxes, by the words in their names in English, German, Scandinavian languages, French,
 * Spanish, Italian, Portuguese and Dutch.
 */
const COMPANY_TEMPLATE =
  /company|dot-?com|airline|brand|retail|unternehmen|fluggesellschaft|verlag|brauerei|verksemd|bedrift|selskap|företag|virksomhed|yritys|société|soci[eé]t|entreprise|empresa|azienda|bedrijf|organi[sz]ation/iu;

type Kind =
  | 'name'
  | 'industry'
  | 'founded'
  | 'seat'
  | 'city'
  | 'country'
  | 'employees'
  | 'revenue'
  | 'net_income'
  | 'total_assets'
  | 'website'
  | 'leader'
  | 'parent';

/** Parameter names by field, in order of preference. */
const PARAMETERS: Readonly<Record<Kind, readonly string[]>> = {
  name: ['name', 'company name', 'namn', 'navn', 'nom', 'nombre', 'nome', 'naam', 'nimi'],
  industry: [
    'industry',
    'branche',
    'bransje',
    'bransch',
    'industria',
    'secteurs',
    "secteurs d'activités",
    'sector',
    'settore',
    'indústria',
    'sektor',
    'toimiala',
  ],
  founded: [
    'founded',
    'foundation',
    'gründungsdatum',
    'skipa',
    'stiftet',
    'grundat',
    'grundlagt',
    'création',
    'date de création',
    'fundación',
    'fundação',
    'data fondazione',
    'data di fondazione',
    'opgericht',
  ],
  seat: [
    'headquarters',
    'hq location',
    'location',
    'sitz',
    'hovudkontor',
    'hovedkontor',
    'huvudkontor',
    'siège',
    'siège social',
    'sede',
    'sede principal',
    'hoofdkantoor',
  ],
  city: ['hq location city', 'location city', 'siège (ville)', 'ville'],
  country: ['hq location country', 'location country', 'land', 'pays', 'país', 'nazione'],
  employees: [
    'num employees',
    'mitarbeiterzahl',
    'mitarbeiter',
    'tilsette',
    'ansatte',
    'antal anställda',
    'effectif',
    'empleados',
    'dipendenti',
    'num empregados',
    'aantal werknemers',
  ],
  revenue: [
    'revenue',
    'umsatz',
    'omsetnad',
    'omsetning',
    'omsättning',
    "chiffre d'affaires",
    'ingresos',
    'fatturato',
    'receita',
    'omzet',
  ],
  net_income: ['net income', 'résultat net', 'beneficio', 'utile netto', 'lucro'],
  total_assets: ['assets', 'bilanzsumme'],
  website: [
    'website',
    'homepage',
    'url',
    'nettstad',
    'nettside',
    'webbplats',
    'hemsida',
    'site web',
    'site',
    'sitio web',
    'página web',
    'sito',
  ],
  leader: ['key people', 'leitung', 'direktør', 'dagleg leiar', 'dirigeants'],
  parent: ['parent', 'muttergesellschaft', 'société mère', 'société-mère', 'matriz'],
};

/** Confidence of Wikipedia's facts. */
const CONFIDENCE = 0.75;
/** A year next to a figure, as in `(2014)` or `FY 2023`, is the year of the figure. */
const yearIn = (text: string): string | null => /\b(?:19|20)\d\d\b/.exec(text)?.[0] ?? null;

function addressOf(seat: string, city: string | null, country: string | null) {
  const parts = seat
    .split(/,|\n/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const last = parts[parts.length - 1] ?? '';
  const named = countryCode(country ?? '') ?? countryCode(last);
  const places = parts.length > 1 && countryCode(last) !== null ? parts.slice(0, -1) : parts;
  // `street, city` has the same shape as `city, state`; a part with digits is not the city.
  const town = city ?? places.find((part) => !/\d/.test(part)) ?? null;
  const after = town === null ? undefined : places[places.indexOf(town) + 1];
  const region = city === null && after !== undefined && !/\d/.test(after) ? after : null;
  return { street: null, postal_code: null, city: town === null ? null : town.slice(0, 100), region, country: named };
}

const MONEY_FIELDS = ['revenue', 'net_income', 'total_assets'] as const satisfies readonly (FactField & Kind)[];

/** A date at the precision it is written with; only the year when day and month are words. */
function dateIn(text: string): string | null {
  const iso = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/.exec(text);
  if (iso !== null) return `${iso[1] ?? ''}-${(iso[2] ?? '').padStart(2, '0')}-${(iso[3] ?? '').padStart(2, '0')}`;
  return /\b1[5-9]\d\d\b|\b20\d\d\b/.exec(text)?.[0] ?? null;
}

/** Facts of a company's infobox; empty for an infobox of another kind. */
export function factsOfInfobox(infobox: Infobox, pageUrl: string): readonly Fact[] {
  if (!COMPANY_TEMPLATE.test(infobox.template)) return [];
  const raw = (kind: Kind): string | null =>
    PARAMETERS[kind].map((name) => infobox.parameters.get(name)).find((value) => value !== undefined) ?? null;
  const text = (kind: Kind): string | null => {
    const value = raw(kind);
    return value === null ? null : plainText(value) || null;
  };
  const first = (kind: Kind): string | null => text(kind)?.split('\n')[0] ?? null;
  const origin = (kind: Kind, asOf: string | null = null): Origin => ({
    source: 'wikipedia',
    url: pageUrl,
    method: `infobox ${kind}`,
    confidence: CONFIDENCE,
    asOf,
  });
  const [seat, city, country] = [text('seat'), first('city'), first('country')];
  const address = seat === null && city === null && country === null ? null : addressOf(seat ?? '', city, country);
  const staff = first('employees');
  const money = MONEY_FIELDS.flatMap((field): readonly Fact[] => {
    const line = first(field);
    const value = line === null ? null : parseMoney(line);
    return line === null || value === null ? [] : [stateFact(field, value, origin(field, yearIn(line)))];
  });
  return [
    ...stateIf('name', first('name'), origin('name')),
    ...stateIf('industry', first('industry'), origin('industry')),
    ...stateIf('founded', dateIn(text('founded') ?? ''), origin('founded')),
    ...stateIf('address', address?.city == null && address?.country == null ? null : address, origin('seat')),
    ...stateIf('employees', staff === null ? null : parseEmployees(staff), origin('employees', yearIn(staff ?? ''))),
    ...stateIf('domain', registrableDomain(firstUrl(raw('website') ?? '') ?? ''), origin('website')),
    ...stateIf('parent', first('parent'), origin('parent')),
    ...money,
  ];
}

import { BoundedCache } from '../../../platform/cache/bounded-cache.js';
import { countryCode } from '../../facts/country.js';
import { regionName } from '../../facts/region-name.js';
import { COUNTRY_ITEMS, CURRENCY_ITEMS } from './classes.js';
import { currentItems, currentStatement, type Entity, labelOf, stringOf } from './entity.js';
import { languagesOf, type WikidataApi } from './wikidata-api.js';

interface Place {
  readonly city: string | null;
  readonly region: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** Maximum steps up the administrative tree (P131) from a city to the division that has an ISO 3166-2 code (P300). */
const MAX_CLIMB = 3;
/** Maximum cached places and currencies; most companies are in few cities. */
const MAX_CACHED = 5_000;

/** Cached data of Wikidata about headquarters' cities and currency units, which thousands of companies share. */
export class WikidataPlaces {
  private readonly places = new BoundedCache<Place>({ max: MAX_CACHED });
  private readonly currencies = new BoundedCache<string | null>({ max: MAX_CACHED });

  constructor(private readonly api: WikidataApi) {}

  /** The city with its region and country, at most three levels up; null for parts that are not stated. */
  async place(cityItem: string, language: string, signal: AbortSignal): Promise<Place> {
    const key = `${language}:${cityItem}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const [city] = await this.api.parts([cityItem], languagesOf(language), signal);
    if (city === undefined) return { city: null, region: null, country: null };
    const country = await this.countryOf(currentItems(city, 'P17')[0] ?? null, signal);
    const place = {
      city: labelOf(city, language),
      region: await this.regionOf(city, country, language, signal),
      country,
    };
    this.places.set(key, place);
    return place;
  }

  /** Country of an entity, by the table or by its English label. */
  async countryOf(item: string | null, signal: AbortSignal): Promise<string | null> {
    if (item === null) return null;
    const known = COUNTRY_ITEMS.get(item);
    if (known !== undefined) return known;
    const label = (await this.api.labelsOf([item], 'en', signal)).get(item);
    return typeof label === 'string' ? countryCode(label) : null;
  }

  /** ISO 4217 code of a unit (P498); null for units that are not currencies. */
  async currency(unit: string, signal: AbortSignal): Promise<string | null> {
    const known = CURRENCY_ITEMS.get(unit) ?? this.currencies.get(unit);
    if (known !== undefined) return known;
    const [entity] = await this.api.parts([unit], ['en'], signal);
    const code = entity === undefined ? null : stringOf(currentStatement(entity, 'P498')?.mainsnak);
    const currency = code !== null && /^[A-Z]{3}$/.test(code) ? code : null;
    this.currencies.set(unit, currency);
    return currency;
  }

  private async regionOf(
    city: Entity,
    country: string | null,
    language: string,
    signal: AbortSignal,
  ): Promise<string | null> {
    const seen = new Set([city.id]);
    let above = currentItems(city, 'P131')[0];
    for (let level = 0; level < MAX_CLIMB && above !== undefined && !seen.has(above); level += 1) {
      seen.add(above);
      const [division] = await this.api.parts([above], languagesOf(language), signal);
      if (division === undefined) return null;
      const code = stringOf(currentStatement(division, 'P300')?.mainsnak);
      if (code !== null) {
        const named = regionName(code, country);
        return named === code ? labelOf(division, language) : named;
      }
      above = currentItems(division, 'P131')[0];
    }
    return null;
  }
}

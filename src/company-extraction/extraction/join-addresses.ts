import type { Fact, PostalAddress } from '../facts/fact.js';
import { groupBy } from './group-by.js';
import { surestFirst, type Weighed } from './surest-first.js';

/** Facts with the same address key, which is `country|city`. */
interface AddressGroup {
  readonly key: string;
  readonly country: string;
  readonly city: string;
  readonly members: Weighed<Fact>[];
}

/**
 * An address of which only the country is known supports every address in that country and competes with none; the same
 * for an address without a country. Takes time in the number of addresses, however many are partial.
 */
export function joinPartialAddresses(groups: Map<string, Weighed<Fact>[]>): void {
  const addresses = [...groups].map(([key, members]): AddressGroup => {
    const [country = '', city = ''] = key.split('|');
    return { key, country, city, members };
  });
  const citiesOf = groupBy(
    addresses.filter(({ city }) => city !== ''),
    ({ country }) => country,
  );
  const countriesOf = groupBy(
    addresses.filter(({ country }) => country !== ''),
    ({ city }) => city,
  );
  for (const { key, country, city, members } of addresses) {
    if (city !== '' && country !== '') continue;
    const same = (city === '' ? citiesOf.get(country) : countriesOf.get(city)) ?? [];
    const fuller = same.filter((other) => groups.has(other.key));
    if (fuller.length === 0) continue;
    const decisive = decisiveOf(members);
    for (const other of fuller) other.members.push(...decisive);
    groups.delete(key);
  }
}

const PARTS = [
  'street',
  'city',
  'region',
  'postal_code',
  'country',
] as const satisfies readonly (keyof PostalAddress)[];

/**
 * Those members that decide what the others come to: the surest with each part of an address, and of each source the
 * surest and the one with the highest confidence.
 */
function decisiveOf(members: readonly Weighed<Fact>[]): readonly Weighed<Fact>[] {
  const sorted = surestFirst(members);
  const decisive = new Map<string, Weighed<Fact>>();
  for (const one of sorted) {
    const { source, value } = one.stated;
    const highest = decisive.get(`highest ${source}`);
    if (highest === undefined || one.confidence > highest.confidence) decisive.set(`highest ${source}`, one);
    if (!decisive.has(`surest ${source}`)) decisive.set(`surest ${source}`, one);
    for (const part of PARTS)
      if ((value as PostalAddress)[part] !== null && !decisive.has(part)) decisive.set(part, one);
  }
  const kept = new Set(decisive.values());
  return sorted.filter((one) => kept.has(one));
}

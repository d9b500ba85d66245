import type { Fact, FactField, FactValues, Money } from '../../facts/fact.js';
import { type Origin, stateFact, stateIf } from '../../facts/state-fact.js';
import type { SourceBudget } from '../company-source.js';
import { cikOf, domainsOf, leiOf, tickerOf } from './entity-candidate.js';
import {
  currentItems,
  currentStatement,
  currentStatements,
  type Entity,
  itemOf,
  labelOf,
  monolingualOf,
  type Property,
  qualifier,
  quantityOf,
  type Statement,
  stringOf,
  timeOf,
} from './entity.js';
import type { WikidataPlaces } from './places.js';
import type { WikidataApi } from './wikidata-api.js';

/** Confidence of Wikidata's statements: 0.90 for official websites (P856), similar or slightly lower for the others. */
const CONFIDENCE = { website: 0.9, identifier: 0.92, usual: 0.85, person: 0.8 } as const;
/** Maximum statements per property that become facts. */
const SEVERAL = 3;

const MONEY_PROPERTIES = [
  ['P2139', 'revenue'],
  ['P2295', 'net_income'],
  ['P2403', 'total_assets'],
  ['P2226', 'market_cap'],
] as const satisfies readonly (readonly [Property, FactField])[];

const SOCIAL_PROPERTIES: readonly (readonly [Property, string, (id: string) => string])[] = [
  ['P4264', 'linkedin', (id) => `https://www.linkedin.com/company/${id}`],
  ['P2013', 'facebook', (id) => `https://www.facebook.com/${id}`],
  ['P2002', 'x', (id) => `https://x.com/${id}`],
  ['P2003', 'instagram', (id) => `https://www.instagram.com/${id}`],
  ['P2397', 'youtube', (id) => `https://www.youtube.com/channel/${id}`],
  ['P2037', 'github', (id) => `https://github.com/${id}`],
];

/** Turns an entity into facts; requests labels and places of the entities it refers to. */
export class EntityReader {
  constructor(
    private readonly api: WikidataApi,
    private readonly places: WikidataPlaces,
  ) {}

  async read(entity: Entity, language: string, budget: SourceBudget): Promise<readonly Fact[]> {
    const identity = [...identityFacts(entity, language), ...socialFacts(entity)];
    if (budget.depth === 'identity') return identity;
    const labels = await this.api.labelsOf(linkedItems(entity, budget), language, budget.signal);
    return [
      ...identity,
      ...plainFacts(entity),
      ...linkedFacts(entity, labels, budget),
      ...(await this.headquarters(entity, language, budget.signal)),
      ...(await this.money(entity, budget.signal)),
    ];
  }

  /** Headquarters (P159) with street (P6375) and postcode (P281) from its qualifiers; without one, only the country. */
  private async headquarters(entity: Entity, language: string, signal: AbortSignal): Promise<readonly Fact[]> {
    const seat = currentStatement(entity, 'P159');
    const city = itemOf(seat?.mainsnak);
    const place =
      city === null
        ? {
            city: null,
            region: null,
            country: await this.places.countryOf(currentItems(entity, 'P17')[0] ?? null, signal),
          }
        : await this.places.place(city, language, signal);
    if (place.city === null && place.country === null) return [];
    const address = {
      street: seat === undefined ? null : (monolingualOf(qualifier(seat, 'P6375'))?.text ?? null),
      postal_code: seat === undefined ? null : stringOf(qualifier(seat, 'P281')),
      ...place,
    };
    const method = city === null ? 'P17' : 'P159';
    return [stateFact('address', address, origin(entity, method, CONFIDENCE.usual))];
  }

  private async money(entity: Entity, signal: AbortSignal): Promise<readonly Fact[]> {
    const facts: Fact[] = [];
    for (const [property, field] of MONEY_PROPERTIES) {
      const newest = currentStatement(entity, property);
      const quantity = quantityOf(newest?.mainsnak);
      if (newest === undefined || quantity === null || quantity.unit === null) continue;
      const currency = await this.places.currency(quantity.unit, signal);
      if (currency === null) continue;
      const value: Money = { amount: quantity.amount, currency };
      facts.push(stateFact(field, value, origin(entity, property, CONFIDENCE.usual, pointInTime(newest))));
    }
    return facts;
  }
}

const origin = (entity: Entity, method: string, confidence: number, asOf: string | null = null): Origin => ({
  source: 'wikidata',
  url: `https://www.wikidata.org/wiki/${entity.id}`,
  method,
  confidence,
  asOf,
});

const pointInTime = (one: Statement): string | null => timeOf(qualifier(one, 'P585')) ?? timeOf(qualifier(one, 'P580'));

function identityFacts(entity: Entity, language: string): readonly Fact[] {
  const official = monolingualOf(currentStatement(entity, 'P1448')?.mainsnak)?.text;
  const description = entity.descriptions?.[language]?.value ?? entity.descriptions?.en?.value;
  return [
    ...stateIf('name', labelOf(entity, language), origin(entity, 'label', CONFIDENCE.website)),
    ...stateIf('legal_name', official, origin(entity, 'P1448', CONFIDENCE.usual)),
    ...stateIf('description', description, origin(entity, 'description', 0.6)),
    stateFact('wikidata_id', entity.id, origin(entity, 'id', CONFIDENCE.identifier)),
    // A company may have a site per country; the first is reported, the others support or contradict.
    ...domainsOf(entity)
      .slice(0, SEVERAL)
      .map((domain, at) => stateFact('domain', domain, origin(entity, 'P856', CONFIDENCE.website - at * 0.1))),
    ...stateIf('lei', leiOf(entity), origin(entity, 'P1278', CONFIDENCE.identifier)),
    ...stateIf('cik', cikOf(entity), origin(entity, 'P5531', CONFIDENCE.identifier)),
  ];
}

function socialFacts(entity: Entity): readonly Fact[] {
  return SOCIAL_PROPERTIES.flatMap(([property, network, address]): readonly Fact[] => {
    const id = stringOf(currentStatement(entity, property)?.mainsnak);
    if (id === null || !/^[\p{L}\p{N}._@-]{1,100}$/u.test(id)) return [];
    const from = origin(entity, property, CONFIDENCE.usual);
    const social = stateFact('social', { network, url: address(id) }, from);
    return network === 'linkedin' ? [social, stateFact('linkedin', address(id), from)] : [social];
  });
}

function plainFacts(entity: Entity): readonly Fact[] {
  const employees = currentStatement(entity, 'P1128');
  const count = quantityOf(employees?.mainsnak)?.amount;
  const whole = count !== undefined && Number.isInteger(count) && count > 0 ? count : null;
  const asOf = employees === undefined ? null : pointInTime(employees);
  const email = stringOf(currentStatement(entity, 'P968')?.mainsnak)?.replace(/^mailto:/i, '');
  const exact = whole === null ? null : { min: whole, max: whole, exact: whole, reported: String(whole) };
  return [
    ...stateIf('employees', exact, origin(entity, 'P1128', CONFIDENCE.usual, asOf)),
    ...stateIf('founded', timeOf(currentStatement(entity, 'P571')?.mainsnak), origin(entity, 'P571', CONFIDENCE.usual)),
    ...stateIf(
      'phone',
      stringOf(currentStatement(entity, 'P1329')?.mainsnak),
      origin(entity, 'P1329', CONFIDENCE.person),
    ),
    ...stateIf('email', email, origin(entity, 'P968', CONFIDENCE.person)),
    ...stateIf('ticker', tickerOf(entity), origin(entity, 'P249', CONFIDENCE.usual)),
  ];
}

interface Linked {
  readonly property: Property;
  readonly field: 'industry' | 'parent' | 'exchange' | 'person';
  readonly title?: string;
  readonly thoroughOnly?: true;
}

/** Properties whose values are entities, which are shown by their label. */
const LINKED: readonly Linked[] = [
  { property: 'P452', field: 'industry' },
  { property: 'P749', field: 'parent' },
  { property: 'P414', field: 'exchange' },
  { property: 'P169', field: 'person', title: 'Chief Executive Officer' },
  { property: 'P112', field: 'person', title: 'Founder' },
  { property: 'P3320', field: 'person', title: 'Board member', thoroughOnly: true },
];

const linkedOf = (budget: SourceBudget): readonly Linked[] =>
  LINKED.filter((linked) => linked.thoroughOnly !== true || budget.depth === 'thorough');

const limitOf = (linked: Linked): number => (linked.field === 'person' ? 10 : SEVERAL);

function linkedItems(entity: Entity, budget: SourceBudget): readonly string[] {
  return linkedOf(budget).flatMap((linked) => currentItems(entity, linked.property).slice(0, limitOf(linked)));
}

function linkedFacts(
  entity: Entity,
  labels: ReadonlyMap<string, string | null>,
  budget: SourceBudget,
): readonly Fact[] {
  return linkedOf(budget).flatMap((linked) =>
    currentStatements(entity, linked.property)
      .slice(0, limitOf(linked))
      .flatMap((one, at): readonly Fact[] => {
        const label = labels.get(itemOf(one.mainsnak) ?? '') ?? null;
        if (label === null) return [];
        // Confidence falls with the position: editors list the most important person first.
        const from = origin(entity, linked.property, CONFIDENCE.person - at * 0.05, pointInTime(one));
        const value: FactValues['person'] | string =
          linked.field === 'person' ? { name: label, title: linked.title ?? null } : label;
        return [
          {
            field: linked.field,
            value,
            source: from.source,
            url: from.url,
            method: from.method,
            confidence: from.confidence,
            asOf: from.asOf ?? null,
          },
        ];
      }),
  );
}

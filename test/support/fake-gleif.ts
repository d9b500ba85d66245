import type { Received, Reply } from './provider-server.js';

/** A legal entity that the fake register knows. */
export interface FakeLegalEntity {
  readonly lei: string;
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: string;
  readonly created: string;
}

function record({ lei, name, street, city, postalCode, country, created }: FakeLegalEntity): object {
  const address = { language: 'en', addressLines: [street], city, region: null, country, postalCode };
  const entity = {
    legalName: { name, language: 'en' },
    otherNames: [],
    legalAddress: address,
    headquartersAddress: address,
    jurisdiction: country,
    category: 'GENERAL',
    legalForm: { id: '8Z6G', other: null },
    status: 'ACTIVE',
    creationDate: `${created}T00:00:00Z`,
  };
  const registration = { status: 'ISSUED', lastUpdateDate: '2025-03-04T16:01:46Z' };
  return { type: 'lei-records', id: lei, attributes: { lei, entity, registration, bic: null }, relationships: {} };
}

/** Answers a search for legal entities by the beginning of their name, as GLEIF does (JSON:API). */
export function answerGleif(entities: readonly FakeLegalEntity[], { query }: Received): Reply {
  const name = (query.get('filter[entity.legalName]') ?? '').toLowerCase();
  const country = query.get('filter[entity.legalAddress.country]');
  const found = entities.filter((one) => one.name.toLowerCase().startsWith(name) && one.country === country);
  return { body: { meta: { pagination: { total: found.length } }, data: name === '' ? [] : found.map(record) } };
}

import type { Received, Reply } from './provider-server.js';

/** Builds Wikidata entity JSON (format version 1) of invented companies, places and people. */
type Json = Readonly<Record<string, unknown>>;

export interface FakeEntity {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly aliases?: readonly string[];
  readonly description?: string;
  readonly claims?: Readonly<Record<string, readonly Json[]>>;
  readonly wikis?: Readonly<Record<string, string>>;
}

const snak = (property: string, datavalue: Json): Json => ({ snaktype: 'value', property, hash: 'f00d', datavalue });

export const text = (property: string, value: string): Json => snak(property, { value, type: 'string' });
export const item = (property: string, id: string): Json =>
  snak(property, {
    value: { 'entity-type': 'item', 'numeric-id': Number(id.slice(1)), id },
    type: 'wikibase-entityid',
  });
export const time = (property: string, value: string, precision: number): Json =>
  snak(property, {
    value: {
      time: value,
      timezone: 0,
      before: 0,
      after: 0,
      precision,
      calendarmodel: 'http://www.wikidata.org/entity/Q1985727',
    },
    type: 'time',
  });
export const quantity = (property: string, amount: string, unit = '1'): Json =>
  snak(property, {
    value: { amount, unit: unit === '1' ? '1' : `http://www.wikidata.org/entity/${unit}` },
    type: 'quantity',
  });
export const monolingual = (property: string, value: string, language: string): Json =>
  snak(property, { value: { text: value, language }, type: 'monolingualtext' });

/** A statement with qualifiers, each a snak of its own property. */
export function claim(mainsnak: Json, qualifiers: readonly Json[] = [], rank = 'normal'): Json {
  const grouped: Record<string, Json[]> = {};
  for (const one of qualifiers) (grouped[String(one.property)] ??= []).push(one);
  return { mainsnak, type: 'statement', id: 'Q0$0', rank, ...(qualifiers.length > 0 ? { qualifiers: grouped } : {}) };
}

function entityJson(entity: FakeEntity, props: readonly string[]): Json {
  const { id, labels, aliases = [], description, claims = {}, wikis = {} } = entity;
  const parts: Readonly<Record<string, Json | readonly []>> = {
    labels: Object.fromEntries(Object.entries(labels).map(([language, value]) => [language, { language, value }])),
    descriptions: description === undefined ? [] : { en: { language: 'en', value: description } },
    aliases: aliases.length === 0 ? [] : { en: aliases.map((value) => ({ language: 'en', value })) },
    claims,
    sitelinks: Object.fromEntries(Object.entries(wikis).map(([site, title]) => [site, { site, title, badges: [] }])),
  };
  return { type: 'item', id, ...Object.fromEntries(props.map((prop) => [prop, parts[prop] ?? []])) };
}

/** Answers `wbsearchentities` (prefix of a label or alias) and `wbgetentities` (at most 50 ids) as Wikidata does. */
export function answerWikidata(entities: readonly FakeEntity[], request: Received): Reply {
  const { query } = request;
  const action = query.get('action');
  if (query.get('format') !== 'json')
    return { body: '<html>an API help page</html>', headers: { 'content-type': 'text/html' } };
  if (action === 'wbsearchentities') {
    const wanted = (query.get('search') ?? '').toLowerCase();
    const hits = entities.filter(({ labels, aliases = [] }) =>
      [...Object.values(labels), ...aliases].some((name) => name.toLowerCase().startsWith(wanted)),
    );
    const search = hits.slice(0, Number(query.get('limit') ?? 7)).map(({ id, labels, description }) => ({
      id,
      title: id,
      concepturi: `http://www.wikidata.org/entity/${id}`,
      label: labels.en,
      description,
      match: { type: 'label', language: 'en', text: labels.en },
    }));
    return { body: { searchinfo: { search: query.get('search') }, search, success: 1 } };
  }
  const ids = (query.get('ids') ?? '').split('|');
  if (action !== 'wbgetentities' || ids.length > 50)
    return { body: { error: { code: 'toomanyvalues', info: 'Too many values supplied for parameter "ids".' } } };
  const props = (query.get('props') ?? '').split('|');
  const found = ids.map((id): [string, Json] => {
    const entity = entities.find((one) => one.id === id);
    return [id, entity === undefined ? { id, missing: '' } : entityJson(entity, props)];
  });
  return { body: { entities: Object.fromEntries(found), success: 1 } };
}

/** A small world: one instrument maker in San Pedro, California, with its namesakes. */
export const NORTHWIND: readonly FakeEntity[] = [
  {
    id: 'Q9001',
    labels: { en: 'Northwind Instruments', de: 'Northwind Instrumente' },
    aliases: ['Northwind', 'Northwind Instruments, Inc.'],
    description: 'American maker of weather instruments',
    wikis: { enwiki: 'Northwind Instruments', dewiki: 'Northwind Instrumente', frwiki: 'Northwind' },
    claims: {
      P31: [claim(item('P31', 'Q4830453'))],
      P17: [claim(item('P17', 'Q30'))],
      P159: [
        claim(item('P159', 'Q9101'), [monolingual('P6375', '1 Harbor Way', 'en'), text('P281', '90731')]),
        claim(item('P159', 'Q9199'), [time('P582', '+2001-00-00T00:00:00Z', 9)]),
      ],
      P452: [claim(item('P452', 'Q9201')), claim(item('P452', 'Q9202'))],
      P1128: [
        claim(quantity('P1128', '+640'), [time('P585', '+2018-00-00T00:00:00Z', 9)]),
        claim(quantity('P1128', '+812'), [time('P585', '+2023-12-31T00:00:00Z', 11)]),
        claim(quantity('P1128', '+99999'), [time('P585', '+2024-00-00T00:00:00Z', 9)], 'deprecated'),
      ],
      P571: [claim(time('P571', '+1975-04-00T00:00:00Z', 10))],
      P856: [
        claim(text('P856', 'https://www.northwind.example.com/'), [], 'preferred'),
        claim(text('P856', 'http://old.example.net/')),
      ],
      P2139: [claim(quantity('P2139', '+125000000', 'Q4917'), [time('P585', '+2023-00-00T00:00:00Z', 9)])],
      P2403: [claim(quantity('P2403', '+900000', 'Q9301'))],
      P414: [claim(item('P414', 'Q9203'), [text('P249', 'NWI')])],
      P1278: [claim(text('P1278', '5299000J2N45DDNE4Y28'))],
      P5531: [claim(text('P5531', '1234567'))],
      P4264: [claim(text('P4264', 'northwind-instruments'))],
      P2002: [claim(text('P2002', 'northwind'))],
      P1329: [claim(text('P1329', '+1-310-555-0100'))],
      P968: [claim(text('P968', 'mailto:info@northwind.example.com'))],
      P169: [
        claim(item('P169', 'Q9401'), [time('P580', '+2020-00-00T00:00:00Z', 9)]),
        claim(item('P169', 'Q9402'), [time('P582', '+2020-00-00T00:00:00Z', 9)]),
      ],
      P112: [claim(item('P112', 'Q9402'))],
      P3320: [claim(item('P3320', 'Q9403'))],
      P749: [claim(item('P749', 'Q9500'))],
    },
  },
  {
    id: 'Q9002',
    labels: { en: 'Northwind' },
    description: '1987 film',
    claims: { P31: [claim(item('P31', 'Q11424'))] },
  },
  {
    id: 'Q9101',
    labels: { en: 'San Pedro' },
    claims: { P17: [claim(item('P17', 'Q30'))], P131: [claim(item('P131', 'Q9102'))] },
  },
  { id: 'Q9102', labels: { en: 'Harbor County' }, claims: { P131: [claim(item('P131', 'Q99'))] } },
  { id: 'Q99', labels: { en: 'California' }, claims: { P300: [claim(text('P300', 'US-CA'))] } },
  { id: 'Q9201', labels: { en: 'measuring instruments', de: 'Messgeräte' } },
  { id: 'Q9202', labels: { en: 'meteorology' } },
  { id: 'Q9203', labels: { en: 'New York Stock Exchange' } },
  { id: 'Q9301', labels: { en: 'florin' }, claims: { P498: [claim(text('P498', 'HUF'))] } },
  { id: 'Q9401', labels: { en: 'Ada Marsh' } },
  { id: 'Q9402', labels: { en: 'Ben Reed' } },
  { id: 'Q9403', labels: { mul: 'Cleo Tan' } },
  { id: 'Q9500', labels: { en: 'Compass Group of Firms' } },
];

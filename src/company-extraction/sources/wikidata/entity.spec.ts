import { currentItems, currentStatements, type Entity, quantityOf, stringOf, timeOf } from './entity.js';
import { readEntities } from './read-wikidata.js';

type Snak = Parameters<typeof timeOf>[0];
const snak = (value: unknown, type = 'string'): NonNullable<Snak> => ({
  snaktype: 'value',
  datavalue: { value, type },
});
const time = (text: string, precision: number) => snak({ time: text, precision }, 'time');
const item = (id: string) => snak({ 'entity-type': 'item', id }, 'wikibase-entityid');
const entity = (claims: Entity['claims']): Entity => ({
  id: 'Q1',
  labels: {},
  descriptions: {},
  aliases: {},
  claims,
  sitelinks: {},
});
const statement = (id: string, rank: 'preferred' | 'normal' | 'deprecated', qualifiers = {}) => ({
  mainsnak: item(id),
  rank,
  qualifiers,
});

describe('values of Wikidata', () => {
  it.each([
    ['+1975-04-04T00:00:00Z', 11, '1975-04-04'],
    ['+1975-04-00T00:00:00Z', 10, '1975-04'],
    ['+1975-00-00T00:00:00Z', 9, '1975'],
    ['+1975-04-04T00:00:00Z', 9, '1975'],
    ['+1975-00-00T00:00:00Z', 11, '1975'],
    ['+1900-00-00T00:00:00Z', 7, null],
    ['-0044-03-15T00:00:00Z', 11, null],
    ['nonsense', 11, null],
  ])('parses the time %s at precision %i as %s', (text, precision, expected) => {
    expect(timeOf(time(text, precision))).toBe(expected);
  });

  it('parses quantities with and without a unit', () => {
    expect(quantityOf(snak({ amount: '+228000', unit: '1' }, 'quantity'))).toEqual({ amount: 228_000, unit: null });
    expect(quantityOf(snak({ amount: '-1.5', unit: 'http://www.wikidata.org/entity/Q4917' }, 'quantity'))).toEqual({
      amount: -1.5,
      unit: 'Q4917',
    });
    expect(quantityOf(snak('12'))).toBeNull();
    expect(quantityOf({ snaktype: 'somevalue' })).toBeNull();
  });

  it('does not read an item as a string nor a missing value', () => {
    expect(stringOf(item('Q5'))).toBeNull();
    expect(stringOf(snak('  '))).toBeNull();
  });
});

describe('current statements', () => {
  it('exclude deprecated ones, and others when there are preferred ones', () => {
    const claims = { P17: [statement('Q1', 'deprecated'), statement('Q2', 'normal'), statement('Q3', 'preferred')] };
    expect(currentItems(entity(claims), 'P17')).toEqual(['Q3']);
    expect(currentItems(entity({ P17: claims.P17.slice(0, 2) }), 'P17')).toEqual(['Q2']);
  });

  it('exclude ended ones, even when preferred', () => {
    const ended = { P582: [time('+2015-01-01T00:00:00Z', 11)] };
    const claims = { P169: [statement('Q1', 'preferred', ended), statement('Q2', 'normal')] };
    expect(currentItems(entity(claims), 'P169')).toEqual(['Q2']);
  });

  it('are sorted by point in time or start, newest first, undated ones last in their own order', () => {
    const at = (year: number, property = 'P585') => ({ [property]: [time(`+${year}-00-00T00:00:00Z`, 9)] });
    const claims = {
      P1128: [
        statement('Q1', 'normal'),
        statement('Q2', 'normal', at(2019)),
        statement('Q3', 'normal', at(2023)),
        statement('Q4', 'normal'),
        statement('Q5', 'normal', at(2021, 'P580')),
      ],
    };
    expect(currentItems(entity(claims), 'P1128')).toEqual(['Q3', 'Q5', 'Q2', 'Q1', 'Q4']);
  });

  it('exclude novalue and somevalue', () => {
    const none = { mainsnak: { snaktype: 'novalue' }, rank: 'normal' as const, qualifiers: {} };
    expect(currentStatements(entity({ P169: [none] }), 'P169')).toEqual([]);
    expect(currentStatements(entity(undefined), 'P169')).toEqual([]);
  });

  it('parses empty maps that MediaWiki writes as lists, and missing entities', () => {
    const reply = {
      entities: { Q1: { id: 'Q1', labels: [], claims: [], sitelinks: [] }, Q2: { id: 'Q2', missing: '' } },
    };
    const read = readEntities(Buffer.from(JSON.stringify(reply)), { ids: ['Q1', 'Q2', 'Q3'], languages: ['en'] });
    expect(read).toMatchObject({ value: [{ id: 'Q1', labels: {}, claims: {} }] });
    expect(readEntities(Buffer.from('{"entities":[]}'), { ids: ['Q1'], languages: ['en'] })).toEqual({ value: [] });
  });
});

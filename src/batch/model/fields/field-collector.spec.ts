import { FieldCollector } from './field-collector.js';
import { FIELD_LIMIT, type Fields, FieldSearch } from './item-fields.js';

function fieldsOf(items: readonly object[]): Fields {
  const collector = new FieldCollector();
  for (const item of items) collector.add(item);
  // As the database keeps it.
  return FieldSearch.of(JSON.parse(JSON.stringify(collector.summary)) as typeof collector.summary).fields(undefined);
}

const namesOf = (items: readonly object[]): readonly string[] => fieldsOf(items).paths.map((path) => path.join('.'));

describe('The summary of the fields of submitted items', () => {
  it('has every field of every item, at every level', () => {
    const items = [
      { id: 1, data: { home: { city: 'Graz' }, tags: ['x', 2, null] }, left: undefined },
      { id: 2, data: { jobs: [{ at: 'A' }, 'b'], empty: {} } },
    ];
    const expected = ['data.home.city', 'data.jobs.0.at', 'data.jobs.1', 'data.tags', 'id'];
    expect(namesOf(items)).toEqual(expected);
  });

  it('has a field of one item among 100,000', () => {
    const items = Array.from({ length: 100_000 }, (_, n) => (n === 77_777 ? { id: n, rare: 1 } : { id: n }));
    expect(namesOf(items)).toEqual(['id', 'rare']);
  });

  it('leaves the lowest levels together when there are too many fields, as the search of the items does', () => {
    const item = (n: number): object => ({ id: n, data: { name: 'x', home: { [`f${n}`]: 1 } } });
    const { paths, depth } = fieldsOf(Array.from({ length: FIELD_LIMIT + 1 }, (_, n) => item(n)));
    expect([paths.map((path) => path.join('.')), depth]).toEqual([['data.home', 'data.name', 'id'], 2]);
    expect(fieldsOf(Array.from({ length: 100_000 }, (_, n) => ({ [`f${n}`]: n })))).toEqual({ paths: [[]], depth: 0 });
  });

  it('of two parts together is that of all items', () => {
    const summaryOf = (items: readonly object[]) => {
      const collector = new FieldCollector();
      for (const item of items) collector.add(item);
      return collector.summary;
    };
    const item = (n: number): object => ({ id: n, data: { name: 'x', home: { [`f${n}`]: 1 } } });
    const many = Array.from({ length: FIELD_LIMIT + 1 }, (_, n) => item(n));
    const few = [{ id: 1, data: { jobs: [{ at: 'A' }] }, other: { deep: { deeper: 1 } } }];
    for (const [first, second] of [
      [many, few],
      [few, many],
      [few, [item(1)]],
    ] as const) {
      const merged = FieldSearch.merge(summaryOf(first), summaryOf(second));
      expect(FieldSearch.of(merged).fields(undefined)).toEqual(fieldsOf([...first, ...second]));
    }
  });

  it('stays small, whatever the items are', () => {
    const collector = new FieldCollector();
    for (let n = 0; n < 20_000; n += 1) collector.add({ id: n, [`empty${n}`]: {}, deep: { [`empty${n}`]: [{}] } });
    expect(collector.summary.found.length).toBeLessThan(5 * FIELD_LIMIT);
    expect(FieldSearch.of(collector.summary).fields(undefined).paths).toContainEqual(['id']);
  });
});

import type { ItemRow } from '../read/item-queries.js';
import { columnsOf } from './columns.js';
import { declaredFields, FIELD_LIMIT, type Fields, FieldSearch, type FoundPath } from '../model/fields/item-fields.js';

const row = (input: Record<string, unknown>, output: Record<string, unknown> | null = null): ItemRow => ({
  index: 0,
  ref: null,
  metadata: null,
  status: 'succeeded',
  input,
  output,
  error: null,
  startedAt: null,
  endedAt: null,
  attempts: 1,
  runAt: null,
  waitReason: null,
  step: null,
  warnings: null,
  attemptLog: null,
});

const cells = (columns: ReturnType<typeof columnsOf>, item: ItemRow): Record<string, unknown> =>
  Object.fromEntries(columns.map(({ header, read }) => [header, read(item)]));

const leaf = (path: string): FoundPath => ({ path: path.split('.'), isLeaf: true, isNested: false });
const nested = (path: string): FoundPath => ({ path: path.split('.'), isLeaf: false, isNested: true });

function fieldsOf(found: readonly FoundPath[], schema: readonly string[] = []): Fields {
  const search = new FieldSearch();
  search.add(found);
  return search.fields({ paths: schema, isComplete: false });
}

const NONE = fieldsOf([]);
const headers = (columns: ReturnType<typeof columnsOf>): string[] => columns.map(({ header }) => header).slice(7, -1);

describe('columns of an export', () => {
  it('are one per nested field of inputs and outputs, at every level', () => {
    const inputs = fieldsOf([nested('data'), nested('data.home'), leaf('data.home.city'), leaf('data.tags')]);
    const outputs = fieldsOf([
      nested('jobs'),
      nested('jobs.0'),
      nested('jobs.1'),
      leaf('jobs.0.at'),
      leaf('jobs.1.at'),
    ]);
    const item = row({ data: { home: { city: 'Graz' }, tags: ['x', 2, null] } }, { jobs: [{ at: 'A' }, { at: 'B' }] });
    expect(cells(columnsOf(inputs, outputs, []), item)).toMatchObject({
      'input.data.home.city': 'Graz',
      'input.data.tags': 'x; 2; ',
      'output.jobs.0.at': 'A',
      'output.jobs.1.at': 'B',
    });
  });

  it('have an empty cell where an item lacks the field or has another type of value', () => {
    const columns = columnsOf(
      fieldsOf([leaf('data.name'), leaf('data'), leaf('data.length'), leaf('constructor')]),
      NONE,
      [],
    );
    const empty = { 'input.data.name': '', 'input.data.length': '', 'input.constructor': '' };
    expect(cells(columns, row({ data: 5 }))).toMatchObject({ ...empty, 'input.data': 5 });
    expect(cells(columns, row({ data: [1] }))).toMatchObject({ ...empty, 'input.data': '1' });
    expect(cells(columns, row({ data: { name: 'Ana' } }))).toMatchObject({
      'input.data.name': 'Ana',
      'input.data': '',
    });
  });

  it('contain the deepest level as JSON when there are too many fields', () => {
    const many = Array.from({ length: FIELD_LIMIT + 1 }, (_, n) => leaf(`data.home.f${n}`));
    const columns = columnsOf(fieldsOf([nested('data'), nested('data.home'), leaf('data.name'), ...many]), NONE, []);
    expect(cells(columns, row({ data: { home: { f0: 1, f300: 2 }, name: 'Ana' } }))).toMatchObject({
      'input.data.home': '{"f0":1,"f300":2}',
      'input.data.name': 'Ana',
    });
  });

  it('are a single one with the whole input as JSON when there are too many top-level fields', () => {
    const many = Array.from({ length: FIELD_LIMIT + 1 }, (_, n) => leaf(`f${n}`));
    expect(cells(columnsOf(fieldsOf(many), NONE, []), row({ f0: 1, f300: 2 }))['input']).toBe('{"f0":1,"f300":2}');
  });

  it('are those that the kind declares first, then fields in the order of its schema, then by name', () => {
    const declared = { header: 'domain', value: () => 'acme.example' };
    const found = ['priority', 'b.10', 'b.9', 'b.2.x', 'a', 'data.zip', 'data.age', 'data.name', 'id'].map(leaf);
    const inputs = fieldsOf(found, ['id', 'data.name', 'data', 'priority']);
    expect(headers(columnsOf(inputs, null, [declared]))).toEqual([
      'domain',
      ...['id', 'data.name', 'data.age', 'data.zip', 'priority', 'a', 'b.2.x', 'b.9', 'b.10'].map(
        (path) => `input.${path}`,
      ),
    ]);
  });

  it('do not depend on the items when the kind declares all its fields', () => {
    const inputs = declaredFields({ paths: ['url', 'changed'], isComplete: true });
    const columns = columnsOf(inputs, null, []);
    expect(headers(columns)).toEqual(['input.url', 'input.changed']);
    expect(cells(columns, row({ url: 'u', changed: [{ a: 1 }], more: 1 }))['input.changed']).toBe('[{"a":1}]');
  });
});

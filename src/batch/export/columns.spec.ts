import type { ItemRow } from '../item-queries.js';
import { columnsOf, FIELD_LIMIT } from './columns.js';

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

describe('columns of an export', () => {
  it('spreads the submitted fields, objects one level deep, and the outputs', () => {
    const columns = columnsOf(
      [
        { field: 'id', inner: null },
        { field: 'data', inner: 'name' },
        { field: 'data', inner: 'tags' },
      ],
      [{ field: 'id', inner: null }],
      [],
    );
    const item = row({ id: 'a', data: { name: 'Ana', tags: ['x', 'y'] } }, { id: 'a' });
    expect(cells(columns, item)).toMatchObject({
      'input.id': 'a',
      'input.data.name': 'Ana',
      'input.data.tags': '["x","y"]',
      'output.id': 'a',
    });
  });

  it('leaves a cell empty where an item has no such field, or one of another shape', () => {
    const columns = columnsOf(
      [
        { field: 'data', inner: 'name' },
        { field: 'data', inner: null },
        { field: 'constructor', inner: null },
      ],
      [],
      [],
    );
    expect(cells(columns, row({ data: 5 }))).toMatchObject({ 'input.data.name': '', 'input.data': 5 });
    expect(cells(columns, row({ data: { name: 'Ana' } }))).toMatchObject({
      'input.data.name': 'Ana',
      'input.data': '',
      'input.constructor': '',
    });
  });

  it('puts inputs with too many fields into one cell, complete', () => {
    const many = Array.from({ length: FIELD_LIMIT + 1 }, (_, n) => ({ field: `f${n}`, inner: null }));
    expect(cells(columnsOf(many, [], []), row({ f0: 1, f300: 2 }))['input']).toBe('{"f0":1,"f300":2}');
  });

  it('prefers the columns that the kind declares to the fields of the outputs', () => {
    const declared = { header: 'domain', value: () => 'acme.example' };
    const headers = columnsOf([], [{ field: 'id', inner: null }], [declared]).map(({ header }) => header);
    expect(headers).toContain('domain');
    expect(headers).not.toContain('output.id');
  });
});

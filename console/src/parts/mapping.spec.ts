import type { Import } from 'batchwright-client';
import { led, openTo, targetsOf } from './mapping';

const column = (name: string, field: string | null) => ({
  name,
  field,
  convert: [],
  guessed: true,
  metadata: field === null,
});
const read = {
  columns: [column('A', null), column('B', null), column('C', 'data.age')],
  mapping: {
    columns: { A: null, B: null, C: { field: 'data.age', convert: 'number' } },
    fixed: { 'data.source': 'fair' },
  },
} as unknown as Import;

describe('The mapping of columns', () => {
  it('keeps a choice that the service has not answered yet when the next one is made', () => {
    const first = led(read, undefined, 'A', 'id');
    const second = led(read, first, 'B', 'data.name');
    expect(second.columns).toEqual({
      A: 'id',
      B: 'data.name',
      C: { field: 'data.age', convert: 'number' },
    });
    expect(second.fixed).toEqual({ 'data.source': 'fair' });
    expect([...targetsOf(read, second)]).toEqual([
      ['A', 'id'],
      ['B', 'data.name'],
      ['C', 'data.age'],
    ]);
  });

  it('shows what was chosen instead of what the last answer says', () => {
    expect(targetsOf(read, undefined).get('C')).toBe('data.age');
    expect(targetsOf(read, { columns: { C: null } }).get('C')).toBeNull();
    expect(targetsOf(read, { columns: { C: { field: 'id' } } }).get('C')).toBe('id');
  });

  it('offers a field to one column only, and none that is fixed', () => {
    const fields = ['id', 'data.name', 'data.age', 'data.source'];
    const targets = targetsOf(read, led(read, undefined, 'A', 'id'));
    expect(openTo('B', fields, targets, read.mapping.fixed)).toEqual(['data.name']);
    expect(openTo('A', fields, targets, read.mapping.fixed)).toEqual(['id', 'data.name']);
  });
});

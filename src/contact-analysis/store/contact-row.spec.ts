import { toContactRow } from './contact-row.js';

const rowOf = (data: Record<string, unknown>, strict = false) => toContactRow({ id: 'c1', priority: 5, data }, strict);

describe('toContactRow', () => {
  it('puts known fields in their columns and the others in extra', () => {
    expect(rowOf({ name: 'Ana', tags: ['vip'], score: null, shoe_size: 40 })).toEqual({
      row: { id: 'c1', priority: 5, name: 'Ana', tags: ['vip'], score: null, extra: { shoe_size: 40 } },
    });
  });

  it('uses the id and the priority of the item', () => {
    expect(rowOf({ id: 'forged', priority: 1 })).toEqual({ row: { id: 'c1', priority: 5, extra: {} } });
  });

  it('accepts fields with the name of an object method', () => {
    expect(rowOf({ toString: 'a', valueOf: 1, hasOwnProperty: null })).toEqual({
      row: { id: 'c1', priority: 5, extra: { toString: 'a', valueOf: 1, hasOwnProperty: null } },
    });
  });

  it.each(['owner_id', 'batch_id', 'created_at'])('rejects %s whatever else is wrong', (field) => {
    expect(rowOf({ name: 7, [field]: 1 })).toMatchObject({ error: { code: 'RESERVED_FIELD' } });
  });

  it('rejects a value of the wrong type', () => {
    const tags = { message: 'data.tags must be a list of strings or null.', details: { field: 'data.tags' } };
    expect(rowOf({ tags: ['a', 1] })).toMatchObject({ error: { code: 'VALIDATION_ERROR', ...tags } });
    expect(rowOf({ name: 7 })).toMatchObject({ error: { message: 'data.name must be a string or null.' } });
  });

  it('rejects unknown fields when strict, after values of the wrong type', () => {
    expect(rowOf({ a: 1, b: 2 }, true)).toMatchObject({
      error: { code: 'UNKNOWN_FIELD', details: { fields: ['a', 'b'] } },
    });
    expect(rowOf({ a: 1, name: 7 }, true)).toMatchObject({ error: { code: 'VALIDATION_ERROR' } });
  });
});

import { definedOnly } from './defined-only.js';

describe('Defined fields', () => {
  it('are those that are not undefined, in their order', () => {
    const fields = { b: 1, gone: undefined, a: null, empty: '', no: false, zero: 0 };
    expect(Object.entries(definedOnly(fields))).toEqual([
      ['b', 1],
      ['a', null],
      ['empty', ''],
      ['no', false],
      ['zero', 0],
    ]);
    expect(fields).toHaveProperty('gone');
  });

  it('leave a default in place where they are spread over it', () => {
    const given: { readonly name?: string; readonly size: number | undefined } = { size: undefined };
    expect({ name: 'x', size: 5, ...definedOnly({ name: given.name, size: given.size }) }).toEqual({
      ...{ name: 'x', size: 5 },
    });
  });

  it('may be called like what an object inherits', () =>
    expect(Object.entries(definedOnly({ ['__proto__']: 1, constructor: 2 }))).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]));
});

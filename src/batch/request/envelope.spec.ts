import { IsBoolean } from 'class-validator';
import { refusalOf } from '../../../test/support/error-code.js';
import { fault } from '../../platform/http/faults.js';
import { Optional } from '../../platform/http/optional.js';
import type { Checked } from '../model/kinds/kind.js';
import { checkEntries, readChecked, readEnvelope, readList, readObject } from './envelope.js';

class FlagDto {
  @Optional()
  @IsBoolean()
  flag?: boolean;
}

const LIST = { field: 'items', min: 1, max: 3 };
const isNumber = (raw: unknown): Checked<number> =>
  typeof raw === 'number' ? { value: raw } : { faults: [fault('n', 'must be a number', raw, 'float_type')] };

describe('An envelope', () => {
  it('is read apart from its list', () => {
    const { envelope, entries } = readEnvelope(FlagDto, { flag: true, items: [1, 'x'] }, LIST);
    expect([envelope.flag, entries]).toEqual([true, [1, 'x']]);
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ['no body', undefined, ['MALFORMED_JSON']],
    ['a list', [], ['VALIDATION_ERROR', 'body not_an_object']],
    ['no list in it', {}, ['VALIDATION_ERROR', 'items missing']],
    ['a text as its list', { items: 'x' }, ['VALIDATION_ERROR', 'items list_type']],
    ['an empty list', { items: [] }, ['VALIDATION_ERROR', 'items too_short']],
    ['a list that is too long', { items: [1, 2, 3, 4] }, ['VALIDATION_ERROR', 'items too_long']],
  ])('is refused: %s', (_, raw, expected) => {
    expect(refusalOf(() => readEnvelope(FlagDto, raw, LIST))).toEqual(expected);
  });

  it('has an error of its own for a batch that is too large', () => {
    const list = { ...LIST, tooLong: 'BATCH_TOO_LARGE' } as const;
    expect(refusalOf(() => readEnvelope(FlagDto, { items: [1, 2, 3, 4] }, list))).toEqual([
      'BATCH_TOO_LARGE',
      'items too_long',
    ]);
  });

  it('is refused with the faults of its fields, its unknown fields and its entries in one error', () => {
    const raw = { flag: 'x', unknown: 1, items: [1, 'a', 'b'] };
    const [code, ...faults] = refusalOf(() => readChecked(FlagDto, raw, LIST, isNumber));
    expect(code).toBe('VALIDATION_ERROR');
    expect(faults.map((text) => String(text).split(' ')[0]).sort()).toEqual([
      'flag',
      'items.1.n',
      'items.2.n',
      'unknown',
    ]);
  });

  it('has its entries checked only when they are a list of a length that is allowed', () => {
    const check = (): Checked<number> => {
      throw new Error('It was checked.');
    };
    expect(refusalOf(() => readChecked(FlagDto, { items: [1, 2, 3, 4] }, LIST, check))).toHaveLength(2);
    expect(readChecked(FlagDto, { items: [1, 2] }, LIST, isNumber).values).toEqual([1, 2]);
  });

  it('without a list takes no unknown field', () => {
    expect(readObject(FlagDto, { flag: false }).flag).toBe(false);
    expect(refusalOf(() => readObject(FlagDto, { other: 1 }))[1]).toMatch(/^other /);
  });

  it('that is a list alone takes no other field', () => {
    expect(readList({ items: [1] }, LIST)).toEqual([1]);
    expect(refusalOf(() => readList({ items: [1], other: 1 }, LIST))).toEqual([
      'VALIDATION_ERROR',
      'other unknown_field',
    ]);
  });
});

describe('The entries of a list', () => {
  it('are checked no further than to the hundredth fault', () => {
    let checked = 0;
    const check = (raw: unknown): Checked<number> => {
      checked += 1;
      return isNumber(raw);
    };
    const entries = Array.from({ length: 1000 }, () => 'x');
    expect(refusalOf(() => checkEntries(entries, 'items', check))).toHaveLength(101);
    expect(checked).toBe(100);
  });
});

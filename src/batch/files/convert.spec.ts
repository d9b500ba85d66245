import { conversionOf } from './convert.js';

const convert = (name: string, value: unknown): unknown => {
  const converted = conversionOf(name)?.apply(value);
  if (converted === undefined) throw new Error(`There is no conversion ${name}.`);
  return 'value' in converted ? converted.value : converted.problem;
};

describe('A conversion', () => {
  it.each<[string, unknown, unknown]>([
    ['trim', '  a ', 'a'],
    ['lower', 'ÄB', 'äb'],
    ['upper', 'äb', 'ÄB'],
    ['text', 5, '5'],
    ['text', true, 'true'],
    ['number', '12', 12],
    ['number', '-1.5e3', -1500],
    ['number', 12, 12],
    ['number', '0x10', 'must be a number'],
    ['number', '1,5', 'must be a number'],
    ['number:,', '1.234.567,25', 1_234_567.25],
    ['number:,', '-12,5', -12.5],
    ['number:,', '1,2,3', 'must be a number with a comma before the fraction'],
    ['number', '1e999', 'must be a number'],
    ['number:,', '9'.repeat(400), 'must be a number with a comma before the fraction'],
    ['date', '2026-02-31', 'must be a date such as 2026-11-29'],
    ['date', '2026-02-28T12:30:00Z', '2026-02-28T12:30:00Z'],
    ['date:DD.MM.YYYY', '2026-02-31', 'must be a date as DD.MM.YYYY'],
    ['boolean', 'Ja', true],
    ['boolean', '0', false],
    ['boolean', 'maybe', 'must be true or false, yes or no, 1 or 0'],
    ['date', '2026-11-29', '2026-11-29'],
    ['date', '29.11.2026', 'must be a date such as 2026-11-29'],
    ['date:DD.MM.YYYY', '1.2.2026', '2026-02-01'],
    ['date:DD.MM.YYYY', '31.02.2026', 'must be a date as DD.MM.YYYY'],
    ['date:MM/DD/YYYY', '11/29/2026', '2026-11-29'],
    ['date:MM/DD/YYYY', '2026-11-29', '2026-11-29'],
    ['split', 'a; b;;c', ['a', 'b', 'c']],
    ['split:|', 'a|b', ['a', 'b']],
    ['split:;', ['a'], ['a']],
    ['json', '{"a":[1]}', { a: [1] }],
    ['json', '{', 'must be JSON'],
    ['auto', '42', 42],
    ['auto', 'TRUE', true],
    ['auto', 'urgent', 'urgent'],
  ])('%s of %j is %j', (name, value, expected) => {
    expect(convert(name, value)).toEqual(expected);
  });

  it.each(['rot13', 'number:x', 'date:YY', 'date:DD.MM', 'constructor', 'split:too-long', '', ':'])(
    '%s does not exist',
    (name) => {
      expect(conversionOf(name)).toBeUndefined();
    },
  );
});

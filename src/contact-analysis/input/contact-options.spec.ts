import { checkContactOptions } from './contact-options.js';

const faultsOf = (raw: unknown): readonly string[] => {
  const checked = checkContactOptions(raw);
  return 'faults' in checked ? checked.faults.map(({ field, error_type: type }) => `${field} ${type}`) : [];
};

describe('checkContactOptions', () => {
  it.each([
    [undefined, false],
    [{}, false],
    [{ strict: false }, false],
    [{ strict: true }, true],
  ])('reads %j as strict %s', (raw, strict) => {
    expect(checkContactOptions(raw)).toEqual({ value: { strict } });
  });

  it.each([
    [{ strict: 'yes' }, ['strict bool_type']],
    [{ strict: null }, ['strict bool_type']],
    [{ strict: 1, stirct: true }, ['stirct unknown_field', 'strict bool_type']],
    [[], [' dict_type']],
    ['strict', [' dict_type']],
  ])('rejects %j', (raw, faults) => {
    expect(faultsOf(raw)).toEqual(faults);
  });
});

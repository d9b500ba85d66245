import { nameFault } from './name-fault.js';

describe('nameFault', () => {
  it.each([['OpenAI'], [' Acme '], ['株式会社'], ['שלום'], ['می‌خواهم'], ['👩‍👩‍👧'], ['e\u0301'], ['-'], ['=1']])(
    'accepts %j',
    (text) => {
      expect(nameFault(text)).toBeNull();
    },
  );

  it.each([[''], [' \t\n'], ['\u00a0'], ['\u200b'], ['\u2060\u00ad'], ['\ufeff'], ['\u3164'], ['\u200e']])(
    'reports %j as blank',
    (text) => {
      expect(nameFault(text)).toBe('blank');
    },
  );

  it.each([['\u0007'], ['a\u0007b'], ['a\nb'], ['Acme\n'], ['a\u0085b'], ['a\u202eb'], ['\u202a'], ['a\u2066b\u2069']])(
    'reports %j as disguised',
    (text) => {
      expect(nameFault(text)).toBe('disguised');
    },
  );
});

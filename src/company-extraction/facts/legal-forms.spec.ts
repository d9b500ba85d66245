import { PRINTED_FORMS } from './legal-forms.js';
import { normalizeCompanyName } from './normalize-company-name.js';

/** One spelling that the pattern matches: everything optional is there, and of alternatives the first. */
const spelling = (pattern: string): string =>
  pattern
    .replaceAll('(?:BA)?', '')
    .replaceAll('(?:aA)?', '')
    .replace(/\(\?:([^()|]*)(?:\|[^()]*)?\)\??/g, '$1')
    .replace(/\\s\??/g, ' ')
    .replace(/\\([./()])\??/g, '$1')
    .replace(/([ ,A-Za-z])\?/g, '$1');

describe('Legal forms', () => {
  it.each(PRINTED_FORMS.map((pattern) => [spelling(pattern), pattern]))(
    'as printed on pages are stripped from names: %s',
    (form, pattern) => {
      expect(form).toMatch(new RegExp(`^(?:${pattern})$`, 'u'));
      expect(normalizeCompanyName(`Muster Werk ${form}`)).toBe('muster werk');
    },
  );
});

import { leastProcessorMs } from '../../../test/support/processor-time.js';
import { MOST_MS } from '../../../test/support/worst-input.js';
import { findLegalNames } from './names/find-legal-names.js';
import { hasStreet, isStreetShaped } from './places/address-words.js';
import { findCountries } from '../facts/country-names.js';
import { collectEmails, findEmails, findObfuscatedEmails } from './contacts/emails.js';
import { parseEmployees } from '../facts/employee-range.js';
import { parseHtml, TREE_LIMITS } from './tree/html-tree.js';
import { copyrightHolder } from './names/organization-names.js';
import { cleanText, readLines } from './tree/page-text.js';
import { findDigitRuns } from './contacts/phone-candidates.js';
import { collectPhones } from './contacts/phones.js';
import { findPostcode } from './places/postcode-lines.js';
import { readPage } from './read/read-page.js';
import { readSocialLink } from './contacts/social-links.js';
import { cityList, largeCitiesIn } from './places/large-cities.js';
import { cleanStreet, listedPlaces, placesOf } from './places/street-text.js';
import { readTolerantJson } from './data/tolerant-json.js';

const SIZE = 100_000;
const HOSTILE = [
  'a',
  ' ',
  '<',
  '@',
  '1',
  '1 ',
  'A ',
  'A.',
  '-',
  '(',
  '{',
  '"',
  '\\',
  'a@',
  '@a.',
  'Aa Aa, ',
  '+1',
  '〒1',
  'GmbH ',
  '[at] ',
  '&#',
  '//',
  '1, ',
  '<!-- x ',
  '//<!--',
  '<!--',
].map((unit) => [JSON.stringify(unit), unit.repeat(Math.ceil(SIZE / unit.length))] as const);

const FUNCTIONS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['cleanText', cleanText],
  ['findEmails', findEmails],
  ['findObfuscatedEmails', findObfuscatedEmails],
  ['findDigitRuns', findDigitRuns],
  ['findPostcode', findPostcode],
  ['hasStreet', hasStreet],
  ['isStreetShaped', isStreetShaped],
  ['cleanStreet', cleanStreet],
  ['placesOf', placesOf],
  ['listedPlaces', listedPlaces],
  ['cityList', cityList],
  ['largeCitiesIn', largeCitiesIn],
  ['findCountries', findCountries],
  ['findLegalNames', findLegalNames],
  ['copyrightHolder', copyrightHolder],
  ['parseEmployees', parseEmployees],
  ['readSocialLink', readSocialLink],
  ['readTolerantJson', readTolerantJson],
  ['readTolerantJson in an object', (text) => readTolerantJson(`{"a":1,${text}`)],
  ['readTolerantJson in a comment', (text) => readTolerantJson(`<!-- {"a":1,${text}`)],
  ['parseHtml', parseHtml],
];

describe(`100 KB of one repeated text cost under ${MOST_MS} ms`, () => {
  it.each(FUNCTIONS)('when %s reads them', (_, run) => {
    for (const [unit, text] of HOSTILE)
      expect({ unit, slow: leastProcessorMs(() => run(text), MOST_MS) >= MOST_MS }).toEqual({ unit, slow: false });
  });

  it.each(HOSTILE)('a whole page of %s costs far less than the parser limit', (_, text) => {
    expect(
      leastProcessorMs(
        () => readPage({ body: `<title>${text}</title><p>${text}</p>`, url: 'https://a.example/', contentType: null }),
        1_500,
      ),
    ).toBeLessThan(1_500);
  });

  it('reads phones and e-mails of a page with one endless line', () => {
    const { root } = parseHtml(`<p>${'030 1234567 a@b.de '.repeat(6_000)}</p>`);
    const lines = readLines(root);
    expect(
      leastProcessorMs(
        () => [
          collectEmails(root, lines),
          collectPhones(root, lines, { language: 'de', regions: [{ region: 'DE', weight: 5 }] }),
        ],
        1_500,
      ),
    ).toBeLessThan(1_500);
  });
});

describe('malformed pages', () => {
  it('cuts 1 M nested elements at the limits, in time', () => {
    const body = '<div>'.repeat(1_000_000);
    expect(parseHtml(body).truncated).toBe(true);
    expect(leastProcessorMs(() => parseHtml(body), 5_000)).toBeLessThan(5_000);
  });

  it('nests at most to the limit and keeps the text beyond it', () => {
    const page = readPage({
      body: `${'<div>'.repeat(2_000)}<p>info@nordwind-pumpen.de</p>`,
      url: null,
      contentType: null,
    });
    expect(page.warnings).toContain('truncated');
    expect(page.mentions.emails.map(({ email }) => email)).toEqual(['info@nordwind-pumpen.de']);
  });

  it('cuts a huge attribute', () => {
    const { root } = parseHtml(`<a title="${'x'.repeat(5_000_000)}">y</a>`);
    const link = root.children[0];
    expect(link?.kind === 'element' && link.attributes.get('title')?.length).toBe(TREE_LIMITS.attribute);
  });

  it('never stores NUL and lone surrogates', () => {
    const page = readPage({
      body: '<title>Nord\u0000wind \ud800 AG</title><p>© Nord\u0000wind \udfff AG</p>',
      url: null,
      contentType: null,
    });
    const stored = JSON.stringify(page);
    expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    expect(page.title).toContain('AG');
  });

  it('takes the last of duplicate JSON keys, as JSON does', () => {
    expect(readTolerantJson('{"name":"A","name":"B"}').values).toEqual([{ name: 'B' }]);
  });
});

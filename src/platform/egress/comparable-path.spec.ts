import fc from '../../../test/support/seeded-check.js';
import { comparablePath } from './comparable-path.js';

describe('comparablePath', () => {
  it.each([
    ['/a?b=1&c=[2]|^\\~', '/a?b=1&c=[2]|^\\~'],
    ['/%7euser', '/~user'],
    ['/a%2fb%2A', '/a%2Fb%2A'],
    ['/über', '/%C3%BCber'],
    ['/%c3%bcber', '/%C3%BCber'],
    ['/a "b"', '/a%20%22b%22'],
    ['/100%', '/100%'],
    ['/%4%341', '/%441'],
    ['/%é', '/%%C3%A9'],
    ['/\ud800', '/%EF%BF%BD'],
    ['', ''],
  ])('of %j is %j', (text, canonical) => {
    expect(comparablePath(text)).toBe(canonical);
  });

  it('encodes what encodeURIComponent would, one character at a time', () => {
    const path = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('%', ''));
    const expected = (text: string): string => text.replace(/[^\x21-\x7e]|["<>`{}]/gu, encodeURIComponent);
    fc.assert(fc.property(path, (text) => expect(comparablePath(text)).toBe(expected(text))));
  });

  it('reads escapes of every byte in either case', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const escape = `%${byte.toString(16).padStart(2, '0')}`;
      const character = String.fromCharCode(byte);
      const canonical = /[\w.~-]/.test(character) ? character : escape.toUpperCase();
      expect([comparablePath(escape), comparablePath(escape.toUpperCase())]).toEqual([canonical, canonical]);
    }
  });
});

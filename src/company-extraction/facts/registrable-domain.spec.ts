import { domainLabel, registrableDomain } from './registrable-domain.js';

describe('registrableDomain', () => {
  it.each([
    ['https://www.shop.example.co.uk/x?y', 'example.co.uk'],
    ['WWW.Example.COM', 'example.com'],
    ['http://bücher.de/', 'xn--bcher-kva.de'],
    ['someone.github.io', 'someone.github.io'],
  ])('%s is %s', (value, expected) => expect(registrableDomain(value)).toBe(expected));

  it.each(['127.0.0.1', 'http://[::1]/', 'localhost', 'nonsense', '', 'example.notasuffix', 'a'.repeat(5_000)])(
    'rejects %s',
    (value) => expect(registrableDomain(value)).toBeNull(),
  );

  it('returns the label before the suffix', () => expect(domainLabel('www.example.co.uk')).toBe('example'));
});

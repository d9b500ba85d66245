import { countryCode, countryName } from './country.js';

describe('countries', () => {
  it.each([
    ['US', 'US'],
    ['usa', 'US'],
    ['276', 'DE'],
    ['Germany', 'DE'],
    ['Deutschland', 'DE'],
    ['États-Unis', 'US'],
    ['Alemania', 'DE'],
    ['United States of America', 'US'],
    [' UK ', 'GB'],
    ['England', 'GB'],
    ['Noreg', 'NO'],
    ['日本', 'JP'],
    ['Czech Republic', 'CZ'],
    ['South Korea', 'KR'],
  ])('recognises %s as %s', (text, code) => expect(countryCode(text)).toBe(code));

  it.each(['', 'XX', 'Atlantis', "us'", 'constructor', 'x'.repeat(10_000)])('does not recognise %s', (text) =>
    expect(countryCode(text)).toBeNull(),
  );

  it.each([
    ['US', 'United States'],
    ['us', 'United States'],
    ['GB', 'United Kingdom'],
    ['CA', 'Canada'],
    ['DE', 'Germany'],
    ['KR', 'South Korea'],
  ])('shows %s as %s [S3-36]', (code, name) => expect(countryName(code)).toBe(name));

  it('returns no name for an unknown code', () => expect(countryName('ZZ')).toBeNull());
});

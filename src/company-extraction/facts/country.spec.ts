import countries from 'i18n-iso-countries';
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
    ['Stati Uniti', 'US'],
    ['Wielka Brytania', 'GB'],
    ['Osterreich', 'AT'],
    ['Германия', 'DE'],
    ['德國', 'DE'],
    ['ドイツ', 'DE'],
    ['독일', 'DE'],
    ['ألمانيا', 'DE'],
    ['Németország', 'DE'],
    ['Îles Åland', 'AX'],
    ['საქართველო', 'GE'],
  ])('recognises %s as %s', (text, code) => expect(countryCode(text)).toBe(code));

  it.each([
    '',
    'XX',
    'VS',
    'uc',
    'EB',
    'ra',
    'BK',
    'JK',
    'VK',
    'ZK',
    'Atlantis',
    "us'",
    'constructor',
    'x'.repeat(10_000),
  ])('does not recognise %s', (text) => expect(countryCode(text)).toBeNull());

  it.each([
    ['US', 'United States'],
    ['us', 'United States'],
    ['GB', 'United Kingdom'],
    ['CA', 'Canada'],
    ['DE', 'Germany'],
    ['KR', 'South Korea'],
  ])('shows %s as %s [S3-36]', (code, name) => expect(countryName(code)).toBe(name));

  it('recognises what the platform calls a country in any of its languages', () => {
    const languages = [
      'it',
      'nl',
      'pt',
      'ru',
      'zh',
      'ja',
      'ko',
      'sv',
      'fi',
      'hu',
      'tr',
      'uk',
      'ar',
      'hi',
      'sw',
      'zh-Hant',
    ];
    const names = languages.flatMap((language) => {
      const display = new Intl.DisplayNames(language, { type: 'region' });
      return Object.keys(countries.getAlpha2Codes()).map((code) => [code, display.of(code) ?? ''] as const);
    });
    const wrong = names.filter(([code, name]) => countryCode(name) !== code);
    expect(names.length).toBeGreaterThan(3_900);
    expect(wrong.length / names.length).toBeLessThan(0.005);
  });

  it('returns no name for an unknown code', () => expect(countryName('ZZ')).toBeNull());
});

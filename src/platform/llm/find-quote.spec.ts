import { bearsOut, findQuote, hasTerm } from './find-quote.js';

const PAGE = 'Nordwind Pumpen\nWir sind seit 1962 am Markt.\nÜber 250 Mitarbeiter in Bergen';

describe('findQuote', () => {
  it.each([
    ['Wir sind seit 1962', 16],
    ['Pumpen Wir  sind', 9],
    ['Über 250 Mitarbeiter', 45],
  ])('finds "%s" at %i, with its white space as it stands', (quote, offset) => {
    const place = findQuote(PAGE, quote);
    expect(place?.offset).toBe(offset);
    expect(PAGE.startsWith(place?.text ?? '-', offset)).toBe(true);
  });

  it('finds a quote over more white space than it has', () => {
    const cv = '  Ada   Byron\n\n  Analyst  1990 ';
    const place = findQuote(cv, 'Byron Analyst 1990');
    expect(place).toEqual({ text: 'Byron\n\n  Analyst  1990', offset: cv.indexOf('Byron') });
  });

  it.each(['wir sind seit 1962', 'Ueber 250 Mitarbeiter', 'seit 1962 im Markt', '', ' ', 'x'.repeat(700)])(
    'does not find "%s", which does not stand there letter by letter',
    (quote) => expect(findQuote(PAGE, quote)).toBeNull(),
  );
});

describe('bearsOut', () => {
  it.each([
    ['Über 250 Mitarbeiter in Bergen', '250', true],
    ['5 Hauptstraße, 50667 Köln', 'Hauptstrasse 5 Koln', false],
    ['Hauptstraße 5, 50667 Köln', 'Hauptstraße 5 Köln', true],
    ['Über 250 Mitarbeiter', '2500', false],
    ['We like it here', '', false],
    ['1962年設立、本社は東京都港区', '1962', true],
    ['1962年設立、本社は東京都港区', '東京', true],
    ['1962年設立、本社は東京都港区', '大阪', false],
    ['1962年設立', '196', false],
    ['サッポロビール株式会社', 'ヒール', false],
    ['서울에 본사를 둔 회사', '서울', true],
    ['ก่อตั้งเมื่อปี 2505 ที่กรุงเทพ', 'กรุงเทพ 2505', true],
    ['Основана в 1962 году', '1962', true],
  ])('"%s" for "%s": %s', (quote, value, expected) => expect(bearsOut(quote, value)).toBe(expected));
});

describe('hasTerm', () => {
  it.each([
    ['Java, C and  machine learning', 'Java', true],
    ['Java, C and  machine learning', 'C', true],
    ['Java, C and  machine learning', 'machine learning', true],
    ['JavaScript, C++, C#', 'Java', false],
    ['JavaScript, C++, C#', 'C', false],
    ['JavaScript, C++, C#', 'C++', true],
    ['(R)', 'R', true],
    ['機械学習と統計', '統計', true],
    ['anything', ' ', false],
  ])('in "%s", "%s": %s', (text, term, expected) => expect(hasTerm(text, term)).toBe(expected));
});

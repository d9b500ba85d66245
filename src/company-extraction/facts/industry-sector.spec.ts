import { industrySector, sectorOfNaics, sectorOfSchemaType, sectorOfSic, sectorOfWords } from './industry-sector.js';
import { SECTORS } from './sector.js';

describe('industry sector', () => {
  it.each([
    ['3711', 'Manufacturing'],
    ['7372', 'Technology'],
    ['2834', 'Healthcare'],
    ['6021', 'Finance'],
    ['6798', 'Real Estate'],
    ['5812', 'Hospitality'],
    ['1311', 'Energy'],
    ['4911', 'Energy'],
    ['4512', 'Transportation'],
    ['5311', 'Retail'],
    ['8742', 'Professional Services'],
    ['0100', 'Agriculture'],
    ['100', 'Agriculture'],
    ['9999', null],
    ['12ab', null],
  ])('SIC %s is %s', (code, sector) => expect(sectorOfSic(code)).toBe(sector));

  it.each([
    ['541511', 'Technology'],
    ['336110', 'Manufacturing'],
    ['325412', 'Healthcare'],
    ['52', 'Finance'],
    ['813110', 'Nonprofit'],
    ['99', null],
  ])('NAICS %s is %s', (code, sector) => expect(sectorOfNaics(code)).toBe(sector));

  it.each([
    ['Restaurant', 'Hospitality'],
    ['https://schema.org/Hospital', 'Healthcare'],
    ['Store', 'Retail'],
    ['Organization', null],
    ['constructor', null],
  ])('schema.org type %s is %s', (type, sector) => expect(sectorOfSchemaType(type)).toBe(sector));

  it.each([
    ['Artificial Intelligence', 'Technology'],
    ['Motor Vehicles & Passenger Car Bodies', 'Manufacturing'],
    ['hospital & health care', 'Healthcare'],
    ['investment banking', 'Finance'],
    ['oil & energy', 'Energy'],
    ['Werbung, Kommunikation, Marketing', 'Media'],
    ['Restaurants', 'Hospitality'],
    ['automotive industry', 'Manufacturing'],
    ['higher education', 'Education'],
    ['Energi', 'Energy'],
    ['law practice', 'Professional Services'],
    ['Semiconductor Manufacturing', 'Technology'],
    ['Pharmaceutical Manufacturing', 'Healthcare'],
    ["Women's Handbag Manufacturing", 'Manufacturing'],
    ['Oil, Gas, and Mining', 'Energy'],
    ['Movies, Videos, and Sound', 'Media'],
    ['Wholesale Computer Equipment', 'Retail'],
    ['Computer Games', 'Technology'],
    ['Space Research and Technology', 'Government'],
    ['Investment Management', 'Finance'],
    ['Health Care REITs', 'Real Estate'],
    ['Hotels, Restaurants & Leisure', 'Hospitality'],
    ['Pharmaceuticals, Biotechnology & Life Sciences', 'Healthcare'],
    ['Agricultural & Farm Machinery', 'Manufacturing'],
    ['Passenger Airlines', 'Transportation'],
    ['Versicherungen', 'Finance'],
    ['Maschinenbau', 'Manufacturing'],
    ['IT', 'Technology'],
    ['It is a bakery', null],
    ['Press', 'Media'],
    ['Press fitting', null],
    ['Machine shop', 'Manufacturing'],
    ['Stromversorgung', 'Energy'],
    ['Stromboli tours', null],
    ['Párty', null],
    ['Webbing', null],
    ['zzz', null],
  ])('the words "%s" are %s [S3-41]', (words, sector) => expect(sectorOfWords(words)).toBe(sector));

  it('prefers codes over types and types over words', () => {
    expect(industrySector('Restaurants', ['Store', 'sic:7372'])).toBe('Technology');
    expect(industrySector('Restaurants', ['Store'])).toBe('Retail');
    expect(industrySector('Restaurants')).toBe('Hospitality');
    expect(industrySector('Artificial Intelligence', ['Organization'])).toBe('Technology');
  });

  it('is Other for unknown words and null without input', () => {
    expect(industrySector('zzz')).toBe('Other');
    expect(industrySector(null)).toBeNull();
    expect(SECTORS).toHaveLength(17);
  });
});

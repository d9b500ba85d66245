import { cleanCity, findPostcode } from './postcode-lines.js';
import { readPage } from '../read/read-page.js';

describe('towns', () => {
  it.each([
    'Garching bei München',
    'Neustadt bei Coburg',
    'Aix en Provence',
    'Saint Germain en Laye',
    'Barrow in Furness',
    'Henley in Arden',
  ])('%s keeps its preposition', (town) => expect(cleanCity(town)).toBe(town));

  it.each([
    ['85748 Garching bei München', 'Garching bei München'],
    ['13100 Aix en Provence', 'Aix en Provence'],
    ['Plumbers in Chicago, IL 60601', 'Chicago'],
    ['NW Washington, DC 20001', 'Washington'],
  ])('the town of %s is %s', (line, town) => expect(findPostcode(line)?.city).toBe(town));

  it('leave their beginning out of the street above', () => {
    const page = readPage({
      body: '<p>Boltzmannstr. 3</p><p>85748 Garching bei München</p>',
      url: null,
      contentType: null,
    });
    expect(page.mentions.addresses[0]?.address).toMatchObject({
      street: 'Boltzmannstr. 3',
      city: 'Garching bei München',
      postal_code: '85748',
    });
  });
});

import { isLoneStreet } from './address-words.js';

describe('isLoneStreet', () => {
  it.each(['W.E.B. Du Bois Ave 12', 'Lindenstraße 2001', '12 H Street', 'Kaigaten 4', '350 Fifth Avenue'])(
    'takes "%s" for a street',
    (line) => expect(isLoneStreet(line)).toBe(true),
  );

  it.each([
    'R.A.T.S. (PG13)',
    'Spring 2001',
    '24h service road',
    '8 h 30',
    '24 hours a day',
    '1/2/24 road',
    '(Hwy 12)',
  ])('does not take "%s" for one', (line) => expect(isLoneStreet(line)).toBe(false));
});

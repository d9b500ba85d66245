import { decodePage } from './charset.js';

/** “5 €” in Windows-1252. */
const QUOTED = Buffer.from('<p>\x935 \x80\x94 M\xfcller</p>', 'latin1');

describe('decodePage', () => {
  it.each([
    ['the header says Windows-1252', 'text/html; charset=windows-1252'],
    ['the header says Latin-1, which browsers read so too', 'text/html; charset=iso-8859-1'],
    ['nothing says what it is', null],
  ])('reads quotation marks and the euro where %s', (_, contentType) => {
    expect(decodePage(QUOTED, contentType)).toBe('<p>“5 €” Müller</p>');
  });
});

import { readPage } from '../read/read-page.js';

const names = (html: string, method?: string): string[] =>
  readPage({ body: html, url: 'https://www.larkspurtools.co.uk/', contentType: null })
    .mentions.names.filter((one) => method === undefined || one.method === method)
    .map(({ name }) => name);

describe('names of organisations', () => {
  it.each([
    ['Contact Larkspur Tools', 'Larkspur Tools'],
    ['Welcome to Larkspur Tools', 'Larkspur Tools'],
    ['Larkspur Tools Homepage', 'Larkspur Tools'],
    ['The Official Website of Larkspur Tools', 'Larkspur Tools'],
    ['Willkommen bei Larkspur Tools', 'Larkspur Tools'],
    ['Larkspur Tools - Contacto', 'Larkspur Tools'],
    ['The Larkspur Tools, England', 'The Larkspur Tools'],
  ])('finds in the title %s the name %s', (title, name) => {
    expect(names(`<title>${title}</title>`, 'title')).toEqual([name]);
  });

  it.each([
    'Houston, TX',
    'Leesburg, Virginia, USA',
    'Finest tools and garden wares since the year one',
    'Ring us now!',
  ])('finds no name in the title %s', (title) => {
    expect(names(`<title>${title}</title>`, 'title')).toEqual([]);
  });

  it('take the logo of the page, not those of partners, networks and a gallery of brands', () => {
    const logo = (alt: string, href: string): string => `<a href="${href}"><img class="logo" alt="${alt}"></a>`;
    expect(
      names(
        logo('Larkspur Tools Logo', '/') +
          logo('Bergmann Stahl', 'https://bergmann-stahl.de/') +
          logo('Larkspur on Facebook', '/fb') +
          ['One', 'Two', 'Three', 'Four'].map((brand) => logo(`${brand} Brand`, '/brands')).join(''),
        'logo',
      ),
    ).toEqual(['Larkspur Tools']);
  });

  it.each([
    ['© 2024 Larkspur Tools, Inc. Site Map', ['Larkspur Tools, Inc.']],
    ['Copyright Notice', []],
    ['Copyrights are the property of their owners', []],
    ['Copyright © March 2021', []],
  ])('finds in %s the holder %j', (line, holders) => {
    expect(names(`<footer>${line}</footer>`, 'copyright')).toEqual(holders);
  });

  it.each([
    ['A Division of Larkspur Tools, Inc.', ['Larkspur Tools, Inc.']],
    ['Larkspur Tools (Japan) K.K.', ['Larkspur Tools (Japan) K.K.']],
    ['Phone Numbers - Larkspur Tools, Inc.', ['Larkspur Tools, Inc.']],
    ['Larkspur, An ACME Company', []],
    ['4525 Forest Drive, Columbia, SC', []],
    ['5 Catoctin Circle SE', []],
    ['Norrland Papper AB', ['Norrland Papper AB']],
    ['Inditela, SA', ['Inditela, SA']],
  ])('finds in %s the legal names %j', (line, legal) => {
    expect(names(`<p>${line}</p>`, 'legal-form')).toEqual(legal);
  });

  it.each(['San Diego Office', 'Physical Address', 'New Jersey', 'Send email', 'Corporate Headquarters', 'Standort'])(
    'does not take %s above a street as a name',
    (heading) => {
      expect(names(`<p>${heading}</p><p>12 Oak Street</p><p>Springfield, IL 62701</p>`, 'address-block')).toEqual([]);
    },
  );

  it('find an institution that the page names in another way too, not one in passing or in a menu', () => {
    const page = `<title>Stanford University</title><header><ul><li>Roseville City Council</ul></header>
      <p>He studied at Stanford University and taught at the Walter A. Haas School of Business for years.</p>
      <p>Planning Commission</p>`;
    expect(names(page, 'institution')).toEqual(['Stanford University']);
  });
});

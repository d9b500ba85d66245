import { titleNames } from '../website/names/own-names.js';
import { readPage } from '../website/read/read-page.js';
import { proofOf, type SiteIdentity } from './verify-home-page.js';

const site = (title: string | null, domain: string, ...stated: string[]): SiteIdentity => ({
  domain,
  title,
  country: null,
  ownNames: [
    ...stated.map((name) => ({ name, evidence: 'site name' as const })),
    ...titleNames(title ?? '').map((name) => ({ name, evidence: 'title' as const })),
  ],
});

describe('proofOf', () => {
  it.each([
    [['Acme Inc.'], site('Acme – Fine tools since 1990', 'acme.com')],
    [['Acme'], site('Home | ACME GmbH', 'acme-tools.de')],
    [['Acme'], site('Welcome to Acme', 'acme.com')],
    [['Acme'], site('Fine tools', 'acme.com', 'Acme Corporation')],
    [['Siemens'], site('Siemens Global website', 'siemens.com')],
    [['Statoil ASA', 'Equinor'], site('Equinor', 'equinor.com')],
    [['Schwarz & Söhne'], site('Schwarz und Söhne', 'schwarz.de', 'Schwarz & Sohne GmbH')],
    [['Clay Electric Cooperative'], site('Home', 'clay.coop', 'Clay Electric Cooperative, Inc.')],
    [['Amazon'], site('Amazon.com. Spend less. Smile more.', 'amazon.com', 'Amazon.com')],
  ])('finds %j in the site %j', (names, given) => expect(proofOf(names, given, null)).not.toBeNull());

  it.each([
    [['Apple'], site('Apple Records', 'applerecords.com', 'Apple Records')],
    [['Apple'], site('Apple pie recipes', 'pies.com')],
    [['Delta'], site('Delta Faucet', 'deltafaucet.com')],
    [['Acme'], site('acme.com is for sale', 'buydomains.com')],
    [['Acme'], site(null, 'acme.com')],
    [['Acme'], site('', 'acme.com')],
    [['…'], site('…', 'example.com', '…')],
    [['Nord Bank'], site('Nord Band', 'nordband.com')],
    [['Home'], site('Home | Müller Garten', 'mueller-garten.de')],
    [['Start'], site('Start - Gemeinde Musterhausen', 'musterhausen.de')],
    [['Fox'], site('Fox | Wolf | Bear | Zoo shop', 'zooshop.com')],
    [['ABC'], site('A B C Nursery', 'nursery.com', 'A B C')],
    [['Clay Electric Cooperative'], site('Clay Electric', 'clayelectric.com', 'Clay Electric')],
  ])('does not find %j in the site %j', (names, given) => expect(proofOf(names, given, null)).toBeNull());

  it('tells the evidence and how sure it is', () => {
    const title = proofOf(['Acme'], site('Acme', 'acme.com'), null);
    const both = proofOf(['Acme'], site('Acme', 'acme.com', 'Acme'), null);
    expect(title).toEqual({ evidence: ['title'], confidence: 0.85, isAbroad: false });
    expect(both).toEqual({ evidence: ['site name', 'title'], confidence: 0.95, isAbroad: false });
  });

  it('tells a page of another country than the company has', () => {
    const swiss = { ...site('Jumbo', 'jumbo.com', 'Jumbo'), country: 'NL' };
    expect(proofOf(['Jumbo'], swiss, 'CH')?.isAbroad).toBe(true);
    expect(proofOf(['Jumbo'], swiss, 'NL')?.isAbroad).toBe(false);
    expect(proofOf(['Jumbo'], swiss, null)?.isAbroad).toBe(false);
  });
});

const own = (html: string, url = 'https://nordlicht.example/'): string[] =>
  readPage({ body: html, url, contentType: null }).ownNames.map(({ name, evidence }) => `${evidence}: ${name}`);

describe('names of its own that a page states', () => {
  it('are the organisation and site of its structured data, og:site_name, its copyright line and its title', () => {
    const html = `<html><head><title>Startseite | Nordlicht Bau</title><meta property="og:site_name" content="Nordlicht">
      <script type="application/ld+json">[{"@type":"Organization","name":"Nordlicht GmbH","url":"https://nordlicht.example"},
      {"@type":"WebSite","name":"Nordlicht online","url":"https://nordlicht.example/"}]</script></head>
      <body><h1>Wir bauen</h1><p>Text</p><p>Text</p><footer>© 2024 Nordlicht Bau GmbH. Alle Rechte vorbehalten.</footer></body></html>`;
    expect(own(html)).toEqual([
      'structured data: Nordlicht GmbH',
      'structured data: Nordlicht online',
      'site name: Nordlicht',
      'copyright: Nordlicht Bau GmbH',
      'title: Nordlicht Bau',
    ]);
  });

  it('are neither logos of customers nor legal names of third parties nor credits', () => {
    const html = `<html><head><title>Home</title></head><body><h2>Our customers</h2>
      <img class="logo" src="/logo-a.png" alt="Globex"><img class="logo" src="/logo-b.png" alt="Initech"><img class="logo" alt="Umbrella">
      <p>We work with Hooli Inc. and Vandelay Industries Ltd. every day.</p><p>x</p><p>y</p><p>z</p>
      <p>Photo © 2023 Getty Images</p><footer>Website by Pixel Pushers GmbH. Maps © OpenStreetMap contributors.</footer></body></html>`;
    expect(own(html)).toEqual([]);
  });

  it.each([
    ['© 2024 Acme GmbH | Sitemap | Impressum', 'Acme GmbH'],
    ['© 2024 Nord Bildung GmbH', 'Nord Bildung GmbH'],
    ['© 2024 Image Works Ltd', 'Image Works Ltd'],
  ])('are the holder of %s', (line, holder) => {
    expect(own(`<footer>${line}</footer>`)).toEqual([`copyright: ${holder}`]);
  });

  it.each(['Bildnachweis: © Studio Weiss', 'Map data © 2024 Google', 'Photos © Studio White', '© Getty Images'])(
    'are not the holder of the credit %s',
    (line) => expect(own(`<footer>${line}</footer>`)).toEqual([]),
  );

  it('are not the organisations of a list of partners', () => {
    const items = ['Globex', 'Initech', 'Hooli'].map((name) => `{"@type":"Organization","name":"${name}"}`).join(',');
    expect(own(`<title>Partners</title><script type="application/ld+json">[${items}]</script>`)).toEqual([
      'title: Partners',
    ]);
  });
});

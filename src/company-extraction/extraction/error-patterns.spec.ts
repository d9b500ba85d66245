import { employeeRange, parseEmployees } from '../facts/employee-range.js';
import { readPage } from '../website/read/read-page.js';
import { type Proof, proofOf } from './verify-home-page.js';

/** Patterns of mistakes, each on a page made up for it; the language of the page stands in front. */
const read = (html: string, url: string) => readPage({ body: html, url, contentType: null });

function proof(names: string | readonly string[], html: string, domain: string): Proof | null {
  const { ownNames, title } = read(`<!doctype html>${html}`, `https://${domain}/`);
  return proofOf([names].flat(), { domain, ownNames, title, country: null }, null);
}

const body = (text: string, footer = ''): string =>
  `<body><p>${text}</p><p>${text}</p><p>${text}</p><footer>${footer}</footer></body>`;

describe('a home page is not a company’s', () => {
  it.each([
    ['en', 'Globex', '<title>Our references</title><body><img class="logo" src="/logo-globex.png" alt="Globex logo"><p>Text</p></body>', 'websmiths.example.com'],
    ['de', 'Musterbau', `<title>Kunden</title>${body('Referenzen: Musterbau GmbH, Beispiel AG und weitere vertrauen uns.')}`, 'agentur-nord.de'],
    ['fr', 'Soleil Bleu', `<title>Accueil</title>${body('Réalisations', 'Site réalisé par Soleil Bleu SARL')}`, 'boulangerie-martin.fr'],
    ['es', 'Inicio', '<title>Inicio | Panadería La Espiga</title>', 'laespiga.es'],
    ['it', 'Home', '<title>Home - Officine Rossi</title>', 'officinerossi.it'],
    ['en', 'Home', '<title>Home</title><meta property="og:site_name" content="Home">', 'officerossi.com'],
    ['nl', 'Welkom', '<title>Welkom | Bakkerij Jansen</title>', 'bakkerijjansen.nl'],
    ['pl', 'Strona główna', '<title>Strona główna - Zakłady Kowalski</title>', 'kowalski-zaklady.pl'],
    ['ru', 'Главная', '<title>Главная | Завод Север</title>', 'zavod-sever.ru'],
    ['ja', 'ホーム', '<title>ホーム | 北山製作所</title>', 'kitayama.co.jp'],
    ['tr', 'Ana Sayfa', '<title>Ana Sayfa | Yıldız Makina</title>', 'yildizmakina.com.tr'],
    ['en', 'Apple', '<title>Apple Valley Orchard</title>', 'applevalley.com'],
    ['en', 'ACE', '<title>ACE | Bolt | Crane | Dorn | Hardware store</title>', 'hardwarehouse.com'],
    ['de', 'Nord', '<title>Nordlicht Reisen</title>', 'nordlicht-reisen.de'],
    ['en', 'Getty Images', `<title>Maple Inn</title>${body('Rooms', 'Photo © 2024 Getty Images')}`, 'mapleinn.com'],
    ['sv', 'Fabrikör', '<title>Partners</title><script type="application/ld+json">[{"@type":"Organization","name":"Fabrikör"},{"@type":"Organization","name":"Verkstad"},{"@type":"Organization","name":"Smedja"}]</script>', 'partnerlistan.se'],
    ['pt', 'Banco Azul', '<title>Notícias</title><script type="application/ld+json">{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"Jornal","url":"https://jornal.pt"},"about":{"@type":"Organization","name":"Banco Azul","url":"https://bancoazul.pt"}}</script>', 'jornal.pt'],
  ])('%s: %s on %s', (_, name, html, domain) => expect(proof(name, html, domain)).toBeNull()); // prettier-ignore
});

describe('a home page is the company’s', () => {
  it.each([
    ['de', 'Musterbau GmbH', '<title>Startseite</title><meta property="og:site_name" content="Musterbau">', 'muster-bau.de', 'site name'],
    ['fr', 'Dupont', `<title>Accueil</title>${body('Nos métiers', '© 2015-2024 Dupont SAS. Tous droits réservés.')}`, 'groupe-dp.fr', 'copyright'],
    ['es', 'La Espiga', '<title>La Espiga - Panadería artesana</title>', 'laespiga.es', 'title'],
    ['fr', 'Free', '<title>Free</title><meta property="og:site_name" content="Free"><script type="application/ld+json">{"@type":"Organization","name":"Free","url":"https://www.free.fr/"}</script>', 'free.fr', 'structured data'],
    ['ja', '北山製作所', '<title>株式会社北山製作所｜公式サイト</title><script type="application/ld+json">{"@type":"Corporation","name":"株式会社北山製作所","url":"https://kitayama.co.jp/"}</script>', 'kitayama.co.jp', 'structured data'],
    ['ru', 'Завод Север', `<title>Главная</title>${body('Продукция', '© 2024 ООО «Завод Север». Все права защищены.')}`, 'zavod-sever.ru', 'copyright'],
    ['cs', 'Pekárna Novák', '<title>Pekárna Novák | Čerstvý chléb</title>', 'pekarna-novak.cz', 'title'],
    ['it', 'Officine Rossi S.r.l.', '<title>Home</title><script type="application/ld+json">{"@type":"WebSite","name":"Officine Rossi","url":"https://officinerossi.it"}</script>', 'officinerossi.it', 'structured data'],
  ])('%s: %s on %s', (_, name, html, domain, evidence) => {
    expect(proof(name, html, domain)?.evidence[0]).toBe(evidence);
  }); // prettier-ignore

  it('en: with the more confidence the more of its own names agree', () => {
    const title = proof('Maple Inn', '<title>Maple Inn</title>', 'mapleinn.com')?.confidence ?? 0;
    const html = `<title>Maple Inn</title>${body('Rooms', '© 2024 Maple Inn LLC')}`;
    expect(proof('Maple Inn', html, 'mapleinn.com')?.confidence ?? 0).toBeGreaterThan(title);
  });
});

describe('towns', () => {
  const cities = (line: string): readonly string[] =>
    read(`<title>x</title><p>${line}</p>`, 'https://acme.example.com/').mentions.cities;

  it.each([
    ['en', 'Our founder spoke about Chicago jazz and its influence on the whole trade last year', 'Chicago'],
    ['de', 'Seit dem Umzug der Messe hat sich in der Branche, auch in Berlin, vieles verändert', 'Berlin'],
    ['fr', 'Le style de Paris inspire depuis toujours nos créateurs et nos ateliers de couture', 'Paris'],
    ['es', 'El equipo de Madrid ganó ayer la copa y toda la plantilla lo celebró con nosotros', 'Madrid'],
    ['it', 'La moda di Milano ispira da sempre le nostre collezioni e i nostri disegnatori', 'Milano'],
  ])('%s: "%s" names no seat', (_, line, city) => expect(cities(line)).not.toContain(city));

  it.each([
    ['en', 'Chicago office', 'Chicago'],
    ['de', 'Lindenstraße 5, 10969 Berlin', 'Berlin'],
    ['fr', '12 rue de la Paix, 75002 Paris', 'Paris'],
    ['pl', 'ul. Długa 3, 00-950 Warszawa', 'Warszawa'],
    ['nl', 'Keizersgracht 241, 1016 EA Amsterdam', 'Amsterdam'],
    ['it', 'Via Roma 12, 20121 Milano (MI)', 'Milano'],
  ])('%s: "%s" names a town', (_, line, city) => expect(cities(line)).toContain(city));

  it.each(['View Larger Map, IL 60601', 'Visa Debit, NY 10001', 'Second Floor, CA 90001'])(
    'en: what stands before the state in "%s" is no town',
    (line) => expect(cities(line)).toEqual([]),
  );
});

describe('contacts and addresses', () => {
  it('de: a contact block that a click shows is read, a hidden pop-up is not', () => {
    const shown = `<div id="kontakt" style="display:none"><p>Lindenstraße 5</p><p>10969 Berlin</p></div>`;
    const popup = `<div class="newsletter" style="display:none"><p>Hauptstraße 7</p><p>50667 Köln</p></div>`;
    const found = read(`<title>x</title>${shown}${popup}`, 'https://acme.de/').mentions.addresses;
    expect(found.map(({ address }) => address.city)).toEqual(['Berlin']);
  });

  it('en: a hidden block with a link to a phone is read', () => {
    const html = '<title>x</title><div hidden><a href="tel:+13125550142">Call</a> 312-555-0142</div>';
    expect(read(html, 'https://acme.com/').mentions.phones.map(({ e164 }) => e164)).toEqual(['+13125550142']);
  });

  it('en: a street with its postcode is surer than a street alone', () => {
    const [whole, alone] = ['<p>12 Oak Street</p><p>Springfield, IL 62701</p>', '<p>12 Oak Street</p>'].map(
      (html) => read(`<title>x</title>${html}`, 'https://acme.com/').mentions.addresses[0]?.confidence ?? 0,
    );
    expect(whole).toBeGreaterThanOrEqual(0.8);
    expect(alone).toBeLessThan(0.5);
  });

  const streets = (line: string): (string | null)[] =>
    read(`<title>x</title><p>${line}</p>`, 'https://acme.com/').mentions.addresses.map(({ address }) => address.street);

  it.each([
    ['en', 'SPRING 2024'],
    ['de', 'Frühling 2023'],
    ['en', 'recorded message on the drive available 24 hours a day'],
    ['fr', 'Réservez par la route, 24h/24'],
    ['en', 'R.A.T.S. (PG13)'],
    ['en', '(Hwy 12 to 30th Ave exit, East 1 block)'],
    ['en', 'Prices read on 03/11/2023, Park 7'],
  ])('%s: "%s" is no street', (_, line) => expect(streets(line)).toEqual([]));

  it.each([
    ['en', '12 Oak Street', '12 Oak Street'],
    ['en', '880 Main Street, Maple Falls, New Brunswick, Canada', '880 Main Street'],
    ['de', 'Lindenstraße 5', 'Lindenstraße 5'],
    ['it', 'Via Roma 12', 'Via Roma 12'],
  ])('%s: "%s" alone is the street %s', (_, line, street) => expect(streets(line)).toEqual([street]));
});

describe('names of a page', () => {
  const names = (html: string, url: string): readonly string[] =>
    read(html, url).mentions.names.map(({ name }) => name);

  it('en: a logo in a gallery of customers is none', () => {
    const html = '<title>Maple Inn</title><img class="logo" alt="Globex" src="/g.png"><p>Rooms</p>';
    expect(names(html, 'https://mapleinn.com/')).not.toContain('Globex');
  });

  it('de: an institution in passing is none', () => {
    const html = '<title>Bäckerei Huber</title><p>Unsere Meisterin lehrte am Institut Paul Bocuse in der Nähe.</p>';
    expect(names(html, 'https://baeckerei-huber.de/').join()).not.toContain('Institut');
  });

  it('en: a part of a title that nothing else names goes when another part is named elsewhere', () => {
    const url = 'https://mapleinn.com/';
    const title = '<title>Lakeside rooms | Maple Inn</title>';
    expect(names(`${title}<footer>© 2024 Maple Inn</footer>`, url)).not.toContain('Lakeside rooms');
    expect(names('<title>Lakeside rooms | Maple Lodge</title><p>Rooms</p>', 'https://x.example/')).toEqual(
      expect.arrayContaining(['Lakeside rooms', 'Maple Lodge']),
    );
  });

  it('en: one word above an address is no name', () => {
    const at = '<p>12 Oak Street</p><p>Springfield, IL 62701</p>';
    expect(names(`<title>Maple Inn</title><p>Rutland</p>${at}`, 'https://mapleinn.com/')).not.toContain('Rutland');
    expect(names(`<title>Home</title><p>Rutland Mills</p>${at}`, 'https://x.example/')).toContain('Rutland Mills');
  });

  it('en: the first name that is answered is the one that most ways agree on', () => {
    const rooms = 'Twelve quiet rooms with a view of the lake, breakfast until noon, and a sauna. '.repeat(8);
    const html = `<title>Fine rooms | Maple Inn</title>${body(rooms, '© 2024 Maple Inn')}`;
    const facts = read(html, 'https://mapleinn.com/').facts.filter(({ field }) => field === 'name');
    expect([...facts].sort((a, b) => b.confidence - a.confidence)[0]?.value).toBe('Maple Inn');
  });
});

describe('counts of employees', () => {
  it.each([
    ['en', 'We are 1.5 million employees strong', '10001+'],
    ['de', 'GJ 2022/23: 1.240 Mitarbeitende', '1001-5000'],
    ['fr', 'Effectif : 96 salariés au 31 décembre 2022', '51-200'],
    ['es', 'Fundada en 1985, 320 empleados en 14 países', '201-500'],
    ['pl', 'ponad 2 tys. pracowników', '1001-5000'],
    ['ru', 'около 750 сотрудников на 1 января 2023 г.', '501-1000'],
    ['ja', '従業員数：2,345名（2023年3月末現在）', '1001-5000'],
    ['zh', '员工约1.2万人', '10001+'],
    ['ko', '직원 수 350명 (2022년)', '201-500'],
    ['cs', 'k 31. 12. 2022 celkem 480 zaměstnanců', '201-500'],
  ])('%s: %s', (_, text, range) => {
    const count = parseEmployees(text);
    expect(count && employeeRange(count)).toBe(range);
  });
});

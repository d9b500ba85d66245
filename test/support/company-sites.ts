/**
 * Small company sites, all invented, each with a markup and a language of its own. Their home pages link to the others.
 */
export interface CompanySite {
  /** Registrable domain; the site answers at `www.` of it. */
  readonly domain: string;
  /** Name by which it is submitted, and how Wikidata has it; null: only the web search knows it. */
  readonly name: string;
  readonly wikidata: { readonly id: string; readonly country: string; readonly employees?: number } | null;
  readonly robots?: string;
  /** Path to page; the charset is UTF-8 unless the page is bytes. */
  readonly pages: Readonly<Record<string, string | Buffer>>;
}

const page = (language: string, head: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;

/** JSON-LD as a content system writes it: the owner, and an article by another person. */
const LARKMERE: CompanySite = {
  domain: 'larkmere-optics.com',
  name: 'Larkmere Optics',
  wikidata: null,
  robots: 'User-agent: *\nDisallow: /contact\n',
  pages: {
    '/': page(
      'en',
      `<title>Larkmere Optics | Lenses for field work</title><meta property="og:site_name" content="Larkmere Optics">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"Corporation","@id":"/#org","name":"Larkmere Optics","legalName":"Larkmere Optics, Inc.","foundingDate":"1987",
"numberOfEmployees":{"@type":"QuantitativeValue","minValue":201,"maxValue":500},"telephone":"+1-503-555-0142",
"email":"hello@larkmere-optics.com","sameAs":["https://www.linkedin.com/company/larkmere-optics"],
"address":{"@type":"PostalAddress","streetAddress":"48 Ferry Road","addressLocality":"Portland","addressRegion":"OR",
"postalCode":"97204","addressCountry":"US"}},
{"@type":"Article","headline":"In the news","publisher":{"@type":"Organization","name":"The Daily Lens"}}]}</script>`,
      '<h1>Lenses</h1><a href="/about">About us</a> <a href="/contact">Contact</a>',
    ),
    '/about': page('en', '<title>About | Larkmere Optics</title>', '<p>We grind lenses in Portland.</p>'),
    '/contact': page('en', '<title>Contact</title>', '<a href="mailto:private@larkmere-optics.com">Mail</a>'),
  },
};

/** Microdata and an imprint as German law asks for it, with an address that is written against robots. */
const HOLLERBACH: CompanySite = {
  domain: 'hollerbach-messtechnik.de',
  name: 'Hollerbach Messtechnik',
  wikidata: { id: 'Q8101', country: 'Q183' },
  pages: {
    '/': page(
      'de',
      '<title>Hollerbach Messtechnik – Waagen seit 1921</title>',
      `<div itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Hollerbach Messtechnik</span>
<meta itemprop="foundingDate" content="1921"><span itemprop="numberOfEmployees">ca. 1.200 Mitarbeiter</span></div>
<nav><a href="/ueber-uns">Über uns</a> <a href="/kontakt">Kontakt</a> <a href="/impressum">Impressum</a></nav>`,
    ),
    '/ueber-uns': page('de', '<title>Über uns</title>', '<p>Wir bauen Waagen.</p>'),
    '/kontakt': page(
      'de',
      '<title>Kontakt</title>',
      '<p>Telefon: (0781) 555-1230<br>E-Mail: kontakt [at] hollerbach-messtechnik [punkt] de</p>',
    ),
    '/impressum': page(
      'de',
      '<title>Impressum</title>',
      `<h1>Impressum</h1><p>Hollerbach Messtechnik GmbH &amp; Co. KG<br>Mühlgasse 14<br>77652 Offenburg<br>Deutschland</p>
<p>Geschäftsführerin: Ida Hollerbach</p><p>Tel. 0781 / 555 12 - 30</p>`,
    ),
  },
};

/** RDFa, and an e-mail address hidden by Cloudflare. */
const BRUMEVAL: CompanySite = {
  domain: 'atelier-brumeval.fr',
  name: 'Atelier Brumeval',
  wikidata: { id: 'Q8102', country: 'Q142', employees: 34 },
  pages: {
    '/': page(
      'fr',
      '<title>Atelier Brumeval, luthiers</title>',
      `<div vocab="https://schema.org/" typeof="Organization"><span property="name">Atelier Brumeval</span>
<div property="address" typeof="PostalAddress"><span property="streetAddress">7, rue des Tisserands</span>
<span property="postalCode">25000</span> <span property="addressLocality">Besançon</span>
<span property="addressCountry">France</span></div></div>
<a href="/a-propos">À propos</a> <a href="/contact">Nous contacter</a>`,
    ),
    '/a-propos': page('fr', '<title>À propos</title>', '<p>Violons et altos.</p>'),
    '/contact': page(
      'fr',
      '<title>Contact</title>',
      '<p>Tél. : 03 81 55 01 42</p><a class="__cf_email__" data-cfemail="2a4945445e4b495e6a4b5e4f46434f580748585f474f5c4b46044c58">[email protected]</a>',
    ),
  },
};

/** hCard of a Brazilian pottery. */
const RIBEIRINHA: CompanySite = {
  domain: 'ceramica-ribeirinha.com.br',
  name: 'Cerâmica Ribeirinha',
  wikidata: { id: 'Q8103', country: 'Q155' },
  pages: {
    '/': page(
      'pt-BR',
      '<title>Cerâmica Ribeirinha</title>',
      `<div class="vcard"><span class="fn org">Cerâmica Ribeirinha</span>
<div class="adr"><span class="street-address">Rua das Olarias, 210</span>, <span class="locality">Blumenau</span> -
<span class="region">SC</span>, <span class="postal-code">89010-000</span>, <span class="country-name">Brasil</span></div>
<span class="tel">(47) 3555-0142</span> <a class="email" href="mailto:vendas@ceramica-ribeirinha.com.br">vendas</a></div>
<a href="/quem-somos">Quem somos</a>`,
    ),
    '/quem-somos': page('pt-BR', '<title>Quem somos</title>', '<p>Azulejos e louças.</p>'),
  },
};

/** No markup at all: a Japanese footer. */
const HOTARU: CompanySite = {
  domain: 'hotaru-seiki.co.jp',
  name: 'ほたる精機',
  wikidata: { id: 'Q8104', country: 'Q17', employees: 88 },
  pages: {
    '/': page(
      'ja',
      '<title>ほたる精機株式会社 | 精密ネジ</title>',
      `<h1>精密ネジ</h1><a href="/company">会社概要</a> <a href="/inquiry">お問い合わせ</a>
<footer>ほたる精機株式会社<br>〒390-0811 長野県松本市中央1-2-3<br>TEL 0263-55-0142 FAX 0263-55-0143<br>
© 2024 ほたる精機株式会社</footer>`,
    ),
    '/company': page('ja', '<title>会社概要</title>', '<p>従業員数 88名</p>'),
    '/inquiry': page('ja', '<title>お問い合わせ</title>', '<p>info@hotaru-seiki.co.jp</p>'),
  },
};

const windows1251 = (text: string): Buffer =>
  Buffer.from(
    [...text].map((character) => {
      const code = character.charCodeAt(0);
      if (character === 'ё') return 0xb8;
      return code >= 0x410 && code <= 0x44f ? code - 0x350 : code < 0x80 ? code : 0x3f;
    }),
  );

/** A Russian works whose pages are in an old charset, named in the page only. */
const TIKHORECHYE: CompanySite = {
  domain: 'tikhorechye-zavod.ru',
  name: 'Тихореченский завод',
  wikidata: { id: 'Q8105', country: 'Q159' },
  pages: {
    '/': windows1251(
      `<html lang="ru"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>Тихореченский завод - насосы</title></head><body><h1>Насосы</h1>
<p>Мы делаем насосы для водоканалов, котельных и речных судов уже много лет.</p><a href="/contacts">Контакты</a></body></html>`,
    ),
    '/contacts': windows1251(
      `<html lang="ru"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>Контакты</title></head><body><p>ООО "Тихореченский завод"</p><p>443010, г. Самара, ул. Речная, д. 5</p>
<p>Тел.: 8 (846) 255-01-42, e-mail: zavod@tikhorechye-zavod.ru</p></body></html>`,
    ),
  },
};

export const COMPANY_SITES: readonly CompanySite[] = [LARKMERE, HOLLERBACH, BRUMEVAL, RIBEIRINHA, HOTARU, TIKHORECHYE];

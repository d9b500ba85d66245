import { FactField } from '../../facts/fact.js';
import { PageFacts, readPage } from './read-page.js';

const read = (html: string, url: string | null = null): PageFacts => readPage({ body: html, url, contentType: null });
const values = (page: PageFacts, field: FactField): unknown[] =>
  page.facts.filter((fact) => fact.field === field).map((fact) => fact.value);

/** Contact pages as companies write them, one a language. All names and numbers are made up or reserved-looking. */
const PAGES: readonly { language: string; html: string; phone: string; email: string; city: string; postcode: string; street: RegExp; name: RegExp; region: string }[] = [
  {
    language: 'en', region: 'GB', phone: '+441134960123', email: 'hello@larkspurtools.co.uk', city: 'Leeds', postcode: 'LS1 4AP', street: /14 Kirkgate Road/, name: /Larkspur Tools Ltd/,
    html: `<html lang="en-GB"><title>Contact | Larkspur Tools</title><h1>Contact us</h1><p>We are happy to help you with any of your questions about our tools.</p>
      <p>14 Kirkgate Road<br>Leeds<br>West Yorkshire<br>LS1 4AP</p><p>Phone: 0113 496 0123</p><p>E-mail: hello@larkspurtools.co.uk</p><footer>© 2011–2024 Larkspur Tools Ltd. All rights reserved.</footer>`,
  },
  {
    language: 'de', region: 'DE', phone: '+493023125110', email: 'info@nordwind-pumpen.de', city: 'Berlin', postcode: '10115', street: /Invalidenstraße 117/, name: /Nordwind Pumpen GmbH/,
    html: `<html><title>Impressum – Nordwind Pumpen</title><h1>Impressum</h1><p>Angaben gemäß § 5 TMG: Anbieter ist die folgende Gesellschaft und wir sind für die Inhalte verantwortlich.</p>
      <p>Nordwind Pumpen GmbH & Co. KG<br>Invalidenstraße 117<br>10115 Berlin</p><p>Telefon: 030 / 23 12 51-10<br>Telefax: 030 / 23 12 51-20<br>E-Mail: info(at)nordwind-pumpen.de</p><p>HRB 123456, USt-IdNr. DE123456789</p>`,
  },
  {
    language: 'fr', region: 'FR', phone: '+33142685300', email: 'contact@atelier-verdier.fr', city: 'Paris', postcode: '75002', street: /38,? avenue de l.Opéra/, name: /Atelier Verdier SARL/,
    html: `<html lang="fr"><title>Nous contacter - Atelier Verdier</title><p>Pour toute question, vous pouvez nous écrire ou nous appeler avec plaisir dans notre atelier.</p>
      <p>Atelier Verdier SARL</p><p>38, avenue de l'Opéra</p><p>75002 Paris</p><p>Tél. : 01 42 68 53 00</p><p>contact [arobase] atelier-verdier.fr</p><p>SIRET 443 061 841 00047</p>`,
  },
  {
    language: 'es', region: 'ES', phone: '+34915550123', email: 'ventas@molinoalto.es', city: 'Madrid', postcode: '28013', street: /Calle Mayor,? 25/, name: /Molino Alto, S\.L\./,
    html: `<html lang="es"><title>Contacto | Molino Alto</title><p>Para más información sobre nuestros productos puede llamar o escribir a los compañeros del equipo.</p>
      <div class="footer"><p>Molino Alto, S.L. · Calle Mayor, 25, 28013 Madrid · Teléfono: 915 550 123 · ventas@molinoalto.es</p></div>`,
  },
  {
    language: 'it', region: 'IT', phone: '+390236551234', email: 'info@ferrobianco.it', city: 'Milano', postcode: '20121', street: /Via Manzoni,? 12/, name: /Ferrobianco S\.r\.l\./,
    html: `<html lang="it"><title>Contatti - Ferrobianco</title><p>Per informazioni sulla nostra azienda e sui prodotti che sono nel catalogo, il nostro ufficio è aperto.</p>
      <address>Ferrobianco S.r.l.<br>Via Manzoni, 12<br>20121 Milano (MI)<br>Tel. 02 3655 1234 - P. IVA 01234567890<br><a href="mailto:info@ferrobianco.it">scrivici</a></address>`,
  },
  {
    language: 'pl', region: 'PL', phone: '+48226281234', email: 'biuro@zielonydach.pl', city: 'Warszawa', postcode: '00-545', street: /ul\. Marszałkowska 55/, name: /Zielony Dach Sp\. z o\.o\./,
    html: `<html lang="pl"><title>Kontakt - Zielony Dach</title><p>Zapraszamy do kontaktu z naszą firmą, jest nam miło i odpowiemy na każde pytanie.</p>
      <p>Zielony Dach Sp. z o.o.<br>ul. Marszałkowska 55<br>00-545 Warszawa</p><p>tel.: 22 628 12 34<br>NIP: 525-000-12-34, REGON: 012345678</p><p>biuro@zielonydach.pl</p>`,
  },
  {
    language: 'ru', region: 'RU', phone: '+74951234567', email: 'info@sever-les.ru', city: 'Москва', postcode: '125009', street: /ул\. Тверская, д\. 12/, name: /ООО «Север-Лес»/,
    html: `<html><title>Контакты — Север-Лес</title><p>Мы всегда рады помочь вам с выбором и ответить на ваши вопросы.</p>
      <p>ООО «Север-Лес»</p><p>125009, г. Москва, ул. Тверская, д. 12, стр. 1</p><p>Телефон: 8 (495) 123-45-67</p><p>ИНН 7701234567 ОГРН 1027700123456</p><p>info@sever-les.ru</p>`,
  },
  {
    language: 'ja', region: 'JP', phone: '+81332111234', email: 'toiawase@hoshizora-seiki.co.jp', city: '千代田区', postcode: '100-0005', street: /丸の内1-2-3/, name: /株式会社星空精機/,
    html: `<html lang="ja"><title>会社概要｜株式会社星空精機</title><p>当社の製品やサービスについてのお問い合わせは、お電話またはメールにてお願いいたします。</p>
      <p>株式会社星空精機</p><p>〒100-0005 東京都千代田区丸の内1-2-3 星空ビル5階</p><p>電話：03-3211-1234</p><p>メール：toiawase＠hoshizora-seiki.co.jp</p>`,
  },
  {
    language: 'cs', region: 'CZ', phone: '+420224123456', email: 'info@modryzamek.cz', city: 'Praha', postcode: '110 00', street: /Václavské náměstí 14/, name: /Modrý zámek s\.r\.o\./,
    html: `<html lang="cs"><title>Kontakt</title><p>Kontaktujte nás, pro naše zákazníky jsme vždy k dispozici na všech pobočkách společnosti.</p>
      <p>Modrý zámek s.r.o.<br>Václavské náměstí 14<br>110 00 Praha 1</p><p>Telefon: 224 123 456</p><p>IČO: 27000001</p><p>info@modryzamek.cz</p>`,
  },
  {
    language: 'sv', region: 'SE', phone: '+468123456', email: 'kontakt@skogsbryn.se', city: 'Stockholm', postcode: '111 22', street: /Storgatan 12/, name: /Skogsbryn AB/,
    html: `<html lang="sv"><title>Kontakta oss</title><p>Välkommen till oss på Skogsbryn, vi finns här för att hjälpa dig med allt och är öppna.</p>
      <footer>Skogsbryn AB, Storgatan 12, 111 22 Stockholm. Tel 08-12 34 56. kontakt@skogsbryn.se</footer>`,
  },
  {
    language: 'pt', region: 'BR', phone: '+551130611234', email: 'contato@rioverdecafe.com.br', city: 'São Paulo', postcode: '01310-100', street: /Avenida Paulista, 1000/, name: /Rio Verde Café Ltda/,
    html: `<html lang="pt-BR"><title>Contato | Rio Verde Café</title><p>Fale com a nossa equipe para mais informações, você também pode nos visitar e conhecer os produtos.</p>
      <p>Rio Verde Café Ltda.<br>Avenida Paulista, 1000<br>São Paulo - SP, 01310-100</p><p>Telefone: (11) 3061-1234</p><p>CNPJ 12.345.678/0001-00</p><p>contato@rioverdecafe.com.br</p>`,
  },
  {
    language: 'nl', region: 'NL', phone: '+31205551234', email: 'info@tulpveld.nl', city: 'Amsterdam', postcode: '1016 GV', street: /Keizersgracht 241/, name: /Tulpveld B\.V\./,
    html: `<html lang="nl"><title>Contact - Tulpveld</title><p>Heeft u een vraag aan ons? Neem dan contact op met het team van onze winkel, wij zijn er voor u.</p>
      <p>Tulpveld B.V.<br>Keizersgracht 241<br>1016 GV Amsterdam</p><p>T: 020 555 1234</p><p>KvK 12345678</p><p>info@tulpveld.nl</p>`,
  },
]; // prettier-ignore

describe('readPage on pages in many languages', () => {
  it.each(PAGES)(
    '$language: phone, e-mail, address and name',
    ({ html, phone, email, city, postcode, street, name, region }) => {
      const page = read(html);
      expect(page.locale.regions[0]?.region).toBe(region);
      expect(values(page, 'phone')).toContain(phone);
      expect(page.mentions.emails.map((one) => one.email)).toEqual([email]);
      const address = page.mentions.addresses.find((one) => one.address.postal_code === postcode)?.address;
      expect(address).toMatchObject({ city, country: region });
      expect(address?.street).toMatch(street);
      expect(page.mentions.names.map((one) => one.name).join('\n')).toMatch(name);
    },
  );

  it.each(PAGES)('$language: does not read registers and tax ids as phones', ({ html, phone }) => {
    const voice = read(html).mentions.phones.filter((one) => one.kind !== 'fax');
    expect(voice.map((one) => one.e164)).toEqual([phone]);
  });
});

describe('readPage', () => {
  it('takes the owner from JSON-LD and gives the publisher of an article a low confidence', () => {
    const html = `<title>Nordwind Pumpen</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[
      {"@type":"Organization","@id":"https://www.nordwind-pumpen.de/#org","url":"https://www.nordwind-pumpen.de","name":"Nordwind Pumpen","legalName":"Nordwind Pumpen GmbH","foundingDate":"1987-03","numberOfEmployees":{"@type":"QuantitativeValue","minValue":50,"maxValue":100},
       "leiCode":"5493001KJTIIGC8Y1R12","sameAs":["https://www.linkedin.com/company/nordwind-pumpen/","https://www.wikidata.org/wiki/Q123456"],"address":{"@type":"PostalAddress","streetAddress":"Kanalstr. 4","postalCode":"24103","addressLocality":"Kiel","addressCountry":{"@type":"Country","name":"Germany"}}},
      {"@type":"NewsArticle","headline":"x","publisher":{"@type":"Organization","name":"Hafenblatt","url":"https://hafenblatt.example"}}]}</script>${' '.repeat(600)}`;
    const page = read(html, 'https://www.nordwind-pumpen.de/');
    expect(values(page, 'legal_name')).toEqual(['Nordwind Pumpen GmbH']);
    expect(values(page, 'founded')).toEqual(['1987-03']);
    expect(values(page, 'employees')).toEqual([{ min: 50, max: 100, exact: null, reported: '50-100' }]);
    expect(values(page, 'lei')).toEqual(['5493001KJTIIGC8Y1R12']);
    expect(values(page, 'linkedin')).toEqual(['https://www.linkedin.com/company/nordwind-pumpen']);
    expect(values(page, 'wikidata_id')).toEqual(['Q123456']);
    expect(values(page, 'address')).toEqual([
      { street: 'Kanalstr. 4', city: 'Kiel', region: null, postal_code: '24103', country: 'DE' },
    ]);
    expect(values(page, 'name')).not.toContain('Hafenblatt');
    expect(page.facts.find((fact) => fact.field === 'legal_name')).toMatchObject({
      source: 'website',
      method: 'json-ld',
      confidence: 0.9,
    });
  });

  it('reads an hCard', () => {
    const page =
      read(`<div class="vcard"><span class="fn org">Larkspur Tools</span><div class="adr"><span class="street-address">14 Kirkgate Road</span>
      <span class="locality">Leeds</span><span class="postal-code">LS1 4AP</span><span class="country-name">United Kingdom</span></div><span class="tel"><span class="value">+44 113 496 0123</span></span></div>${' '.repeat(600)}`);
    expect(values(page, 'address')).toContainEqual({
      street: '14 Kirkgate Road',
      city: 'Leeds',
      region: null,
      postal_code: 'LS1 4AP',
      country: 'GB',
    });
    expect(page.facts).toContainEqual(
      expect.objectContaining({ field: 'name', value: 'Larkspur Tools', method: 'microformats' }),
    );
  });

  it('states no facts for a parked page', () => {
    for (const title of [
      'nordwind.de is for sale',
      'Diese Domain steht zum Verkauf',
      'Welcome to nginx!',
      'Ce domaine est à vendre',
    ]) {
      const page = read(`<title>${title}</title><p>Buy this domain. Call +1 202 555 0143</p>`, 'https://nordwind.de/');
      expect(page).toMatchObject({ parked: true, facts: [] });
    }
  });

  it('decodes by header, by meta element and by content', () => {
    const latin = Buffer.from('<meta charset="iso-8859-1"><title>M\xfcller & S\xf6hne</title>', 'latin1');
    expect(readPage({ body: latin, url: null, contentType: null }).title).toBe('Müller & Söhne');
    const russian = Buffer.from([0x3c, 0x74, 0x69, 0x74, 0x6c, 0x65, 0x3e, 0xcb, 0xe5, 0xf1]);
    expect(readPage({ body: russian, url: null, contentType: 'text/html; charset=windows-1251' }).title).toBe('Лес');
    expect(
      readPage({ body: Buffer.from('<meta charset="iso-8859-1"><title>Müller</title>'), url: null, contentType: null })
        .title,
    ).toBe('Müller');
    expect(
      readPage({ body: Buffer.from('\ufeff<title>Łódź</title>', 'utf16le'), url: null, contentType: null }).title,
    ).toBe('Łódź');
  });

  it('finds pages of interest in several languages, only on the same site', () => {
    const page = read(
      `<a href="/ueber-uns">Über uns</a><a href="/kontakt.html">Kontakt</a><a href="/impressum/">Impressum</a><a href="/stellen">Karriere</a><a href="https://other.example/contact">Contact</a>
       <a href="/blog/2020/how-we-contact-our-partners-in-a-long-story-about-pumps">x</a><a href="/broschuere-kontakt.pdf">Kontakt</a>`,
      'https://www.nordwind-pumpen.de/',
    );
    expect(Object.fromEntries(page.links.map((link) => [link.kind, link.url]).reverse())).toMatchObject({
      about: 'https://www.nordwind-pumpen.de/ueber-uns',
      contact: 'https://www.nordwind-pumpen.de/kontakt.html',
      imprint: 'https://www.nordwind-pumpen.de/impressum/',
      careers: 'https://www.nordwind-pumpen.de/stellen',
    });
  });
});

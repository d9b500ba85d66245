import fc from '../../../test/support/seeded-check.js';
import { GLEIF_FORMS, WORD_GLEIF_FORMS } from './gleif-forms.js';
import { UNSPACED_FORMS } from './legal-forms.js';
import { foldName, normalizeCompanyName, normalizeKeepingWords } from './normalize-company-name.js';

describe('normalizeCompanyName', () => {
  it.each([
    ['Apple Inc.', 'apple'],
    ['Zalando SE', 'zalando'],
    ['Dr. August Oetker KG', 'dr august oetker'],
    ['Haribo GmbH & Co. KG', 'haribo'],
    ['Alsea, S.A.B. de C.V.', 'alsea'],
    ['Danone S.A.', 'danone'],
    ['Novo Nordisk A/S', 'novo nordisk'],
    ['Petróleo Brasileiro S/A', 'petroleo brasileiro'],
    ['CD Projekt Sp. z o.o.', 'cd projekt'],
    ['Avast, s.r.o.', 'avast'],
    ['Podravka d.o.o.', 'podravka'],
    ['Tata Consultancy Pvt. Ltd.', 'tata consultancy'],
    ['Atlassian Pty Ltd', 'atlassian'],
    ['株式会社ソニー', 'ソニー'],
    ['テスト有限会社', 'テスト'],
    ['阿里巴巴有限公司', '阿里巴巴'],
    ['ООО Ромашка', 'ромашка'],
    ['The Coca-Cola Company', 'coca cola'],
    ['Tiffany & Co.', 'tiffany'],
    ['Groß Æble Ørsted ApS', 'gross aeble orsted'],
    ['McDonald’s Corp', 'mcdonalds'],
    ['H&M', 'h and m'],
    ['Acme Holdings Limited, Inc.', 'acme holdings'],
    ['Acme Sp. z o. o.', 'acme'],
    ['Acme, spol. s r. o.', 'acme'],
    ['Acme S. A. de C. V.', 'acme'],
    ['Acme Proprietary Limited', 'acme'],
    ['Acme L.L.L.P.', 'acme'],
    ['Acme EIRELI', 'acme'],
    ['Acme ehf.', 'acme'],
    ['Acme Ges.m.b.H.', 'acme'],
    ['Акме ЕООД', 'акме'],
    ['Acme MTÜ', 'acme'],
    ['Acme Q.X.Z.', 'acme'],
    ['Acme, Q. X. Z. Y. W. V.', 'acme'],
    ['(주)아크메', '아크메'],
    ['PT Acme Nusantara Tbk', 'acme nusantara'],
  ])('normalises %s to "%s"', (name, expected) => {
    expect(normalizeCompanyName(name)).toBe(expected);
  });

  it.each([
    ['Aurea GEIE', 'aurea'],
    ['Bergblick gAG', 'bergblick'],
    ['Põhja TÜ', 'pohja'],
    ['Aurea geie', 'aurea geie'],
    ['AUREA GEIE', 'aurea geie'],
    ['Groupe GEIE', 'groupe geie'],
    ['Nordic PSA', 'nordic psa'],
    ['Altona SC', 'altona sc'],
    ['Kaskinen osk', 'kaskinen'],
    ['kaskinen osk', 'kaskinen osk'],
    ['San diego zoo', 'san diego zoo'],
    ['Kitayama 株', 'kitayama'],
    ['Norra Bro HÜ', 'norra bro'],
    ['Minsk Tractor UP', 'minsk tractor'],
    ['Tractor UP', 'tractor up'],
    ['Power & UP', 'power and up'],
    ['Norra Bro JV', 'norra bro jv'],
    ['Norra Bro SF', 'norra bro sf'],
  ])('takes a rare short form as it is printed, after a name in other letters: %s', (name, expected) => {
    expect(normalizeCompanyName(name)).toBe(expected);
  });

  it.each([
    ['Level Up', 'level up'],
    ['San Diego Zoo', 'san diego zoo'],
    ['Digital Fab', 'digital fab'],
    ['The Coop', 'coop'],
    ['Foo A.I.', 'foo ai'],
    ['Acme T.V.', 'acme tv'],
    ['Acme Tools U.S.A.', 'acme tools usa'],
    ['Acme Co-op', 'acme co op'],
    ['Acme Co-op Ltd', 'acme co op'],
    ['Navy Credit Union', 'navy credit union'],
    ['Northern Trust Company', 'northern trust'],
    ['Sony VS', 'sony vs'],
    ['MB Bank', 'mb bank'],
    ['VSI Labs', 'vsi labs'],
    ['MB Baltic Wood', 'baltic wood'],
  ])('of ordinary words takes none for a legal form: %s', (name, expected) => {
    expect(normalizeCompanyName(name)).toBe(expected);
  });

  it.each([
    ['Clay County Electric Cooperative', 'clay county electric'],
    ['Clay County Electric Co-op Ltd.', 'clay county electric'],
    ['Coopérative Val Fleuri', 'cooperative val fleuri'],
    ['Val Fleuri Coopérative Ltée', 'val fleuri'],
    ['Blue Finch Unlimited', 'blue finch'],
    ['Karlsburg Transport Assn', 'karlsburg transport'],
    ['The Southern Co-op', 'southern co op'],
    ['Southern Cooperative Ltd', 'southern cooperative'],
    ['Blue Finch Trust Company', 'blue finch trust'],
    ['Blue Finch School District', 'blue finch school district'],
    ['PT Nusa Indah (Persero) Tbk', 'nusa indah'],
  ])('takes ordinary words for a legal form after two words of a name: %s', (name, expected) => {
    expect(normalizeCompanyName(name)).toBe(expected);
  });

  it.each([
    ['Clay County Electric Cooperative', 'clay county electric cooperative'],
    ['Clay County Electric Cooperative, Inc.', 'clay county electric cooperative'],
    ['Blue Finch Unlimited', 'blue finch unlimited'],
    ['Blue Finch GmbH', 'blue finch'],
  ])('keeps them where one name too many takes one company for another: %s', (name, expected) => {
    expect(normalizeKeepingWords(name)).toBe(expected);
  });

  it.each([
    ['AG', 'ag'],
    ['Co', 'co'],
    ['PT Solutions', 'pt solutions'],
    ['Acme Fund II', 'acme fund ii'],
    ['Acme NL', 'acme nl'],
    ['Acme Foundation Trust', 'acme foundation trust'],
    ['Smith & Son', 'smith and son'],
    ['Inc.', 'inc'],
    ['株式会社', '株式会社'],
  ])('leaves %s unchanged when nothing else would remain', (name, expected) => {
    expect(normalizeCompanyName(name)).toBe(expected);
  });

  it('is empty for a name without letters or digits, and handles hostile input', () => {
    expect(normalizeCompanyName('…!')).toBe('');
    expect(normalizeCompanyName('=HYPERLINK("http://x","y")')).toBe('hyperlink http x y');
    expect(normalizeCompanyName(`${'co '.repeat(100_000)}`).length).toBeLessThanOrEqual(400);
  });

  it('reads a dotted end of a long name in linear time', () => {
    const start = process.cpuUsage();
    for (let run = 0; run < 30; run += 1) normalizeCompanyName(`${'a'.repeat(200)}${' '.repeat(190)}é9`);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1_000).toBeLessThan(200);
  });

  it('folds a name in ASCII as it would beside other letters', () => {
    const part = fc.constantFrom(
      'Acme',
      'B',
      ' ',
      '.',
      ',',
      '/',
      '&',
      '+',
      "'",
      '`',
      '-',
      'S.A.',
      'u.s.',
      'S/A',
      '(c)',
      '\0',
      '\x7f',
    );
    const name = fc.oneof(
      fc.array(part).map((parts) => parts.join('')),
      fc.string({ unit: 'binary-ascii' }),
    );
    fc.assert(fc.property(name, (ascii) => expect(foldName(`${ascii} é`)).toBe(`${foldName(ascii)} e`.trim())));
  });

  it('has no form without a space in ASCII, so that names in ASCII need not be searched for one', () => {
    expect(UNSPACED_FORMS.filter((form) => /^[\0-\x7f]*$/.test(form))).toEqual([]);
  });

  it('joins dotted single letters only', () => {
    expect(foldName('U.S. Steel')).toBe('us steel');
    expect(foldName('Booking.com')).toBe('booking com');
  });

  it('is idempotent', () => {
    for (const name of ['Apple Inc.', 'The Coca-Cola Company', 'Haribo GmbH & Co. KG'])
      expect(normalizeCompanyName(normalizeCompanyName(name))).toBe(normalizeCompanyName(name));
  });
});

describe('legal forms of GLEIF', () => {
  it('are no part of a name', () => {
    const left = [...GLEIF_FORMS, ...WORD_GLEIF_FORMS].filter(
      (form) => normalizeCompanyName(`Zenith Quarry ${form}`) !== 'zenith quarry',
    );
    expect(left).toEqual([]);
    expect(GLEIF_FORMS.length).toBeGreaterThan(500);
  });
});

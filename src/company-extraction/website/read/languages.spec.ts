import { findLegalNames } from '../names/find-legal-names.js';
import { readPage } from './read-page.js';

const read = (body: string, url: string) => readPage({ body, url, contentType: null });
const values = (page: ReturnType<typeof read>, field: string) =>
  page.facts.filter((fact) => fact.field === field).map(({ value }) => value);

describe('pages in other languages', () => {
  it('accept a short contact page but not an empty home page', () => {
    const body = '<html lang="fr"><title>Contact</title><p>Tél. : 03 81 55 01 42</p></html>';
    expect(values(read(body, 'https://www.brumeval.fr/contact'), 'phone')).toEqual(['+33381550142']);
    expect(read(body, 'https://www.brumeval.fr/')).toMatchObject({ parked: true, facts: [] });
  });

  it('do not take a title for visitors as a company name', () => {
    const page = read('<title>お問い合わせ</title><p>info@hotaru.co.jp</p>', 'https://hotaru.co.jp/inquiry');
    expect(values(page, 'name')).not.toContain('お問い合わせ');
  });

  it('do not take a Brazilian postcode of eight digits for an American one of five', () => {
    const page = read('<p>Rua das Olarias, 210, Blumenau - SC, 89010-000</p>', 'https://www.louca.com.br/contato');
    expect(values(page, 'address')).toEqual([
      expect.objectContaining({ city: 'Blumenau', region: 'SC', postal_code: '89010-000', country: 'BR' }),
    ]);
  });

  it('preserve the kana of a Japanese name before the legal form', () => {
    expect(findLegalNames('ほたる精機株式会社')).toEqual(['ほたる精機株式会社']);
  });
});

import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { COMPANY_SITES } from '../support/company-sites.js';
import { CompanyWeb } from '../support/company-web.js';
import { CompanyWorld } from '../support/company-world.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';

const BATCH = '/api/v1/company/batch';

describe('companies and their websites, visited over HTTP', () => {
  let web: CompanyWeb;
  let world: CompanyWorld;
  let results: Answer;
  beforeAll(async () => {
    web = await CompanyWeb.start();
    world = await CompanyWorld.start({ on: 'postgres', env: web.settings }, web.entities);
    const submitted = await call('POST', `${BATCH}/submit`, {
      company_names: COMPANY_SITES.map(({ name }) => name),
      extraction_mode: 'contact_focused',
      max_concurrent: 6,
    });
    const id = String(submitted.at('data', 'batch_id'));
    await eventually(
      'the batch ends',
      async () => (await call('GET', `${BATCH}/${id}/status`)).at('data', 'status') === 'completed',
      60_000,
    );
    results = await call('GET', `${BATCH}/${id}/results?include=provenance`);
  }, 150_000);
  afterAll(async () => {
    await world.stop();
    await web.stop();
    await expectNoSilence(world.service);
  });

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    world.service.request(method, path, { key: KEYS.ana, ...(body === undefined ? {} : { body }) });
  const dataOf = (domain: string): unknown =>
    results.at(
      'data',
      'results',
      COMPANY_SITES.findIndex((site) => site.domain === domain),
      'data',
    );
  const provenanceOf = (domain: string, field: string): unknown =>
    results.at(
      'data',
      'results',
      COMPANY_SITES.findIndex((site) => site.domain === domain),
      'provenance',
      'fields',
      field,
    );

  it('finds all of them, each with its domain without port', () => {
    const rows = results.at('data', 'results') as Record<string, unknown>[];
    expect(rows.filter((row) => row['extraction_status'] !== 'success')).toEqual([]);
    expect(results.at('data')).toMatchObject({ successful_extractions: COMPANY_SITES.length, failed_extractions: 0 });
    expect(COMPANY_SITES.map(({ domain }) => dataOf(domain))).toMatchObject(
      COMPANY_SITES.map(({ domain }) => ({ domain })),
    );
  });

  it('reads an English page with JSON-LD that the web search has found: the owner, not the publisher of an article', () => {
    expect(dataOf('larkmere-optics.com')).toMatchObject({
      company_name: 'Larkmere Optics',
      legal_name: 'Larkmere Optics, Inc.',
      employee_count: '201-500',
      founded: '1987',
      headquarters: { city: 'Portland', state: 'OR', country: 'United States' },
      contacts: { emails: ['hello@larkmere-optics.com'], phones: ['+15035550142'] },
      identifiers: { linkedin: 'https://www.linkedin.com/company/larkmere-optics' },
    });
    expect(provenanceOf('larkmere-optics.com', 'domain')).toMatchObject({ sources: ['brave', 'website'] });
    expect(provenanceOf('larkmere-optics.com', 'address')).toMatchObject({
      source: 'website',
      method: 'json-ld',
      url: expect.stringMatching(/^http:\/\/www\.larkmere-optics\.com:\d+\/$/),
    });
  });

  it('reads a German page with microdata and an imprint, and an address that is written against robots', () => {
    expect(dataOf('hollerbach-messtechnik.de')).toMatchObject({
      employee_count: '1001-5000',
      employee_count_exact: 1200,
      founded: '1921',
      headquarters_address: { street: 'Mühlgasse 14', city: 'Offenburg', postal_code: '77652', country: 'DE' },
      contacts: { emails: ['kontakt@hollerbach-messtechnik.de'], phones: ['+497815551230'] },
    });
    expect(provenanceOf('hollerbach-messtechnik.de', 'address')).toMatchObject({
      url: expect.stringMatching(/\/impressum$/),
    });
  });

  it('reads a French page with RDFa, and an e-mail address that Cloudflare has hidden', () => {
    expect(dataOf('atelier-brumeval.fr')).toMatchObject({
      headquarters_address: { street: '7, rue des Tisserands', city: 'Besançon', postal_code: '25000', country: 'FR' },
      contacts: { emails: ['contact@atelier-brumeval.fr'], phones: ['+33381550142'] },
    });
  });

  it('reads a Portuguese page with hCard', () => {
    expect(dataOf('ceramica-ribeirinha.com.br')).toMatchObject({
      headquarters_address: { street: 'Rua das Olarias, 210', city: 'Blumenau', region: 'SC', country: 'BR' },
      contacts: { emails: ['vendas@ceramica-ribeirinha.com.br'], phones: ['+554735550142'] },
    });
  });

  it('reads a Japanese page with a footer without markup', () => {
    expect(dataOf('hotaru-seiki.co.jp')).toMatchObject({
      legal_name: 'ほたる精機株式会社',
      headquarters_address: { street: '中央1-2-3', city: '松本市', region: '長野県', postal_code: '390-0811' },
      contacts: { emails: ['info@hotaru-seiki.co.jp'], phones: ['+81263550142'] },
    });
  });

  it('reads a Russian page in a charset that only the page declares', () => {
    expect(dataOf('tikhorechye-zavod.ru')).toMatchObject({
      company_name: 'Тихореченский завод',
      headquarters_address: { street: 'ул. Речная, д. 5', city: 'Самара', postal_code: '443010', country: 'RU' },
      contacts: { emails: ['zavod@tikhorechye-zavod.ru'], phones: ['+78462550142'] },
    });
  });

  it('reads few pages per site, robots.txt first and once, and none that it forbids', () => {
    const visited = (domain: string) => web.visits.filter((visit) => visit.startsWith(`www.${domain} `));
    for (const { domain } of COMPANY_SITES) {
      expect(visited(domain)[0]).toBe(`www.${domain} /robots.txt`);
      expect(visited(domain).filter((visit) => visit.endsWith('/robots.txt'))).toHaveLength(1);
      expect(visited(domain).length).toBeLessThanOrEqual(7);
    }
    expect(web.visits).not.toContain('www.larkmere-optics.com /contact');
  });
});

import { eventually } from '../support/eventually.js';
import { LocalWeb } from '../support/local-web.js';
import { Service } from '../support/service.js';
import { ended, S2, started } from '../support/url-site.js';

/** A response of PageSpeed Insights with the fields that are used. */
const reply = (url: string): object => ({
  id: url,
  analysisUTCTimestamp: '2026-01-01T00:00:00.000Z',
  lighthouseResult: {
    lighthouseVersion: '12.8.2',
    finalUrl: url,
    categories: { performance: { score: 0.9 } },
    audits: {},
  },
});

describe('the URL API with a provider that has a quota', () => {
  let psi: LocalWeb;
  let service: Service;
  const asked: string[] = [];

  beforeAll(async () => {
    psi = await LocalWeb.start((request, response) => {
      const url = new URL(request.url ?? '', 'http://psi').searchParams.get('url') ?? '';
      asked.push(url);
      const headers = { 'content-type': 'application/json' };
      if (asked.length > 1) return void response.writeHead(200, headers).end(JSON.stringify(reply(url)));
      const error = { code: 429, message: "Quota exceeded for quota metric 'Queries'", errors: [] };
      response.writeHead(429, { ...headers, 'retry-after': '10' }).end(JSON.stringify({ error }));
    });
    const env = { URL_ANALYSIS_ENGINE: 'auto', PSI_API_KEY: 'key-of-psi', PSI_BASE_URL: psi.origin };
    service = await Service.start({ env });
  });
  afterAll(() => psi.close());

  it('parks URLs with the reason, and counts no attempt that the quota prevented [S2-48]', async () => {
    const urls = ['https://example.com/a', 'https://example.org/b'];
    const id = await started(service, urls, { batch_size: 1, retry_attempts: 1 });
    const results = async () =>
      (await service.request('GET', `${S2}/results/${id}`)).at('results') as Record<string, unknown>[];
    const parked = await eventually('both URLs wait for the quota', async () => {
      const rows = await results();
      const wait = ({ status, wait_reason }: Record<string, unknown>): boolean =>
        status === 'pending' && /quota/.test(String(wait_reason));
      return rows.every(wait) && rows;
    });
    expect(parked.map(({ attempts }) => attempts)).toEqual([1, 0]);
    const answer = await ended(service, id);
    expect(answer.at('results', 0)).toMatchObject({ status: 'succeeded', attempts: 2, wait_reason: null });
    expect(answer.at('results', 1)).toMatchObject({ status: 'succeeded', attempts: 1 });
    expect([...asked].sort()).toEqual(['https://example.com/a', ...urls]);
    expect(answer.at('results', 1, 'analyses', 0)).toMatchObject({ provider: 'psi', scores: { performance: 90 } });
    expect(answer.text).not.toContain('key-of-psi');
  });
});

import { localEgress } from '../../../../test/support/local-egress.js';
import { ProviderServer, type Reply } from '../../../../test/support/provider-server.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { parseProfileUrl } from '../../profile/linkedin-url.js';
import { NotAskedError } from '../profile-provider.js';
import { withCapitals } from './pdl-person.js';
import { PdlProvider } from './pdl-provider.js';

const REF = (() => {
  const parsed = parseProfileUrl('https://www.linkedin.com/in/ada-byron/');
  if ('error' in parsed) throw new Error(parsed.message);
  return parsed;
})();

const PERSON = {
  status: 200,
  likelihood: 9,
  data: {
    full_name: 'ada byron',
    headline: true,
    summary: 'Computes.',
    job_title: 'cto and co-founder',
    job_title_levels: ['cxo'],
    industry: 'computer software',
    location_name: 'london, england, united kingdom',
    skills: ['algorithms', 7],
    languages: [{ name: 'french', proficiency: true }],
    experience: [
      {
        company: {
          name: 'analytical engines',
          size: '11-50',
          industry: 'computer software',
          website: 'www.engines.co.uk',
          linkedin_url: 'linkedin.com/company/analytical-engines',
          linkedin_id: '1441',
          location: { country: 'united kingdom' },
        },
        title: { name: 'cto and co-founder', levels: ['cxo'] },
        start_date: '2001-05',
        end_date: null,
        is_primary: true,
        summary: true,
        location_names: ['london, england'],
      },
      {
        company: { name: 'difference ltd', website: false, linkedin_url: true, linkedin_id: true, location: true },
        title: { name: 'analyst' },
        start_date: '1990',
        end_date: '1999-12',
        is_primary: false,
      },
      { company: null, title: null },
    ],
    education: [
      {
        school: { name: 'university of london' },
        degrees: ['bachelor of science'],
        majors: ['mathematics'],
        gpa: 3.9,
        end_date: '1988',
      },
    ],
    certifications: [{ name: 'Loom Operator', organization: 'jacquard', start_date: '2003-09', end_date: null }],
  },
};

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(answer: (count: number) => Reply, timeoutMs = 5_000) {
  const server = await ProviderServer.start((_, count) => answer(count));
  stops.push(() => server.stop());
  const provider = new PdlProvider(localEgress(), {
    apiKey: 'k'.repeat(64),
    baseUrl: `${server.base}/v5/`,
    timeoutMs,
  });
  const fetch = () => provider.fetchByUrl(REF, { ownerId: 1, signal: AbortSignal.timeout(10_000) });
  return { server, fetch };
}
const faultOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('PdlProvider', () => {
  it('sends the documented parameters of the person enrichment API', async () => {
    const { server, fetch } = await start(() => ({ body: PERSON }));
    await fetch();
    const [request] = server.received;
    expect(request).toMatchObject({
      method: 'GET',
      path: '/v5/person/enrich',
      headers: { 'x-api-key': 'k'.repeat(64) },
    });
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      profile: 'linkedin.com/in/ada-byron',
      min_likelihood: '6',
      titlecase: 'true',
      required: 'experience',
    });
  });

  it('parses the response: lower-case names, and booleans where the plan hides a field', async () => {
    const { fetch } = await start(() => ({ body: PERSON }));
    const result = await fetch();
    expect(result).toMatchObject({
      kind: 'found',
      raw: PERSON,
      profile: {
        public_id: 'ada-byron',
        url: 'https://www.linkedin.com/in/ada-byron/',
        full_name: 'Ada Byron',
        headline: null,
        position: 'CTO and Co-Founder',
        about: 'Computes.',
        location: 'London, England, United Kingdom',
        skills: ['algorithms'],
        languages: ['French'],
        experience: [
          {
            company_name: 'Analytical Engines',
            company_ref: { linkedin_id: '1441', slug: 'analytical-engines', domain: 'engines.co.uk', country: 'GB' },
            start: { year: 2001, month: 5 },
            is_current: true,
            description: null,
          },
          {
            company_name: 'Difference Ltd',
            company_ref: { linkedin_id: null, slug: null, domain: null, country: null },
            end: { year: 1999, month: 12 },
            is_current: false,
          },
        ],
        education: [{ school: 'University of London', degree: 'Bachelor of Science', description: 'GPA 3.9' }],
        certifications: [{ name: 'Loom Operator', issuer: 'Jacquard' }],
        provenance: { provider: 'pdl', confidence: 0.9, basis: 'data_provider' },
      },
    });
  });

  it('treats 404 as not found', async () => {
    const body = { status: 404, error: { type: 'not_found', message: 'No records were found matching your request' } };
    const { fetch } = await start(() => ({ status: 404, body }));
    expect(await fetch()).toEqual({ kind: 'not_found' });
  });

  it.each([
    [400, 'HTTP_ERROR'],
    [401, 'PROVIDER_AUTH'],
    [402, 'PROVIDER_RATE_LIMITED'],
    [403, 'PROVIDER_AUTH'],
    [405, 'HTTP_ERROR'],
    [429, 'PROVIDER_RATE_LIMITED'],
    [500, 'PROVIDER_UNAVAILABLE'],
    [503, 'PROVIDER_UNAVAILABLE'],
  ])('maps %d to %s', async (status, code) => {
    const { fetch } = await start(() => ({ status, body: { status, error: { type: 'x', message: 'secret-laden' } } }));
    const fault = await faultOf(fetch());
    expect(fault).toMatchObject({ code });
    expect(String(fault)).not.toMatch(/secret|kkkk|ada-byron/);
  });

  it.each<[string, Reply, number]>([
    ['Retry-After', { status: 429, headers: { 'retry-after': '7' } }, 7],
    ['a reset time', { status: 429, headers: { 'x-ratelimit-reset': new Date(Date.now() - 60_000).toISOString() } }, 0],
  ])('passes on the wait of %s', async (_, reply, retryAfter) => {
    const { fetch } = await start(() => reply);
    expect(await faultOf(fetch())).toMatchObject({ code: 'PROVIDER_RATE_LIMITED', retryAfter });
  });

  it('sends no request in a window that the headers report as used up [S4-39]', async () => {
    const headers = {
      'x-ratelimit-remaining': "{'minute': 0, 'day': None}",
      'x-ratelimit-reset': new Date(Date.now() + 30_000).toISOString(),
    };
    const { server, fetch } = await start(() => ({ body: PERSON, headers }));
    expect(await fetch()).toMatchObject({ kind: 'found' });
    const refused = await faultOf(fetch());
    expect(refused).toMatchObject({ code: 'PROVIDER_RATE_LIMITED', retryAfter: expect.any(Number) });
    expect(refused).toBeInstanceOf(NotAskedError);
    expect(server.received).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ['no JSON', { body: '<html>' }],
    ['another shape', { body: { data: [] } }],
    ['a broken connection', { behaviour: 'drop' }],
  ])('treats %s as unavailable', async (_, reply) => {
    const { fetch } = await start(() => reply);
    expect(await faultOf(fetch())).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });

  it('times out on a provider that never responds', async () => {
    const { fetch } = await start(() => ({ behaviour: 'hang' }), 100);
    expect(await faultOf(fetch())).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });

  it('rethrows an abort unchanged', async () => {
    const { server } = await start(() => ({ behaviour: 'hang' }));
    const provider = new PdlProvider(localEgress(), { apiKey: 'k', baseUrl: server.base });
    const aborted = AbortSignal.abort(new AppError('CANCELLED'));
    expect(await faultOf(provider.fetchByUrl(REF, { ownerId: 1, signal: aborted }))).toMatchObject({
      code: 'CANCELLED',
    });
  });

  it('is not configured without a key', () => {
    expect(new PdlProvider(localEgress(), { apiKey: null, baseUrl: 'http://127.0.0.1' }).isConfigured()).toBe(false);
  });

  it('asks at once for the people of a moment, each with its own answer', async () => {
    const server = await ProviderServer.start(() => ({ body: [PERSON, { status: 404 }, { status: 500 }] }));
    stops.push(() => server.stop());
    const provider = new PdlProvider(localEgress(), { apiKey: 'k'.repeat(64), baseUrl: `${server.base}/v5/` });
    const asked = ['ada-byron', 'nobody-here', 'broken-one'].map((slug) => {
      const ref = parseProfileUrl(`https://www.linkedin.com/in/${slug}/`);
      if ('error' in ref) throw new Error(ref.message);
      return provider
        .fetchByUrl(ref, { ownerId: 1, signal: AbortSignal.timeout(10_000) })
        .catch((error: unknown) => error);
    });
    const [ada, nobody, broken] = await Promise.all(asked);
    expect(ada).toMatchObject({ kind: 'found', raw: { likelihood: 9 } });
    expect(nobody).toEqual({ kind: 'not_found' });
    expect(broken).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ method: 'POST', path: '/v5/person/bulk' });
    const { requests } = JSON.parse(server.received[0]?.body ?? '') as { requests: { params: object }[] };
    expect(requests.map(({ params }) => params)).toEqual(
      ['ada-byron', 'nobody-here', 'broken-one'].map((slug) => ({
        ...{ profile: `linkedin.com/in/${slug}`, min_likelihood: 6, titlecase: true, required: 'experience' },
      })),
    );
  });

  it('reads many people of a long life each from one answer, and gives up one who is too long', async () => {
    const slugs = Array.from({ length: 15 }, (_, at) => `long-${at}`);
    const withValues = (count: number) => ({ ...PERSON, more: Array.from({ length: count }, () => 0) });
    const server = await ProviderServer.start(() => ({
      body: slugs.map((_, at) => withValues(at === 3 ? 20_000 : 5_000)),
    }));
    stops.push(() => server.stop());
    const provider = new PdlProvider(localEgress(), { apiKey: 'k'.repeat(64), baseUrl: `${server.base}/v5/` });
    const found = await Promise.all(
      slugs.map((slug) => {
        const ref = parseProfileUrl(`https://www.linkedin.com/in/${slug}/`);
        if ('error' in ref) throw new Error(ref.message);
        return provider
          .fetchByUrl(ref, { ownerId: 1, signal: AbortSignal.timeout(20_000) })
          .then(({ kind }) => kind)
          .catch((error: unknown) => (error as AppError).code);
      }),
    );
    expect(server.received).toHaveLength(1);
    expect(found).toEqual(slugs.map((_, at) => (at === 3 ? 'PROVIDER_UNAVAILABLE' : 'found')));
  });
});

describe('withCapitals', () => {
  it.each([
    ['vp of engineering', 'VP of Engineering'],
    ["o'brien & söhne gmbh", "O'brien & Söhne GmbH"],
    ['already Right', 'already Right'],
    [null, null],
  ])('writes %s with its capitals', (from, to) => expect(withCapitals(from)).toBe(to));
});

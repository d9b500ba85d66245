import { AppError } from '../../../platform/errors/app-error.js';
import { Egress, type EgressRequest, type EgressResponse } from '../../../platform/egress/egress.types.js';
import { HostRateLimiter } from '../../../platform/concurrency/host-rate-limiter.js';
import { localEgress } from '../../../../test/support/local-egress.js';
import { ProviderServer, type Received, type Reply } from '../../../../test/support/provider-server.js';
import type { Fact } from '../../facts/fact.js';
import { SiteVisitor } from './visit-site.js';

/** Sends every host to the server on this machine, as a private DNS would; hosts without a page do not resolve. */
class LocalNames extends Egress {
  readonly plain = localEgress();
  readonly requests: EgressRequest[] = [];
  constructor(
    private readonly base: string,
    private readonly hosts: readonly string[],
  ) {
    super();
  }
  override async request(url: string | URL, options: EgressRequest): Promise<EgressResponse> {
    const target = new URL(url);
    this.requests.push(options);
    if (!this.hosts.includes(target.hostname)) throw new AppError('DNS_FAILURE');
    const headers = { ...options.headers, 'x-host': target.host };
    const response = await this.plain.request(`${this.base}${target.pathname}`, { ...options, headers });
    const moved = response.headers['x-moved'];
    return { ...response, url: typeof moved === 'string' ? moved : target.href };
  }
}

const html = (body: string, headers: Record<string, string> = {}): Reply => ({
  body,
  headers: { 'content-type': 'text/html', ...headers },
});
const named = (name: string): Fact => ({
  field: 'name',
  value: name,
  source: 'website',
  url: null,
  method: 'json-ld',
  confidence: 0.9,
  asOf: null,
});
let server: ProviderServer;
async function visitor(
  answer: (request: Received) => Reply,
  hosts = ['acme.example.com', 'example.com', 'www.example.com', 'other.com'],
) {
  server = await ProviderServer.start(answer);
  const egress = new LocalNames(server.base, hosts);
  const sites = new SiteVisitor({
    egress,
    hosts: new HostRateLimiter({ atOnce: 1, intervalMs: 0 }),
    reader: {
      run: ({ body, url }) => {
        const text = body.toString();
        if (text.includes('BROKEN')) return Promise.reject(new AppError('PARSE_TIMEOUT'));
        const base = url ?? 'https://example.com/';
        const link = (path: string, kind: 'about' | 'contact') => ({ url: new URL(path, base).href, kind, score: 1 });
        return Promise.resolve({
          title: text,
          parked: text.includes('for sale'),
          facts: [named(text)],
          ownNames: [{ name: text, evidence: 'structured data' as const }],
          locale: { language: null, regions: [] },
          links: [
            link('/about', 'about'),
            link('/private', 'contact'),
            { url: 'https://other.com/x', kind: 'about', score: 0 },
          ],
        });
      },
    },
    userAgent: 'Batchwright/0.2 (ops@example.org)',
  });
  return { sites, egress };
}
const open = new AbortController().signal;
const paths = () => server.received.map(({ path }) => path);
afterEach(() => server.stop());

describe('SiteVisitor', () => {
  const robots = { body: 'User-agent: *\nDisallow: /private\n', headers: { 'content-type': 'text/plain' } };

  it('requests robots.txt, then the home page, then the allowed pages of the mode', async () => {
    const { sites, egress } = await visitor(({ path }) => (path === '/robots.txt' ? robots : html(`Page ${path}`)));
    const warnings: string[] = [];
    const home = await sites.open('example.com', open);
    const facts = await sites.readOn(home, 'standard', open, (_code, text) => warnings.push(text));
    expect(home).toMatchObject({
      asked: 'example.com',
      domain: 'example.com',
      url: 'https://example.com/',
      ownNames: [{ name: 'Page /', evidence: 'structured data' }],
      country: null,
    });
    expect(facts.map((fact) => fact.value)).toEqual(['Page /', 'Page /about']);
    expect(paths()).toEqual(['/robots.txt', '/', '/about']);
    expect(warnings).toEqual([]);
    expect(
      egress.requests.every(
        ({ purpose, limits }) => purpose === 'target' && limits?.totalMs === 15_000 && limits.truncate === true,
      ),
    ).toBe(true);
    expect(server.received[1]?.headers['user-agent']).toBe('Batchwright/0.2 (ops@example.org)');
  });

  it('does not read a home page that robots.txt forbids', async () => {
    const { sites } = await visitor(({ path }) =>
      path === '/robots.txt' ? { body: 'User-agent: Batchwright\nDisallow: /' } : html('x'),
    );
    await expect(sites.open('example.com', open)).rejects.toMatchObject({ code: 'FETCH_BLOCKED' });
    expect(paths()).toEqual(['/robots.txt']);
  });

  it('allows everything without robots.txt and forbids everything when it cannot be read', async () => {
    const gone = await visitor(({ path }) => (path === '/robots.txt' ? { status: 404 } : html('x')));
    expect((await gone.sites.open('example.com', open)).pageResult.title).toBe('x');
    await server.stop();
    const broken = await visitor(({ path }) => (path === '/robots.txt' ? { status: 503 } : html('x')));
    await expect(broken.sites.open('example.com', open)).rejects.toMatchObject({ code: 'FETCH_BLOCKED' });
  });

  it('tries www where the bare name does not resolve', async () => {
    const { sites } = await visitor(
      ({ path }) => (path === '/robots.txt' ? { status: 404 } : html('x')),
      ['www.example.com'],
    );
    expect(await sites.open('example.com', open)).toMatchObject({
      domain: 'example.com',
      url: 'https://www.example.com/',
    });
  });

  it('visits a website at its stated address, and its domain when that address is gone', async () => {
    const { sites, egress } = await visitor(
      ({ path }) => (path === '/' || path === '/brand' ? html(`Page ${path}`) : { status: 404 }),
      ['www.example.com', 'example.com'],
    );
    expect(await sites.open('http://www.example.com:8080/brand', open)).toMatchObject({
      domain: 'example.com',
      url: 'http://www.example.com:8080/brand',
    });
    expect(await sites.open('http://www.example.com:8080/gone', open)).toMatchObject({ url: 'https://example.com/' });
    expect(egress.requests.length).toBeGreaterThan(0);
  });

  it('requests a name that does not resolve once, with and without www', async () => {
    const { sites, egress } = await visitor(() => ({ status: 404 }), []);
    await expect(sites.open('example.com', open)).rejects.toMatchObject({ code: 'DNS_FAILURE' });
    expect(egress.requests).toHaveLength(2);
  });

  it('reports where a redirect led', async () => {
    const { sites } = await visitor(
      ({ path }) => (path === '/robots.txt' ? { status: 404 } : html('x', { 'x-moved': 'https://www.other.com/' })),
      ['example.com', 'www.other.com'],
    );
    expect(await sites.open('example.com', open)).toMatchObject({ asked: 'example.com', domain: 'other.com' });
  });

  it.each([
    [403, 'FETCH_BLOCKED'],
    [429, 'FETCH_BLOCKED'],
    [999, 'FETCH_BLOCKED'],
    [404, 'HTTP_ERROR'],
    [500, 'HTTP_ERROR'],
  ])('maps %i to %s', async (status, code) => {
    const { sites } = await visitor(({ path }) => (path === '/robots.txt' ? { status: 404 } : { status, body: 'x' }));
    await expect(sites.open('example.com', open)).rejects.toMatchObject({ code });
  });

  it('reads only HTML pages, and loses only a page that fails', async () => {
    const pdf = await visitor(({ path }) =>
      path === '/robots.txt' ? { status: 404 } : { body: '%PDF', headers: { 'content-type': 'application/pdf' } },
    );
    await expect(pdf.sites.open('example.com', open)).rejects.toMatchObject({ code: 'PARSE_ERROR' });
    await server.stop();
    const { sites } = await visitor(({ path }) =>
      path === '/robots.txt' ? { status: 404 } : html(path === '/about' ? 'BROKEN' : `Page ${path}`),
    );
    const warnings: string[] = [];
    const facts = await sites.readOn(await sites.open('example.com', open), 'standard', open, (_code, text) =>
      warnings.push(text),
    );
    expect(facts.map((fact) => fact.value)).toEqual(['Page /', 'Page /private']);
    expect(warnings).toEqual(['website: /about PARSE_TIMEOUT']);
  });
});

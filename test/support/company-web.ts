import type { ServerResponse } from 'node:http';
import { COMPANY_SITES, type CompanySite } from './company-sites.js';
import { DnsServer } from './dns-server.js';
import { claim, type FakeEntity, item, quantity, text, time } from './fake-wikidata.js';
import { LocalWeb } from './local-web.js';
import { ProviderServer, type Received, type Reply } from './provider-server.js';

/** Answers every path of one host. */
export type SiteAnswer = (path: string, response: ServerResponse) => void;

/** A site that answers as it likes; Wikidata knows its company. */
export interface OddSite {
  readonly domain: string;
  readonly name: string;
  readonly answer: SiteAnswer;
}

interface Servers {
  readonly web: LocalWeb;
  readonly dns: DnsServer;
  readonly search: ProviderServer;
}

/** First item id of the odd sites. */
const ODD_ITEMS = 8900;

/**
 * Websites of companies on one port of this machine, with the DNS that knows them, a web search that finds them, and
 * the entities by which Wikidata names them. Every other name is unknown, so nothing leaves the machine.
 */
export class CompanyWeb {
  private constructor(
    private readonly servers: Servers,
    /** `host path` of every request, in order. */
    readonly visits: readonly string[],
    /** Settings of a service that may visit the sites, with a key of the search. */
    readonly settings: Readonly<Record<string, string>>,
    /** What Wikidata knows of the companies: their country, and the website with its port. */
    readonly entities: readonly FakeEntity[],
  ) {}

  static async start(sites = COMPANY_SITES, odd: readonly OddSite[] = []): Promise<CompanyWeb> {
    const visits: string[] = [];
    const answers = new Map<string, SiteAnswer>([
      ...sites.map((site): [string, SiteAnswer] => [`www.${site.domain}`, answerPages(site)]),
      ...odd.map(({ domain, answer }): [string, SiteAnswer] => [`www.${domain}`, answer]),
    ]);
    const web = await LocalWeb.start((request, response) => {
      const host = (request.headers.host ?? '').split(':', 1)[0] ?? '';
      visits.push(`${host} ${request.url ?? '/'}`);
      (answers.get(host) ?? answerNothing)(request.url ?? '/', response);
    });
    const { port } = new URL(web.origin);
    const dns = new DnsServer((name, type) => (answers.has(name) ? { a: type === 'a' ? ['127.0.0.1'] : [] } : null));
    const search = await ProviderServer.start((request) => answerBrave(sites, port, request));
    const settings = {
      EGRESS_DNS_SERVERS: await dns.start(),
      EGRESS_ALLOW: `127.0.0.1:${port}`,
      BRAVE_API_KEY: SEARCH_KEY,
      BRAVE_BASE_URL: `${search.base}/res/v1`,
    };
    const entities = [
      ...sites.flatMap((site) => entityOf(site, port) ?? []),
      ...odd.map(({ name, domain }, at) => entity(`Q${ODD_ITEMS + at}`, name, 'Q30', [website(domain, port)])),
    ];
    return new CompanyWeb({ web, dns, search }, visits, settings, entities);
  }

  async stop(): Promise<void> {
    const { web, dns, search } = this.servers;
    await Promise.all([web.close(), dns.stop(), search.stop()]);
  }
}

const SEARCH_KEY = 'the-search-key-of-the-tests';

const answerNothing: SiteAnswer = (_, response) => void response.writeHead(404).end('Not here');

const answerPages =
  (site: CompanySite): SiteAnswer =>
  (path, response) => {
    if (path === '/robots.txt' && site.robots !== undefined)
      return void response.writeHead(200, { 'content-type': 'text/plain' }).end(site.robots);
    const page = site.pages[path];
    if (page === undefined) return answerNothing(path, response);
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  };

type Claims = NonNullable<FakeEntity['claims']>;

const website = (domain: string, port: string): Claims => ({
  P856: [claim(text('P856', `http://www.${domain}:${port}/`))],
});

const entity = (id: string, name: string, country: string, claims: readonly Claims[]): FakeEntity => ({
  id,
  labels: { en: name },
  description: 'invented company',
  claims: Object.assign(
    { P31: [claim(item('P31', 'Q4830453'))], P17: [claim(item('P17', country))] },
    ...claims,
  ) as Claims,
});

function entityOf({ name, domain, wikidata }: CompanySite, port: string): FakeEntity | null {
  if (wikidata === null) return null;
  const { id, country, employees } = wikidata;
  const counted = [time('P585', '+2025-00-00T00:00:00Z', 9)];
  const staff: Claims = employees === undefined ? {} : { P1128: [claim(quantity('P1128', `+${employees}`), counted)] };
  return entity(id, name, country, [website(domain, port), staff]);
}

/** Answers a web search as Brave does: an encyclopedia first, then the sites whose name is asked for. */
function answerBrave(sites: readonly CompanySite[], port: string, { path, query, headers }: Received): Reply {
  if (headers['x-subscription-token'] !== SEARCH_KEY)
    return { status: 422, body: { type: 'ErrorResponse', error: { code: 'SUBSCRIPTION_TOKEN_INVALID' } } };
  if (path !== '/res/v1/web/search') return { status: 404 };
  const asked = query.get('q') ?? '';
  const hits = sites.filter(({ name }) => asked.startsWith(name));
  const results = hits.map(({ name, domain }) => ({
    type: 'search_result',
    title: `About | ${name}`,
    url: `http://www.${domain}:${port}/about`,
    description: `<strong>${name}</strong> – what we do`,
    language: 'en',
    meta_url: { scheme: 'http', netloc: `www.${domain}`, hostname: `www.${domain}`, path: '› about' },
  }));
  const encyclopedia = { title: asked, url: 'https://en.wikipedia.org/wiki/Company', description: 'An encyclopedia' };
  return {
    body: { type: 'search', query: { original: asked }, web: { type: 'search', results: [encyclopedia, ...results] } },
  };
}

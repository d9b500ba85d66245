import { expectNoSilence } from '../support/event-loop.js';
import { LocalWeb } from '../support/local-web.js';
import { processorsLeftTo } from '../support/processor-share.js';
import { Service } from '../support/service.js';
import { ended, started } from '../support/url-site.js';

const MIB = 1024 * 1024;
const many = (part: string, bytes = 2 * MIB): string => part.repeat(Math.floor(bytes / part.length));
const jsonLd = (json: string): string => `<script type="application/ld+json">${json}</script>`;

/** Documents of the size that is read of a page, each the worst for another part of a parser. */
const PAGES: Readonly<Record<string, string>> = {
  'nested elements': many('<div>'),
  'elements that are never closed': many('<a href=x><b><i><p><table><form>'),
  'a giant table': `<table>${many('<tr><td>')}`,
  'misplaced elements of a table': `<table>${many('<b>x<td><a>')}`,
  'an attribute without an end': `<a title="${many('x')}`,
  'attributes without an end': `<a ${Array.from({ length: 150_000 }, (_, at) => `a${at}=b`).join(' ')}`,
  'quotation marks': `<p title="${many('&quot;', MIB)}">${many('&quot;', MIB)}`,
  'references that are none': `<p>${many('&ampamp&#x;')}`,
  'comments without an end': many('<!--'),
  'angle brackets': many('<'),
  'a title without an end': `<title>${many('<titl')}`,
  'styles and scripts': many('<style><script></style>'),
  'a huge list': jsonLd(`[${many('1,', MIB)}1]`),
  'deep lists': jsonLd(many('[', MIB)),
  'many lists': many(jsonLd('[]')),
  'addresses': many('<a href="//">', MIB) + many('<img srcset="a 1x,,,, b 2x">', MIB),
}; // prettier-ignore

/** Rules that nearly match, with as many wildcards as there is room for. */
const ROBOTS = `User-agent: *\n${many('Allow: /*a*a*a*a*a*a*a*b$\n', 500_000)}`;

interface Result {
  readonly status: string;
  readonly error: { readonly code: string } | null;
}

describe('Pages as costly to read as they may be', () => {
  const paths = Object.keys(PAGES).map((_, at) => `/aaaaaaaaaaaaaaaaaaaa${at}`);
  let web: LocalWeb;
  let service: Service;
  beforeAll(async () => {
    const documents = Object.values(PAGES);
    web = await LocalWeb.start(({ url = '/' }, response) => {
      if (url === '/robots.txt') return void response.writeHead(200, { 'content-type': 'text/plain' }).end(ROBOTS);
      const document = documents[paths.indexOf(url)];
      if (document === undefined) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'text/html' }).end(document);
    });
    const env = { EGRESS_ALLOW: new URL(web.origin).host, URL_ANALYSIS_ENGINE: 'http' };
    service = await Service.start({ on: 'postgres', env });
  });
  afterAll(() => web.close());

  it('are described or given up, each for itself, and silence nothing', async () => {
    const urls = [...paths.map((path) => `${web.origin}${path}`), `${web.origin}/missing`];
    let results: readonly Result[] = [];
    const left = await processorsLeftTo(service.pid, async () => {
      const answer = await ended(service, await started(service, urls, { retry_attempts: 0 }), {}, 200_000);
      results = answer.at('results') as readonly Result[];
    });
    const outcomes = results.map(({ status, error }) => error?.code ?? status);
    const read = paths.map(() => expect.stringMatching(/^(?:succeeded|PARSE_TIMEOUT|PARSE_ERROR)$/) as unknown);
    expect(outcomes).toEqual([...read, 'HTTP_ERROR']);
    expect(outcomes).toContain('succeeded');
    // A page is given up after five seconds of the clock. On two cores with 25 programs at work all but one were; where
    // others leave most of the processors to the service, all the while, most are read.
    if (left > 0.6)
      expect(outcomes.filter((outcome) => outcome === 'succeeded').length).toBeGreaterThan(paths.length / 2);
    expect((await service.request('GET', '/api/v1/health/ready')).status).toBe(200);
    await expectNoSilence(service);
  }, 240_000);
});

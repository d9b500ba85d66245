import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LocalWeb } from '../../../../test/support/local-web.js';
import { TargetPolicy } from '../../../platform/egress/address-policy.js';
import { AllowList } from '../../../platform/addresses/allow-list.js';
import { PinnedEgress } from '../../../platform/egress/pinned-egress.js';
import { definedOnly } from '../../../platform/objects/defined-only.js';
import type { AnalysisAttempt } from '../url-engine.js';
import { HttpEngine } from './http-engine.js';
import { PageReader } from './page-reader.js';

const hook = join(__dirname, '../../../../tools/run-ts.cjs');
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from([0, 0, 4, 0, 0, 0, 2, 0]),
  Buffer.alloc(64),
]);

const good = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A good page about tests</title>
<meta name="description" content="${'A description that is long enough to say something. '.repeat(2)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="canonical" href="https://example.com/good">
<link rel="stylesheet" href="/site.css"><script src="/site.js" defer></script>
<script type="application/ld+json">{"@type":"WebSite"}</script></head>
<body><h1>Good</h1><h2>Parts</h2><img src="/pixel.png" alt="" width="1024" height="512"><a href="/x">Elsewhere</a>
<label>Name <input></label></body></html>`;
const bad = `<html><head><script src="/a.js"></script><script src="/b.js"></script><link rel=stylesheet href="/gone.css">
<meta name="robots" content="noindex"><meta name="viewport" content="width=980, user-scalable=no"></head>
<body><h1>Bad</h1><h4>Skip</h4><img src="/pixel.png" width="100"><a href="/y"></a><input name=q><button></button></body></html>`;

describe('HttpEngine', () => {
  const agents = new Set<string>();
  const asked: { readonly path: string; readonly port: number | undefined }[] = [];
  let web: LocalWeb;
  let engine: HttpEngine;

  beforeAll(async () => {
    web = await LocalWeb.start((request, response) => {
      agents.add(request.headers['user-agent'] ?? '');
      asked.push({ path: request.url ?? '', port: request.socket.remotePort });
      const long = { 'cache-control': 'public, max-age=31536000' };
      const css = `body { color: #000 } ${'/* padding */'.repeat(200)}`;
      switch (request.url) {
        case '/good':
          response.writeHead(200, {
            ...{
              'content-type': 'text/html; charset=utf-8',
              'content-encoding': 'gzip',
              'x-content-type-options': 'nosniff',
            },
            ...{
              'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
              'set-cookie': ['a=1; HttpOnly; Secure', 'b=2'],
            },
          });
          return response.end(gzipSync(good));
        case '/bad':
          response.writeHead(200, { 'content-type': 'text/html', server: 'Apache/2.2.3' });
          return response.end(bad + '<!-- padding -->'.repeat(200));
        case '/start':
          return response.writeHead(301, { location: '/middle' }).end();
        case '/middle':
          return response.writeHead(302, { location: `${web.origin}/good` }).end();
        case '/site.css':
          response.writeHead(200, { 'content-type': 'text/css', 'content-encoding': 'gzip', ...long });
          return response.end(gzipSync(css));
        case '/site.js':
        case '/a.js':
          response.writeHead(200, { 'content-type': 'text/javascript', ...(request.url === '/a.js' ? {} : long) });
          return response.end('var a = 1;'.repeat(300));
        case '/pixel.png':
          return response.writeHead(200, { 'content-type': 'image/jpeg', ...long }).end(png);
        case '/robots.txt':
          return response.writeHead(200).end(`User-agent: *\nDisallow: /private\nSitemap: ${web.origin}/map.xml\n`);
        case '/paper':
          return response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.7');
        case '/private':
          return response.writeHead(503, { 'content-type': 'text/html' }).end('<title>Down</title>');
        case '/many':
          response.writeHead(200, { 'content-type': 'text/html' });
          return response.end(Array.from({ length: 90 }, (_, at) => `<img src="/p${at}.png">`).join(''));
        case '/hang':
          return undefined;
        default:
          return response.writeHead(404, { 'content-type': 'text/plain' }).end('no');
      }
    });
    const egressAllow = AllowList.parse(new URL(web.origin).host);
    const egress = new PinnedEgress(new TargetPolicy({ egressAllow }), { refusalJitterMs: 0 });
    engine = new HttpEngine(egress, new PageReader({ execArgv: ['-r', hook], timeoutMs: 30_000 }), {
      product: 'Batchwright-test/1',
    });
  });
  afterAll(async () => {
    await engine.close();
    await web.close();
  });

  const analyze = (
    path: string,
    signal = new AbortController().signal,
    analyzesErrorPages = false,
    samples?: number,
  ) => {
    const steps: string[] = [];
    const warnings: string[] = [];
    const attempt: AnalysisAttempt = {
      number: 1,
      signal,
      step: (name) => steps.push(name),
      warn: (text) => warnings.push(text),
    };
    const task = {
      url: web.origin + path,
      inputUrl: path,
      strategy: 'mobile' as const,
      analyzesErrorPages,
      ...definedOnly({ samples }),
    };
    return engine.analyze(task, attempt).then((result) => ({ result, steps, warnings }));
  };

  it('measures a good page', async () => {
    const { result, steps, warnings } = await analyze('/good');
    expect(steps).toEqual(['fetch', 'audit', 'scoring']);
    expect(warnings).toEqual([]);
    const { http } = result;
    expect(result).toMatchObject({ provider: 'http', final_url: `${web.origin}/good`, field: null });
    expect(http?.transfer).toMatchObject({ status: 200, content_encoding: 'gzip', charset: 'utf-8', truncated: false });
    expect(http?.transfer.decoded_bytes).toBe(Buffer.byteLength(good));
    expect(http?.security).toMatchObject({
      https: false,
      nosniff: true,
      frame_protection: 'frame-ancestors',
      csp: { present: true, unsafe_inline: false },
      cookies: { count: 2, secure: 1, http_only: 1, same_site: 0 },
    });
    expect(http?.document?.seo).toMatchObject({
      indexable: true,
      title: 'A good page about tests',
      canonical: { count: 1, url: 'https://example.com/good', absolute: true, same_host: false },
      robots_txt: { status: 200, allows_url: true, sitemaps: [`${web.origin}/map.xml`] },
      structured_data: { blocks: 1, valid: 1, types: ['WebSite'] },
      h1_count: 1,
    });
    expect(http?.document?.images).toMatchObject({ count: 1, formats: { png: 1 }, missing_dimensions: 0 });
    expect(http?.document?.resources).toMatchObject({
      fetched: 3,
      static_cache: { count: 3, long_lived: 3 },
      uncompressed_text: [{ url: `${web.origin}/site.js`, bytes: 3000 }],
    });
    expect(http?.document?.render_blocking.count).toBe(1);
    expect(http?.document?.mixed_content).toBeNull();
  });

  it('loads the document once, and robots.txt and resources over the same connections', async () => {
    asked.length = 0;
    const { result } = await analyze('/good');
    expect(result.http?.timing).toMatchObject({ sample_count: 1, samples: [expect.anything()] });
    const pages = asked.filter(({ path }) => path === '/good');
    expect(pages).toHaveLength(1);
    expect(asked.filter(({ port }) => port === pages[0]?.port).length).toBeGreaterThan(1);
    // a second page of the site knows its robots.txt
    expect(asked.filter(({ path }) => path === '/robots.txt').length).toBeLessThanOrEqual(1);
  });

  it('loads the document as often as asked, each time on a new connection', async () => {
    asked.length = 0;
    const { result } = await analyze('/start', undefined, false, 3);
    expect(result.http?.timing.sample_count).toBe(3);
    expect(result.http?.timing.samples.map(({ tcp_ms }) => typeof tcp_ms)).toEqual(['number', 'number', 'number']);
    const pages = asked.filter(({ path }) => path === '/good');
    expect(new Set(pages.map(({ port }) => port)).size).toBe(3);
    expect(asked.filter(({ path }) => path === '/start')).toHaveLength(1);
  });

  it('gives null with a reason for metrics that need a browser, never an estimate [S2-52]', async () => {
    const { result } = await analyze('/good');
    for (const metric of ['fcp_ms', 'lcp_ms', 'tbt_ms', 'cls', 'si_ms', 'tti_ms'] as const) {
      expect(result.lab[metric]).toBeNull();
      expect(result.unavailable[metric]).toBe('requires_browser');
    }
    expect(result.scores).toMatchObject({ performance: null, accessibility: null, best_practices: null, seo: null });
    expect(result.lab.ttfb_ms).toBeGreaterThan(0);
  });

  it('finds the faults of a bad page and scores it lower than the good one', async () => {
    const [{ result: worse }, { result: better }] = await Promise.all([analyze('/bad'), analyze('/good')]);
    const document = worse.http?.document;
    expect(document?.seo).toMatchObject({ indexable: false, index_blockers: ['meta_robots'], title: null });
    expect(document?.accessibility).toMatchObject({
      lang_valid: false,
      images: { count: 1, without_alt: 1 },
      controls: { count: 1, unlabelled: 1 },
      buttons: { count: 1, unnamed: 1 },
      links: { count: 1, unnamed: 1 },
      heading_order_valid: false,
    });
    expect(document?.mobile).toMatchObject({ device_width: false, zoom_blocked: true });
    expect(document?.images).toMatchObject({ missing_dimensions: 1, oversized_count: 1 });
    expect(document?.render_blocking.count).toBe(3);
    expect(document?.resources.failures.map((failure) => failure.status)).toEqual([404, 404]);
    expect(worse.http?.security.leaks).toEqual(['Apache/2.2.3']);
    expect(worse.scores.http).toBeLessThan((better.scores.http ?? 0) - 30);
    expect(worse.http?.score.groups.seo).toBeLessThanOrEqual(69);
  });

  it('lists the redirect chain and deducts points for it', async () => {
    const { result } = await analyze('/start');
    expect(result.final_url).toBe(`${web.origin}/good`);
    expect(result.http?.redirects.chain.map((hop) => hop.status)).toEqual([301, 302]);
    const audit = result.http?.score.audits.find(({ id }) => id === 'redirects');
    expect(audit).toMatchObject({ value: 2, score: 0.4, weight: 5 });
  });

  it('analyses only the exchange of a response that is not HTML, with a warning', async () => {
    const { result } = await analyze('/paper');
    expect(result.http?.document).toBeNull();
    expect(result.unavailable['http.document']).toBe('not_html');
    expect(result.http?.score.groups.seo).toBeNull();
    expect(result.warnings).toHaveLength(1);
  });

  it('fails for an error page, with its status [S2-52a]', async () => {
    await expect(analyze('/private')).rejects.toMatchObject({
      ...{ code: 'HTTP_ERROR', details: { status: 503 }, isPassing: true },
    });
    await expect(analyze('/none')).rejects.toMatchObject({
      ...{ code: 'HTTP_ERROR', details: { status: 404 }, isPassing: false },
    });
  });

  it('analyses an error page when the task says so, and states why it cannot be indexed [S2-52a]', async () => {
    const { result, warnings } = await analyze('/private', undefined, true);
    expect(result.http?.document?.seo.index_blockers).toEqual(['status', 'robots_txt']);
    expect(warnings).toEqual(['The page answered with status 503.']);
  });

  it('requests at most 60 subresources and counts the others as skipped', async () => {
    const { result } = await analyze('/many');
    expect(result.http?.document?.resources).toMatchObject({ count: 90, fetched: 60, skipped: 30 });
  });

  it('ends at once when aborted', async () => {
    const abort = new AbortController();
    const running = analyze('/hang', abort.signal);
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('identifies itself to the sites it visits', () => {
    expect([...agents].every((agent) => agent.includes('Batchwright-test/1') && agent.includes('Mobile'))).toBe(true);
  });
});

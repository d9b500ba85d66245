import { describeAccessibility } from './accessibility.js';
import type { FetchedResource } from './fetch-resources.js';
import { describeHtml } from './html.js';
import { describeImages } from './images.js';
import { listResources } from './list-resources.js';
import { findMixedContent } from './mixed-content.js';
import { describeMobile } from './mobile.js';
import { readPage } from '../http/read-page.js';
import { findRenderBlocking } from './render-blocking.js';
import { describeResources } from './resources.js';
import { describeSeo } from './seo.js';

const url = 'https://www.example.com/dir/page';
const page = (html: string) => readPage(Buffer.from(html), 'utf-8');
const robots = { status: 404, allows_url: true, sitemaps: [] };
const seo = (html: string, headers: Record<string, string> = {}) =>
  describeSeo(page(html), { status: 200, headers, url }, robots);

describe('listResources', () => {
  it('lists each subresource once, resolved against <base>, and nothing that is not loaded', () => {
    const refs = listResources(
      page(`<base href="/assets/"><link rel="stylesheet" href="a.css#x"><link rel="alternate stylesheet" href="alt.css">
        <link rel="preload" as="font" href="f.woff2"><link rel="canonical" href="/c"><script src="//cdn.example.net/x.js"></script>
        <style>@import url("more.css");</style><img src="i.png"><img src="i.png"><img src="data:image/png;base64,AA">
        <iframe src="https://frame.example.org/"></iframe><video src="v.mp4"></video>`),
      url,
    );
    expect(refs).toEqual([
      { url: 'https://www.example.com/assets/a.css', kind: 'style' },
      { url: 'https://www.example.com/assets/more.css', kind: 'style' },
      { url: 'https://cdn.example.net/x.js', kind: 'script' },
      { url: 'https://www.example.com/assets/f.woff2', kind: 'font' },
      { url: 'https://www.example.com/assets/i.png', kind: 'image' },
      { url: 'https://frame.example.org/', kind: 'iframe' },
      { url: 'https://www.example.com/assets/v.mp4', kind: 'media' },
    ]);
  });
});

describe('findRenderBlocking', () => {
  it('counts resources in the head that are neither async nor deferred', () => {
    const found = findRenderBlocking(
      page(`<head><script src="a.js"></script><script src="b.js" async></script><script src="c.js" defer></script>
        <script src="d.js" type="module"></script><script>1</script><link rel="stylesheet" href="a.css">
        <link rel="stylesheet" href="p.css" media="print"><link rel="stylesheet" href="n.css" disabled></head>
        <body><script src="e.js"></script></body>`),
      url,
    );
    expect(found.candidates.map((candidate) => new URL(candidate.url).pathname)).toEqual(['/dir/a.js', '/dir/a.css']);
  });
});

describe('findMixedContent', () => {
  it('distinguishes active from passive content, and is null over http', () => {
    const refs = listResources(
      page('<script src="http://a.com/x.js"></script><img src="http://a.com/i.png"><img src="/ok.png">'),
      url,
    );
    expect(findMixedContent(refs, url)).toEqual({
      active: ['http://a.com/x.js'],
      passive: ['http://a.com/i.png'],
      count: 2,
    });
    expect(findMixedContent(refs, 'http://www.example.com/')).toBeNull();
  });
});

describe('describeSeo', () => {
  it.each([
    ['<meta name="robots" content="NOINDEX, nofollow">', {}, ['meta_robots']],
    ['<meta name="googlebot" content="none">', {}, ['meta_robots']],
    ['', { 'x-robots-tag': 'googlebot: noindex' }, ['x_robots_tag']],
    ['', { 'x-robots-tag': 'otherbot: noindex' }, []],
    ['<meta name="robots" content="max-image-preview:none">', {}, []],
  ])('describes %s as %j', (html, headers, blockers) => {
    expect(seo(html, headers as Record<string, string>).index_blockers).toEqual(blockers);
  });

  it('reads canonical, hreflang, previews and titles', () => {
    const found = seo(`<title>T</title><link rel="canonical" href="/dir/page"><meta property="og:title" content="OG">
      <meta name="twitter:card" content="summary"><link rel="alternate" hreflang="de" href="/de">
      <link rel="alternate" hreflang="english" href="${url}"><link rel="alternate" hreflang="x-default" href="/">
      <link rel="alternate" hreflang="en_US" href="/en">`);
    expect(found.canonical).toEqual({ count: 1, url, absolute: false, same_host: true });
    expect(found.hreflang).toMatchObject({ count: 4, self_reference: true });
    expect(found.hreflang.invalid).toContain('en_US');
    expect(found.open_graph).toEqual({ title: 'OG' });
    expect(found.twitter_card).toBe('summary');
  });
});

describe('describeMobile', () => {
  it.each([
    ['width=device-width, initial-scale=1', true, false],
    ['width=device-width; maximum-scale=1.0', true, true],
    ['width=device-width, user-scalable=no', true, true],
    ['width=1024', false, false],
  ])('describes the viewport %s', (content, deviceWidth, blocked) => {
    expect(describeMobile(page(`<meta name="viewport" content="${content}">`))).toMatchObject({
      device_width: deviceWidth,
      zoom_blocked: blocked,
    });
  });

  it('is null without the element', () => expect(describeMobile(page('<p>')).viewport).toBeNull());
});

describe('describeAccessibility', () => {
  it('accepts a decorative or hidden image as named and reports a refresh', () => {
    const found = describeAccessibility(
      page(`<html lang="de-AT"><meta http-equiv="refresh" content="5"><img alt=""><img role="presentation"><img>
        <iframe></iframe><iframe title="Map"></iframe>`),
    );
    expect(found).toMatchObject({
      lang_valid: true,
      images: { count: 3, without_alt: 1 },
      frames: { count: 2, untitled: 1 },
      meta_refresh: true,
      heading_order_valid: true,
    });
    expect(describeAccessibility(page('<html lang="not a tag">')).lang_valid).toBe(false);
  });
});

describe('describeHtml', () => {
  it('finds a charset only where browsers look for it', () => {
    const early = Buffer.from('<!doctype html><meta charset="UTF-8">');
    const late = Buffer.from(`<!--${' '.repeat(1_024)}--><meta charset="utf-8">`);
    expect(describeHtml(early, readPage(early, null)).charset_declared).toBe('utf-8');
    expect(describeHtml(late, readPage(late, null)).charset_declared).toBeNull();
  });
});

describe('resources and images', () => {
  const fetched = (address: string, over: Partial<FetchedResource> = {}): FetchedResource => ({
    ...{ url: address, kind: 'image', status: 200, error: null, wireBytes: 1_000, contentType: 'image/png' },
    ...{ contentEncoding: null, ttlSeconds: null, image: null, ...over },
  });

  it('are summed up by kind and party, and failed or uncompressed ones are listed', () => {
    const refs = [
      { url: 'https://static.example.com/a.css', kind: 'style' as const },
      { url: 'https://cdn.example.net/x.js', kind: 'script' as const },
      { url: 'https://gone.example.org/i.png', kind: 'image' as const },
    ];
    const list = [
      fetched('https://static.example.com/a.css', {
        kind: 'style',
        contentType: 'text/css',
        wireBytes: 5_000,
        ttlSeconds: 604_800,
      }),
      fetched('https://cdn.example.net/x.js', {
        kind: 'script',
        contentType: 'text/javascript',
        wireBytes: 3_000,
        contentEncoding: 'br',
      }),
      fetched('https://gone.example.org/i.png', { status: null, error: 'DNS_FAILURE', wireBytes: 0 }),
    ];
    expect(describeResources(refs, { fetched: list, skipped: 0 }, { url, wireBytes: 700 })).toMatchObject({
      total_bytes: 8_700,
      by_kind: { style: { count: 1, bytes: 5_000 }, script: { count: 1, bytes: 3_000 } },
      third_party: { count: 2, bytes: 3_000, hosts: ['cdn.example.net', 'gone.example.org'] },
      failures: [{ url: 'https://gone.example.org/i.png', status: null, error: 'DNS_FAILURE' }],
      uncompressed_text: [{ url: 'https://static.example.com/a.css', bytes: 5_000 }],
      compressible_count: 2,
      static_cache: { count: 2, long_lived: 1 },
    });
  });

  it('lists heavy and oversized files among the displayed images', () => {
    const facts = page(
      '<img src="big.jpg" width="100" height="50" loading="lazy"><img src="ok.webp"><link rel="icon" href="icon.png">',
    );
    const base = 'https://www.example.com/dir/';
    const found = describeImages(
      facts,
      [
        fetched(`${base}big.jpg`, { wireBytes: 300_000, image: { format: 'jpeg', width: 4_000, height: 2_000 } }),
        fetched(`${base}ok.webp`, { image: { format: 'webp', width: 10, height: 10 } }),
        fetched(`${base}icon.png`, { image: { format: 'png', width: 10, height: 10 } }),
      ],
      url,
    );
    expect(found).toMatchObject({
      ...{ count: 2, missing_dimensions: 1, lazy: 1, eager: 1, modern_share: 0.5, heavy_count: 1 },
      formats: { jpeg: 1, webp: 1 },
      oversized: [{ url: `${base}big.jpg`, width: 4_000, shown_width: 100 }],
    });
  });
});

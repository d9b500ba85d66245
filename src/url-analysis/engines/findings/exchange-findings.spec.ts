import { describeCaching, parseCacheControl } from './caching.js';
import { describeRedirects } from './redirects.js';
import { checkRobots } from './robots.js';
import { describeSecurity } from './security.js';
import { describeTls } from './tls.js';

describe('describeCaching', () => {
  it.each([
    [{ 'cache-control': 'public, max-age=600, s-maxage=9' }, 600],
    [{ 'cache-control': 'no-store, max-age=600' }, 0],
    [{ 'cache-control': 'no-cache' }, 0],
    [{ expires: 'Sun, 22 Nov 2026 01:00:00 GMT', date: 'Sun, 22 Nov 2026 00:00:00 GMT' }, 3_600],
    [{ expires: '0' }, 0],
    [{ 'cache-control': 'max-age=abc' }, null],
    [{}, null],
  ])('reads the lifetime of %j', (headers, ttl) =>
    expect(describeCaching(headers as Record<string, string>).ttl_s).toBe(ttl),
  );

  it('parses each directive once and ignores invalid ones', () => {
    expect(parseCacheControl('Max-Age=5, max-age=9, private="set-cookie", ???, immutable')).toEqual({
      'max-age': '5',
      private: 'set-cookie',
      immutable: true,
    });
    expect(Object.keys(parseCacheControl('x'.repeat(100_000)))).toEqual([]);
  });
});

describe('describeSecurity', () => {
  const csp = (policy: string) => describeSecurity({ 'content-security-policy': policy }, 'https://a.com', null).csp;

  it('counts HSTS over https only', () => {
    const headers = { 'strict-transport-security': 'max-age=31536000; includeSubDomains; preload' };
    expect(describeSecurity(headers, 'https://a.com', null).hsts).toEqual({
      max_age_s: 31_536_000,
      include_subdomains: true,
      preload: true,
    });
    expect(describeSecurity(headers, 'http://a.com', null).hsts).toBeNull();
  });

  it('detects whether a policy allows inline scripts', () => {
    expect(csp("default-src 'self'").unsafe_inline).toBe(false);
    expect(csp("default-src 'self'; script-src 'unsafe-inline'").unsafe_inline).toBe(true);
    expect(csp("script-src 'unsafe-inline' 'nonce-abc'").unsafe_inline).toBe(false);
    expect(csp("style-src 'self'").unsafe_inline).toBe(true);
    expect(describeSecurity({}, 'https://a.com', null).csp).toEqual({
      present: false,
      report_only: false,
      unsafe_inline: false,
    });
  });

  it('reads frame-ancestors from the header, not from a meta element', () => {
    expect(describeSecurity({}, 'https://a.com', "frame-ancestors 'none'").frame_protection).toBeNull();
    expect(describeSecurity({ 'x-frame-options': 'SAMEORIGIN' }, 'https://a.com', null).frame_protection).toBe(
      'x-frame-options',
    );
  });
});

describe('describeRedirects', () => {
  it('does not count the step from http to https but counts the other redirects', () => {
    const hop = (url: string, location: string) => ({ url, status: 301, location, ms: 10.04 });
    const redirects = describeRedirects(
      [
        hop('http://a.com/', 'https://a.com/'),
        hop('https://a.com/', 'https://www.a.com/'),
        { url: 'https://www.a.com/', status: 200, location: null, ms: 50 },
      ],
      'https://www.a.com/',
    );
    expect(redirects).toMatchObject({ count: 2, charged_count: 1, https_upgrade: true, total_ms: 20 });
    expect(redirects.chain.map((step) => [step.scheme_change, step.host_change])).toEqual([
      [true, false],
      [false, true],
    ]);
  });
});

describe('describeTls', () => {
  it('counts the days until the certificate expires', () => {
    const tls = {
      protocol: 'TLSv1.3',
      cipher: 'x',
      issuer: 'CA',
      subjectAltNames: ['a.com'],
      validFrom: null,
      validTo: 'Dec  2 00:00:00 2026 GMT',
    };
    expect(describeTls(tls, new Date('2026-11-22T12:00:00Z'))).toMatchObject({
      days_left: 9,
      valid_to: '2026-12-02T00:00:00.000Z',
    });
    expect(describeTls(null, new Date())).toBeNull();
  });
});

describe('checkRobots', () => {
  const allows = (status: number, text: string) => checkRobots({ status, body: Buffer.from(text) }, 'https://a.com/x');

  it('follows RFC 9309: a missing file allows, a failing server gives null', () => {
    expect(allows(200, 'User-agent: *\nDisallow: /x').allows_url).toBe(false);
    expect(allows(200, 'User-agent: Other\nDisallow: /').allows_url).toBe(true);
    expect(allows(404, 'User-agent: *\nDisallow: /').allows_url).toBe(true);
    expect(allows(503, '').allows_url).toBeNull();
  });
});

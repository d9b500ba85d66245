import fc from '../../../test/support/seeded-check.js';
import { cleanUrl, URL_ERRORS, urlFault, type CleanUrl, type TargetCheck } from './clean-url.js';

const checkTarget: TargetCheck = (url) => {
  if (/^\[|^127\.|^10\.|^169\.254\.|localhost$/.test(url.hostname) || !url.hostname.includes('.')) return 'target';
  return ['', '8080', '8443'].includes(url.port) ? 'allowed' : 'port';
};
const clean = (raw: string) => cleanUrl(raw, { checkTarget });
const url = (raw: string): string => {
  const result = clean(raw);
  return 'url' in result ? result.url : result.error_code;
};

describe('cleanUrl', () => {
  it.each([
    ['example.com', 'https://example.com'],
    ['example.com/a', 'https://example.com/a'],
    ['//example.com/a', 'https://example.com/a'],
    ['example.com:8080/x', 'https://example.com:8080/x'],
    ['\\\\example.com', 'https://example.com'],
  ])('prepends https:// to %s [S2-11]', (raw, expected) => expect(url(raw)).toBe(expected));

  it.each([
    ['https://example.com/', 'https://example.com'],
    ['https://example.com///', 'https://example.com'],
    ['https://example.com/a/b//', 'https://example.com/a/b'],
    ['https://example.com/a/?q=1/', 'https://example.com/a/?q=1/'],
    ['https://example.com?q=1', 'https://example.com/?q=1'],
    ['https://example.com/a/?', 'https://example.com/a'],
  ])('removes all trailing slashes: %s [S2-12]', (raw, expected) => expect(url(raw)).toBe(expected));

  it('preserves an explicit http:// [S2-13]', () => expect(url('HTTP://example.com/')).toBe('http://example.com'));

  it.each([
    ['  https://example.com/a \n', 'https://example.com/a'],
    ['\ufeff<https://example.com>', 'https://example.com'],
    ['"https://example.com/a"', 'https://example.com/a'],
    ['https://example.com/a#part', 'https://example.com/a'],
    ['https://EXAMPLE.com/Path', 'https://example.com/Path'],
    ['https://example.com:443/', 'https://example.com'],
    ['https://example.com/a/../b', 'https://example.com/b'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example'],
    ['https://example.com/?b=2&a=1', 'https://example.com/?b=2&a=1'],
  ])('trims, normalises and preserves the query: %s [S2-14]', (raw, expected) => expect(url(raw)).toBe(expected));

  it('reports its changes [S2-15]', () => {
    expect((clean(' Example.com:443/a/../b/#x ') as CleanUrl).changed).toEqual([
      'trimmed',
      'scheme_added',
      'host_normalised',
      'default_port_removed',
      'path_normalised',
      'fragment_removed',
      'trailing_slash_removed',
    ]);
    expect((clean('https://example.com') as CleanUrl).changed).toEqual([]);
    expect((clean('https://example.com/a?q=1') as CleanUrl).changed).toEqual([]);
  });

  it.each([
    ['', 'EMPTY'],
    [' "" ', 'EMPTY'],
    ['https://', 'INVALID_URL'],
    ['http://exa mple.com', 'INVALID_URL'],
    ['http://[::1', 'INVALID_URL'],
    ['/path/only', 'INVALID_URL'],
    ['https://example.com/\u0000', 'INVALID_URL'],
    ['https://example.com/\ud800', 'INVALID_URL'],
    ['http://xn--pokxncvks/', 'INVALID_URL'],
    ['http://a..example.com', 'INVALID_HOST'],
    ['http://example.com../', 'INVALID_HOST'],
    [`http://${'a'.repeat(64)}.com`, 'INVALID_HOST'],
    [`http://${'a.'.repeat(150)}com`, 'INVALID_HOST'],
  ])('rejects %j as %s [S2-16]', (raw, code) => expect(url(raw)).toBe(code));

  it.each([
    'http://127.0.0.1/',
    'http://localhost:6379/',
    'http://[::1]/',
    'http://2130706433/',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    'http://１２７.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://foo.localhost/',
    'http://intranet/',
    'localhost:3000',
  ])('passes the normalised host of %s to the target check', (raw) => expect(url(raw)).toBe('TARGET_NOT_ALLOWED'));

  it.each([
    'file:///etc/passwd',
    'gopher://example.com',
    'ftp://example.com',
    'data:text/html,x',
    'javascript:alert(1)',
    'javascript:1',
    'mailto:a@example.com',
    'tel:12345',
  ])('rejects the scheme of %s', (raw) => expect(url(raw)).toBe('UNSUPPORTED_SCHEME'));

  it.each(['http://user:pass@example.com/', 'http://@example.com/', 'user@example.com', 'https://:x@example.com'])(
    'rejects credentials in %s and does not show them',
    (raw) => {
      expect(url(raw)).toBe('CREDENTIALS_NOT_ALLOWED');
      expect(urlFault('urls.0', raw, 'CREDENTIALS_NOT_ALLOWED')).toMatchObject({
        error_type: 'userinfo',
        invalid_value: '[removed]',
      });
    },
  );

  it.each(['http://example.com:22/', 'http://example.com:0', 'http://example.com:99999', 'example.com:999999'])(
    'rejects the port of %s',
    (raw) => expect(url(raw)).toBe('PORT_NOT_ALLOWED'),
  );

  it('gives ambiguous URLs exactly one meaning', () => {
    expect(url('http://example.com\\@evil.com/')).toBe('http://example.com/@evil.com');
    expect(url('http:example.com')).toBe('http://example.com');
  });

  it('rejects line breaks', () => {
    expect(url('http://example.com/a\r\nX: y')).toBe('http://example.com/aX:%20y');
    expect(url('http://example.com/%00')).toBe('http://example.com/%00');
  });

  it('limits the length before and after cleaning', () => {
    const base = 'https://example.com/';
    expect(url(base + 'a'.repeat(2048 - base.length))).toHaveLength(2048);
    expect(url(base + 'a'.repeat(2049 - base.length))).toBe('TOO_LONG');
    expect(url(base + 'ü'.repeat(1000))).toBe('TOO_LONG');
    expect(url('x'.repeat(1_000_000))).toBe('TOO_LONG');
  });

  it('recognises the spellings of one URL', () => {
    expect(url('https://example.com./')).toBe('https://example.com');
    expect(url('HTTPS://EXAMPLE.COM/')).toBe('https://example.com');
  });

  it('warns about a suffix that is not public', () => {
    expect((clean('https://host.notasuffix') as CleanUrl).warnings).toEqual(['unknown_suffix']);
    expect((clean('https://example.co.uk') as CleanUrl).warnings).toEqual([]);
    expect((clean('https://8.8.8.8') as CleanUrl).warnings).toEqual([]);
  });

  it('strips tracking parameters only on request', () => {
    const raw = 'https://example.com/a/?utm_source=x&id=7&gclid=y';
    expect(url(raw)).toBe(raw);
    expect(cleanUrl(raw, { checkTarget, stripTracking: true })).toMatchObject({ url: 'https://example.com/a/?id=7' });
    expect(cleanUrl('https://example.com/a/?fbclid=1', { checkTarget, stripTracking: true })).toMatchObject({
      url: 'https://example.com/a',
    });
  });

  it('returns a known code and never throws, whatever the input', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withFragments: true }), fc.string()), (raw) => {
        const result = clean(raw);
        if ('error_code' in result) expect(URL_ERRORS[result.error_code]).toBeDefined();
        else expect(URL.canParse(result.url)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not change a cleaned URL', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.nat(3), (raw, slashes) => {
        const first = clean(raw.split('#')[0] + '/'.repeat(slashes));
        if ('url' in first) expect(clean(first.url)).toMatchObject({ url: first.url, changed: [] });
      }),
      { numRuns: 2_000 },
    );
  });
});

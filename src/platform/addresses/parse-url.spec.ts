import { parseUrl } from './parse-url.js';

describe('parseUrl', () => {
  it('parses Latin-1 hosts in a hot loop', () => {
    let parsed = 0;
    for (let i = 0; i < 50_000; i += 1) if (parseUrl('https://bücher.example/') !== null) parsed += 1;
    expect(parsed).toBe(50_000);
  });

  it('resolves against a base and returns null for an invalid URL', () => {
    expect(parseUrl('../b', 'http://a.example/x/y')?.href).toBe('http://a.example/b');
    expect(parseUrl('http://exa mple')).toBeNull();
    expect(parseUrl('/b')).toBeNull();
  });
});

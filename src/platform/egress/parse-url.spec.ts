import { parseUrl } from '../addresses/parse-url.js';

describe('parseUrl', () => {
  it('parses Latin-1 hosts however often it is called', () => {
    let parsed = 0;
    for (let i = 0; i < 50_000; i += 1) if (parseUrl('https://bücher.example/') !== null) parsed += 1;
    expect(parsed).toBe(50_000);
  });

  it('resolves against a base and answers null for what is no URL', () => {
    expect(parseUrl('../b', 'http://a.example/x/y')?.href).toBe('http://a.example/b');
    expect(parseUrl('http://exa mple')).toBeNull();
    expect(parseUrl('/b')).toBeNull();
  });
});

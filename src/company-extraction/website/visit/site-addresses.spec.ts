import { siteAddresses, websiteOf } from './site-addresses.js';

describe('siteAddresses', () => {
  it('tries a domain with and without www, and without TLS last', () => {
    expect(siteAddresses('example.com')).toEqual({
      domain: 'example.com',
      addresses: ['https://example.com/', 'https://www.example.com/', 'http://example.com/'],
    });
  });

  it('visits a website as stated, with port and path, and reports the domain without them', () => {
    expect(siteAddresses('http://shop.example.co.uk:8080/acme?x=1#top')).toEqual({
      domain: 'example.co.uk',
      addresses: [
        'http://shop.example.co.uk:8080/acme?x=1',
        'https://example.co.uk/',
        'https://www.example.co.uk/',
        'http://example.co.uk/',
      ],
    });
  });

  it('tries no address twice', () => {
    expect(siteAddresses('http://example.com').addresses).toEqual([
      'http://example.com/',
      'https://example.com/',
      'https://www.example.com/',
    ]);
  });

  it.each([
    'ftp://example.com/',
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'example.com',
    'http://',
    'javascript:1',
  ])('rejects %s as a website', (text) => expect(websiteOf(text)).toBeNull());
});

import { parseCompanyUrl, parseProfileUrl } from './linkedin-url.js';

const CANONICAL = 'https://www.linkedin.com/in/ada-lovelace/';

describe('parseProfileUrl', () => {
  it.each([
    'https://www.linkedin.com/in/ada-lovelace/',
    'https://www.linkedin.com/in/ada-lovelace',
    'http://linkedin.com/in/Ada-Lovelace',
    'linkedin.com/in/ada-lovelace',
    'www.linkedin.com/in/ada-lovelace',
    '//www.linkedin.com/in/ada-lovelace/',
    'https://uk.linkedin.com/in/ada-lovelace',
    'https://de.linkedin.com/in/ada-lovelace/de',
    'https://www.linkedin.com/in/ada-lovelace/pt-br/',
    'https://m.linkedin.com/in/ada-lovelace?trk=people&originalSubdomain=uk',
    'https://touch.linkedin.com/in/ada-lovelace#about',
    'https://www.linkedin.com/in/ada-lovelace/details/experience/',
    'https://www.linkedin.com/in/ada-lovelace/en/details/skills',
    'https://www.linkedin.com/in/ada-lovelace/overlay/contact-info/',
    'https://www.linkedin.com/in/ada-lovelace/recent-activity/all/',
    'HTTPS://WWW.LINKEDIN.COM/IN/ADA-LOVELACE/',
    'https://www.linkedin.com.:443/in/ada-lovelace/',
    ' https://www.linkedin.com//in//ada-lovelace ',
  ])('gives one canonical address with a trailing slash for %s [S4-22]', (raw) => {
    expect(parseProfileUrl(raw)).toEqual({ url: CANONICAL, slug: 'ada-lovelace', isMemberId: false });
  });

  it('accepts names in any script, encoded or not [S4-4]', () => {
    const expected = { url: 'https://www.linkedin.com/in/%E5%BC%A0-ab12/', slug: '张-ab12', isMemberId: false };
    expect(parseProfileUrl('https://www.linkedin.com/in/%E5%BC%A0-ab12/')).toEqual(expected);
    expect(parseProfileUrl('https://www.linkedin.com/in/张-ab12')).toEqual(expected);
  });

  it('treats composed and decomposed accents as the same person', () => {
    const composed = parseProfileUrl('https://www.linkedin.com/in/jos%C3%A9-p');
    const decomposed = parseProfileUrl('https://www.linkedin.com/in/jose%CC%81-p');
    expect(composed).toEqual(decomposed);
    expect(composed).toHaveProperty('slug', 'josé-p');
  });

  it('preserves the case of a member id', () => {
    expect(parseProfileUrl('https://www.linkedin.com/in/ACoAABwK_xsB-9/')).toEqual({
      url: 'https://www.linkedin.com/in/ACoAABwK_xsB-9/',
      slug: 'ACoAABwK_xsB-9',
      isMemberId: true,
    });
  });

  it.each([
    ['https://www.linkedin.com.evil.com/in/ada-lovelace', 'url_host'],
    ['https://evil.com/https://www.linkedin.com/in/ada-lovelace', 'url_host'],
    ['https://linkedin.com@evil.com/in/ada-lovelace', 'url_host'],
    ['https://user@www.linkedin.com/in/ada-lovelace', 'url_host'],
    ['https://linkedln.com/in/ada-lovelace', 'url_host'],
    ['https://l\u0456nkedin.com/in/ada-lovelace', 'url_host'],
    ['https://notlinkedin.com/in/ada-lovelace', 'url_host'],
    ['https://evil.www.linkedin.com/in/ada-lovelace', 'url_host'],
    ['https://learning.linkedin.com/in/ada-lovelace', 'url_host'],
    ['https://www.linkedin.com:8443/in/ada-lovelace', 'url_host'],
    ['https://lnkd.in/abcdef', 'url_host'],
    ['https://www.linkedin.com/company/ada-lovelace', 'url_path'],
    ['https://www.linkedin.com/school/ada-lovelace', 'url_path'],
    ['https://www.linkedin.com/posts/ada-lovelace_1', 'url_path'],
    ['https://www.linkedin.com/sales/lead/ACwAAA', 'url_path'],
    ['https://www.linkedin.com/feed/', 'url_path'],
    ['https://www.linkedin.com/pub/ada/1/2/3', 'url_path'],
    ['https://www.linkedin.com/in/../admin', 'url_path'],
    ['https://www.linkedin.com/in/%2e%2e/admin', 'url_path'],
    ['https://www.linkedin.com/in/', 'url_path'],
    ['https://www.linkedin.com/', 'url_path'],
    ['https://www.linkedin.com/in/x', 'url_path'],
    [`https://www.linkedin.com/in/${'a'.repeat(101)}`, 'url_path'],
    ['https://www.linkedin.com/in/a%2Fb%2Fc', 'url_path'],
    ['https://www.linkedin.com/in/100%', 'url_path'],
    ['https://www.linkedin.com/in/%E5%BC', 'url_path'],
    ['https://www.linkedin.com/in/ada%2520l', 'url_path'],
    ['https://www.linkedin.com/in/ada_lovelace', 'url_path'],
    ['https://www.linkedin.com/in/ada-lovelace/edit/secret', 'url_path'],
    ['ftp://www.linkedin.com/in/ada-lovelace', 'url_scheme'],
    ['javascript:alert(1)', 'url_parsing'],
    ['https://www.linkedin.com\\in\\ada-lovelace', 'url_parsing'],
    ['https://www.linked\nin.com/in/ada-lovelace', 'url_parsing'],
    ['not a url', 'url_parsing'],
    ['', 'url_parsing'],
    [`https://www.linkedin.com/in/ada-lovelace?${'a'.repeat(2048)}`, 'url_parsing'],
  ])('rejects %s as %s [S4-4]', (raw, error) => {
    expect(parseProfileUrl(raw)).toMatchObject({ error });
  });
});

describe('parseCompanyUrl', () => {
  it.each([
    ['https://www.linkedin.com/company/Acme-Rockets/about/', { kind: 'company', id: null, slug: 'acme-rockets' }],
    ['linkedin.com/company/booking.com', { kind: 'company', id: null, slug: 'booking.com' }],
    ['https://fr.linkedin.com/company/l%27or%C3%A9al/', { kind: 'company', id: null, slug: "l'oréal" }],
    ['https://www.linkedin.com/company/1441', { kind: 'company', id: '1441', slug: null }],
    ['https://www.linkedin.com/school/mit/', { kind: 'school', id: null, slug: 'mit' }],
    ['https://www.linkedin.com/showcase/acme-labs', { kind: 'showcase', id: null, slug: 'acme-labs' }],
  ])('reads %s', (raw, expected) => {
    expect(parseCompanyUrl(raw)).toMatchObject(expected);
  });

  it.each([
    'https://www.linkedin.com/search/results/all/?keywords=Acme',
    'https://www.linkedin.com/company/unavailable/',
    'https://www.linkedin.com/company/',
    'https://www.linkedin.com/in/ada-lovelace',
    'https://evil.com/company/acme',
    'https://www.linkedin.com/company/a%2Fb',
  ])('finds no company in %s', (raw) => {
    expect(parseCompanyUrl(raw)).toBeNull();
  });
});

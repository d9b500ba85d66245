import { parseRobots, robotsRules } from './robots-txt.js';

const SITE = 'https://a.example';
const allows = (text: string, path: string, agent = 'Batchwright') => parseRobots(text, agent).allows(`${SITE}${path}`);
const forAll = (...lines: string[]) => ['User-agent: *', ...lines].join('\n');

describe('robotsRules', () => {
  it.each([
    [200, false],
    [301, true],
    [404, true],
    [500, undefined],
    [503, undefined],
  ])('with status %s', (status, expected) => {
    const rules = robotsRules(status, Buffer.from(forAll('Disallow: /')), 'Batchwright');
    expect(rules?.allows(`${SITE}/x`)).toBe(expected);
  });
});

describe('parseRobots, among groups,', () => {
  it.each([
    ['of the crawler whatever its case', 'User-agent: BATCHWRIGHT\nDisallow: /a', '/a', false],
    ['of the crawler with a version', 'User-agent: Batchwright/2.0\nDisallow: /a', '/a', false],
    [
      'of the crawler before the default group',
      'User-agent: *\nDisallow: /\n\nUser-agent: Batchwright\nDisallow: /a',
      '/b',
      true,
    ],
    [
      'of the crawler even if it is empty',
      'User-agent: *\nDisallow: /\n\nUser-agent: Batchwright\nDisallow:',
      '/b',
      true,
    ],
    [
      'of all for a crawler that is not named',
      'User-agent: Other\nDisallow: /\nUser-agent: *\nDisallow: /a',
      '/b',
      true,
    ],
    ['not of a crawler whose name only begins alike', 'User-agent: Batchwright-Image\nDisallow: /', '/b', true],
    ['of several names', 'User-agent: Other\nUser-agent: Batchwright\nDisallow: /a', '/a', false],
    [
      'as the union of all groups that name the crawler',
      'User-agent: Batchwright\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: Batchwright\nDisallow: /b',
      '/b',
      false,
    ],
    [
      'across lines with other fields',
      'User-agent: Batchwright\nSitemap: https://a.example/s\nCrawl-delay: 5\nDisallow: /a',
      '/a',
      false,
    ],
    ['never for rules before the first name', 'Disallow: /a', '/a', true],
    ['behind a byte order mark', '\uFEFFUser-agent: *\nDisallow: /a', '/a', false],
    ['in lines that end with CR', 'User-agent: *\rDisallow: /a\r', '/a', false],
    ['in lines with comments and blanks', '  user-agent :  * # all\n\tDISALLOW: /a # no', '/a', false],
    ['never in an HTML page', '<html>\n<body>User-agent: *\nDisallow: /</body>', '/a', true],
  ])('chooses the one %s', (_, text, path, expected) => {
    expect(allows(text, path)).toBe(expected);
  });
});

describe('parseRobots matches', () => {
  it.each([
    ['Disallow: /fish', '/fish.html', false],
    ['Disallow: /fish', '/Fish.asp', true],
    ['Disallow: /fish', '/catfish', true],
    ['Disallow: /fish/', '/fish', true],
    ['Disallow: /*.php', '/folder/any.php.file.html', false],
    ['Disallow: /*.php', '/windows.PHP', true],
    ['Disallow: /*.php$', '/filename.php', false],
    ['Disallow: /*.php$', '/filename.php?parameters', true],
    ['Disallow: /*.php$', '/a.php/b.php', false],
    ['Disallow: /fish*.php', '/fishheads/catfish.php?parameters', false],
    ['Disallow: /fish*.php', '/Fish.PHP', true],
    ['Disallow: /a**b', '/axb', false],
    ['Disallow: *', '/anything', false],
    ['Disallow: /*', '/', false],
    ['Disallow: /$', '/', false],
    ['Disallow: /$', '/a', true],
    ['Disallow: /*ab*ab$', '/ab', true],
    ['Disallow: /*ab*ab$', '/abab', false],
    ['Disallow: /a?b=1', '/a?b=12', false],
    ['Disallow: /%C3%BCber', '/über', false],
    ['Disallow: /über', '/%c3%bcber', false],
    ['Disallow: /%7euser', '/~user', false],
    ['Disallow: /a%2fb', '/a/b', true],
    ['Disallow: /a%2fb', '/a%2Fb', false],
    ['Disallow: /[a]|', '/[a]|', false],
    ['Disallow: /a "b"', '/a%20%22b%22', false],
    ['Disallow: /robots.txt', '/robots.txt', true],
    ['Disallow:', '/a', true],
  ])('%s against %s', (line, path, expected) => {
    expect(allows(forAll(line), path)).toBe(expected);
  });

  it.each([
    ['the longer rule', forAll('Disallow: /a', 'Allow: /a/b'), '/a/b/c', true],
    ['the longer rule whatever its order', forAll('Allow: /a/b', 'Disallow: /a'), '/a/c', false],
    ['Allow of two as long', forAll('Disallow: /page', 'Allow: /page'), '/page', true],
    ['the longer rule with a wildcard', forAll('Allow: /page', 'Disallow: /*.htm'), '/page.htm', false],
  ])('and %s decides', (_, text, path, expected) => {
    expect(allows(text, path)).toBe(expected);
  });

  it('the first 2,048 characters of a URL', () => {
    const long = `/x${'a'.repeat(3_000)}.php`;
    expect([allows(forAll('Disallow: /x'), long), allows(forAll('Disallow: /*.php$'), long)]).toEqual([false, true]);
  });
});

describe('parseRobots bounds what it stores', () => {
  it('to 20 sitemaps', () => {
    const text = Array.from({ length: 50 }, (_, n) => `Sitemap: ${SITE}/${n}.xml`).join('\n');
    expect(parseRobots(text, 'x').sitemaps).toHaveLength(20);
  });

  it('to 2,000 different rules with a wildcard, which leave the others as they are', () => {
    const lines = Array.from({ length: 2_001 }, (_, n) => `Disallow: /*n${n}x`);
    const text = forAll('Disallow: /*n0x', ...lines, 'Disallow: /end$', 'Disallow: /plain');
    expect(['/n1999x', '/n2000x', '/end', '/plain'].map((path) => allows(text, path))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('to its own rules', () => {
    const others = Array.from({ length: 20_000 }, (_, n) => `User-agent: a${n}\nDisallow: /${n}`).join('\n');
    expect(parseRobots(`${others}\n${forAll('Disallow: /a')}`, 'x').bytes).toBeLessThan(1_000);
  });
});

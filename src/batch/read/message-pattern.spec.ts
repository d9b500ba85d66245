import { messagePattern, patternWords } from './message-pattern.js';

describe('The pattern of a message', () => {
  it.each([
    ['It took too long.', 'It took too long.'],
    ['The request took 1500 ms, limit 1,000.5 ms.', 'The request took … ms, limit … ms.'],
    ['The id "contact-001" is stored already.', 'The id … is stored already.'],
    ['The id “müller” is stored already.', 'The id … is stored already.'],
    ["There is no row 'a b' for it's owner.", "There is no row … for it's owner."],
    ['Nothing at https://example.com/a?b=c, nor at http://x.example/.', 'Nothing at … nor at …'],
    ['getaddrinfo ENOTFOUND missing-7.invalid', 'getaddrinfo ENOTFOUND …'],
    ['The host www.example.org has no address.', 'The host … has no address.'],
    ['Sent to ana@example.com in vain', 'Sent to … in vain'],
    ['batch 019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11 is gone', 'batch … is gone'],
    ['connect ECONNREFUSED 127.0.0.1:8080', 'connect ECONNREFUSED …'],
    ['rows 1, 2, 3 and 4', 'rows … and …'],
    ['  two\n lines ', 'two lines'],
    ['Müller fehlt: Straße', 'Müller fehlt: Straße'],
    ['', ''],
  ])('of %j is %j', (message, pattern) => {
    expect(messagePattern(message)).toBe(pattern);
  });

  it('is the same whatever stands in its gaps, and stays the same', () => {
    const one = messagePattern('The page https://a.example/1 answered 404 after 12 ms.');
    expect(messagePattern('The page http://b.example/x?y=2 answered 500 after 7.5 ms.')).toBe(one);
    expect(messagePattern(one)).toBe(one);
  });

  it('is made of the first 300 characters, whatever they are', () => {
    expect(messagePattern('word '.repeat(1000)).length).toBeLessThanOrEqual(300);
    for (const text of ['"', "'", 'a.', '1', '@', 'http://', '… '])
      expect(messagePattern(text.repeat(300)).length).toBeLessThanOrEqual(300);
  });
});

describe('The words of a pattern', () => {
  it.each([
    ['The id … is stored already.', 'The id is stored already'],
    ["There is no row … for it's owner.", 'There is no row for it owner'],
    ['… …', ''],
    ['a a bb bb', 'bb'],
  ])('%j are %j', (pattern, words) => {
    expect(patternWords(pattern)).toBe(words);
  });

  it('are no more than a search takes', () => {
    const words = patternWords(Array.from({ length: 100 }, (_, n) => `word${n}x`).join(' '));
    expect(words.length).toBeLessThanOrEqual(200);
    expect(words).toMatch(/^word0x word1x .*\d+x$/);
  });
});

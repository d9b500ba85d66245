import { inputWords, searchedWords, wordsOf } from './search-words.js';

describe('The words of a search', () => {
  it.each([
    ['https://Example.com/Pricing?id=42', ['https', 'example', 'com', 'pricing', 'id', '42']],
    ['Müller & Söhne GmbH', ['muller', 'sohne', 'gmbh']],
    ['MU\u0308LLER', ['muller']],
    ['ana.souza+x@example.com', ['ana', 'souza', 'x', 'example', 'com']],
    ['ＡＢＣ １２', ['abc', '12']],
    ['東京電力', ['東京', '京電', '電力']],
    ['한국 전력', ['한국', '전력']],
    ['水', ['水']],
    ['“ ” — !', []],
  ])('of %j are %j', (text, words) => {
    expect([...wordsOf(text)]).toEqual(words);
  });

  it('of an input are those of its texts and numbers, wherever they stand', () => {
    const input = {
      id: 'c-1',
      data: { name: 'Ana Souza', tags: ['gold', { deep: 'Inside' }], age: 42, ok: true, none: null },
    };
    expect([...inputWords(input)]).toEqual(['c', '1', 'ana', 'souza', 'gold', 'inside', '42']);
  });

  it('are bounded, whatever is sent', () => {
    const long = Array.from({ length: 1e5 }, (_, n) => `w${n}`);
    expect(inputWords({ text: long.join(' ') }).size).toBe(64);
    expect(inputWords({ long }).size).toBe(64);
    expect([...inputWords({ text: 'x'.repeat(1e6) })]).toEqual(['x'.repeat(64)]);
    expect(inputWords({ objects: Array.from({ length: 1e5 }, () => ({})) }).size).toBe(0);
    expect(searchedWords(long.join(' '))).toHaveLength(12);
    let deep: object = { end: 'end' };
    for (let n = 0; n < 1e5; n += 1) deep = { deep };
    expect(inputWords(deep).size).toBe(0);
  });
});

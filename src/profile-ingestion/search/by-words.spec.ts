import { orderByWords } from './by-words.js';

const order = (query: string, hits: readonly (readonly [text: string, similarity: number])[]) =>
  orderByWords(
    query,
    hits.map(([text, similarity]) => ({ text, similarity })),
    ({ text }) => text,
    () => 1,
  ).map(({ text }) => text);

describe('orderByWords', () => {
  it('puts a text with the words of the query before one that is a little nearer', () => {
    expect(order('steel pumps', [['stilt pumice', 0.52], ['pumping of steel', 0.5]])).toEqual(['pumping of steel', 'stilt pumice']); // prettier-ignore
  });

  it('leaves a text before others that is much nearer', () => {
    expect(
      order('steel pumps', [
        ['stilt pumice', 0.9],
        ['steel pumps', 0.5],
      ])[0],
    ).toBe('stilt pumice');
  });

  it('takes words for the same that begin with the same six letters', () => {
    expect(
      order('management', [
        ['manor', 0.5],
        ['Managers', 0.5],
      ])[0],
    ).toBe('Managers');
    expect(
      order('manor', [
        ['mansion', 0.5],
        ['manor', 0.5],
      ])[0],
    ).toBe('manor');
  });

  it.each(['', '!!', '北山'])('keeps the order for "%s" where nothing tells them apart', (query) => {
    expect(order(query, [['b', 0.5], ['a', 0.5]])).toEqual(['b', 'a']); // prettier-ignore
  });

  it('counts a rare word more', () => {
    const weight = (word: string): number => (word === 'dairy' ? 1 : 0.1);
    const hits = [['house of pumps', 0.5], ['dairy', 0.5]] as const; // prettier-ignore
    expect(orderByWords('dairy pumps house', hits.map(([text, similarity]) => ({ text, similarity })), ({ text }) => text, weight)[0]?.text).toBe('dairy'); // prettier-ignore
  });
});

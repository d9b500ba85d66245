import { probesOf, searchPieces, type SearchBlock, toBlocks } from './search-blocks.js';

const has = ({ bits }: SearchBlock, word: string): boolean =>
  probesOf(word).every((probe) => {
    const at = probe % (bits.length * 8);
    return ((bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;
  });

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ index, input: { url: `https://site${index}.example/page` } }));

describe('The blocks of a search', () => {
  it('follow each other without a gap, and have every word of their items', () => {
    const blocks = toBlocks(items(2000));
    expect(blocks.map(({ first }) => first)).toEqual([0, ...blocks.slice(0, -1).map(({ last }) => last + 1)]);
    expect(blocks.at(-1)?.last).toBe(1999);
    for (const block of blocks)
      for (let n = block.first; n <= block.last; n += 1) expect(has(block, `site${n}`)).toBe(true);
  });

  it('seldom seem to have a word that their items have not', () => {
    const [block] = toBlocks(items(256));
    const wrong = Array.from({ length: 20_000 }, (_, n) => `other${n}`).filter(
      (word) => block !== undefined && has(block, word),
    );
    expect(wrong.length).toBeLessThan(60);
  });

  it('cost an item some ten bytes, and one item 8', () => {
    const bytes = (count: number): number => toBlocks(items(count)).reduce((sum, { bits }) => sum + bits.length, 0);
    expect(bytes(10_000) / 10_000).toBeLessThan(10);
    expect(bytes(1)).toBe(8);
  });

  it('end where the items have a gap', () => {
    const blocks = toBlocks([3, 4, 9].map((index) => ({ index, input: { n: `n${index}` } })));
    expect(blocks.map(({ first, last }) => [first, last])).toEqual([
      [3, 4],
      [9, 9],
    ]);
  });

  it('stay what they are, since they are stored', () => {
    expect(probesOf('example')).toEqual([3284, 1111, 7130, 4957, 2784, 611]);
  });

  it('are made in pieces', () => {
    const pieces = [
      ...searchPieces(
        Array.from({ length: 1200 }, (_, n) => ({ input: { n } })),
        7,
      ),
    ];
    expect(pieces.map((piece) => [piece[0]?.index, piece.length])).toEqual([
      [7, 500],
      [507, 500],
      [1007, 200],
    ]);
  });
});

import { bestNameSimilarity, editSimilarity, nameSimilarity, wordSimilarity } from './name-similarity.js';

describe('name similarity', () => {
  it('is 1 for spellings of one name and less for other names', () => {
    expect(nameSimilarity('Apple', 'Apple Inc.')).toBe(1);
    expect(nameSimilarity('Amazon', 'AMAZON COM INC')).toBe(0.97);
    expect(nameSimilarity('Face Book', 'Facebook')).toBe(0.97);
    expect(nameSimilarity('Apple', 'Apple Records')).toBeLessThan(0.7);
    expect(nameSimilarity('Apple', 'Snapple')).toBeLessThan(0.75);
    expect(nameSimilarity('…', '…')).toBe(0);
  });

  it('is symmetric', () => {
    expect(nameSimilarity('Delta Air Lines', 'Delta Airlines')).toBe(
      nameSimilarity('Delta Airlines', 'Delta Air Lines'),
    );
  });

  it('counts edits and words', () => {
    expect(editSimilarity('kitten', 'sitting')).toBeCloseTo(1 - 3 / 7);
    expect(editSimilarity('', '')).toBe(0);
    expect(wordSimilarity('a b', 'a c')).toBe(0.5);
    expect(editSimilarity('x'.repeat(500), 'y'.repeat(500))).toBe(0);
  });

  it('takes the best of several names', () => {
    expect(bestNameSimilarity('IBM', ['International Business Machines', 'IBM Corp'])).toBe(1);
    expect(bestNameSimilarity('IBM', [])).toBe(0);
  });
});

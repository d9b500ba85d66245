import { cosineSimilarity } from '../../../test/support/cosine-similarity.js';
import { fromVector, toVectorText } from './vector-text.js';

describe('vector text', () => {
  it('formats what pgvector reads', () => {
    expect(toVectorText(Float32Array.from([0.1, -0.25, 0, 1]))).toBe('[0.100000001,-0.25,0,1]');
  });

  it('preserves every float exactly', () => {
    const vector = Float32Array.from({ length: 1000 }, (_, i) => Math.fround(Math.sin(i) / (i + 1) ** 3));
    expect(fromVector(toVectorText(vector))).toEqual(vector);
    expect(fromVector([0.5, 1])).toEqual(Float32Array.from([0.5, 1]));
  });

  it.each(['[1,null]', '{}', '["a"]'])('rejects %s', (text) => expect(() => fromVector(text)).toThrow(RangeError));
  it('rejects NaN and infinite numbers', () => {
    expect(() => toVectorText(Float32Array.from([Number.NaN]))).toThrow(RangeError);
  });

  it('computes cosine similarity', () => {
    const of = (...x: number[]) => Float32Array.from(x);
    expect(cosineSimilarity(of(1, 0), of(2, 0))).toBeCloseTo(1);
    expect(cosineSimilarity(of(1, 0), of(0, 3))).toBe(0);
    expect(cosineSimilarity(of(1, 1), of(-1, -1))).toBeCloseTo(-1);
    expect(cosineSimilarity(of(0, 0), of(1, 1))).toBe(0);
    expect(() => cosineSimilarity(of(1), of(1, 2))).toThrow(RangeError);
  });
});

import { hashEmbedding } from './local-embedder.js';
import { encodeVector, NearestCodes } from './vector-codes.js';
import { cosineSimilarity } from '../../../test/support/cosine-similarity.js';

const WORDS =
  'chief technology officer security payments cloud data platform risk audit bank retail health energy'.split(' ');
const vectors = Array.from({ length: 2_000 }, (_, i) =>
  hashEmbedding(
    Array.from({ length: 6 }, (__, n) => `${WORDS[(i * (n + 3) + n) % WORDS.length]}${(i * n) % 17}`).join(' '),
    384,
  ),
);

describe('vector codes', () => {
  it('take one byte per number and are precise to half a step', () => {
    const vector = Float32Array.from([0.5, -0.25, 0, 0.1]);
    const coded = encodeVector(vector);
    expect(coded).toHaveLength(8);
    const scale = coded.readFloatLE(0);
    vector.forEach((x, at) =>
      expect(Math.abs(coded.readInt8(4 + at) * scale - x)).toBeLessThanOrEqual(scale / 2 + 1e-9),
    );
    expect([...encodeVector(new Float32Array(2))]).toEqual([
      ...Buffer.concat([encodeVector(new Float32Array(0)), Buffer.alloc(2)]),
    ]);
  });

  it('find every one of the exact ten nearest among four times as many', () => {
    const coded = vectors.map(encodeVector);
    for (const query of [vectors[7], vectors[500], hashEmbedding('security officer of a bank', 384)]) {
      if (query === undefined) throw new Error('no query');
      const exact = vectors
        .map((vector, id) => ({ id: String(id), likeness: cosineSimilarity(query, vector) }))
        .sort((a, b) => b.likeness - a.likeness);
      const nearest = new NearestCodes(query, 40);
      nearest.offer([...coded.slice(0, 1_500).keys()].map(String), Buffer.concat(coded.slice(0, 1_500)));
      nearest.offer(
        coded.slice(1_500).map((_, nth) => String(1_500 + nth)),
        Buffer.concat(coded.slice(1_500)),
      );
      const found = nearest.ids();
      expect(found).toHaveLength(40);
      // Equally near ones are interchangeable.
      const tenth = exact[9]?.likeness ?? 0;
      const better = exact.filter(({ likeness }) => likeness > tenth + 1e-6).map(({ id }) => id);
      expect(better.filter((id) => !found.includes(id))).toEqual([]);
    }
  });

  it('are rejected when their number differs from that of the ids, or with another length', () => {
    const nearest = new NearestCodes(new Float32Array([1, 0]), 5);
    const coded = encodeVector(new Float32Array([1, 0]));
    expect(coded).toHaveLength(nearest.codedLength);
    expect(() => nearest.offer(['a', 'b'], coded)).toThrow(RangeError);
    expect(() => nearest.offer(['a'], encodeVector(new Float32Array([1, 0, 0])))).toThrow(RangeError);
    nearest.offer(['a'], coded);
    expect(nearest.ids()).toEqual(['a']);
  });
});

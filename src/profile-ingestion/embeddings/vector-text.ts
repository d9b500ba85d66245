/** pgvector's text form of a vector, `[0.1,-0.25]`. Nine significant digits preserve every 4-byte float exactly. */
export function toVectorText(vector: Float32Array): string {
  const numbers = Array.from(vector, (x) => {
    if (!Number.isFinite(x)) throw new RangeError('A vector must hold finite numbers.');
    return Number(x.toPrecision(9));
  });
  return `[${numbers.join(',')}]`;
}

/** Parses pgvector's text form, or the array of a `real[]` column. @throws RangeError on anything else. */
export function fromVector(stored: string | readonly number[]): Float32Array {
  const parsed: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored;
  if (!Array.isArray(parsed) || !parsed.every((x): x is number => typeof x === 'number' && Number.isFinite(x))) {
    throw new RangeError('Not a vector.');
  }
  return Float32Array.from(parsed);
}

/** Cosine similarity, -1 to 1; 0 when a vector has length 0. For the exact ranking without pgvector. */
export function cosineSimilarity(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError('Vectors of different length cannot be compared.');
  let dot = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    dot += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  return lengthA === 0 || lengthB === 0 ? 0 : dot / Math.sqrt(lengthA * lengthB);
}

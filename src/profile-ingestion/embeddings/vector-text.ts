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

/**
 * Values in their order, in pieces of at most so many bytes together; a larger value is a piece of its own. The last
 * piece may be empty, so that there is always one.
 */
export function* inPieces<Value>(
  values: readonly Value[],
  bytesOf: (value: Value) => number,
  most: number,
): Generator<readonly Value[], void, undefined> {
  let piece: Value[] = [];
  let sum = 0;
  for (const value of values) {
    const bytes = bytesOf(value);
    if (piece.length > 0 && sum + bytes > most) {
      yield piece;
      [piece, sum] = [[], 0];
    }
    piece.push(value);
    sum += bytes;
  }
  yield piece;
}

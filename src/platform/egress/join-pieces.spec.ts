import { joinPieces } from './join-pieces.js';

const MIB = 1024 * 1024;
const never = new AbortController().signal;

describe('joinPieces', () => {
  it('joins pieces of any size in their order and takes them out of the list', async () => {
    const bytes = Buffer.from(Uint32Array.from({ length: MIB }, (_, at) => at).buffer);
    const ends = [0, 1, 70_000, MIB, MIB + 1, 3 * MIB - 1, 3 * MIB, bytes.length];
    const pieces = ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
    const joined = await joinPieces(pieces, never);
    expect(joined.equals(bytes)).toBe(true);
    expect(joined.buffer.byteLength).toBe(bytes.length);
    expect(pieces).toEqual([]);
  });

  it('joins what is small at once', () => {
    expect(joinPieces([], never)).toEqual(Buffer.alloc(0));
    expect(joinPieces([Buffer.from('a'), Buffer.from('b')], never)).toEqual(Buffer.from('ab'));
  });

  it('stops when its signal aborts', async () => {
    const abort = new AbortController();
    const joined = joinPieces([Buffer.alloc(8 * MIB)], abort.signal);
    abort.abort(new Error('enough'));
    await expect(joined).rejects.toThrow('enough');
  });
});

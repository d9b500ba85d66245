import { setImmediate as nextTurn } from 'node:timers/promises';

/** Bytes copied in one turn of the event loop: memory is first written here, which takes up to 5 ms a mebibyte. */
const BYTES_PER_TURN = 256 * 1024;

/**
 * The pieces as one buffer, which nothing else uses. They are taken out of the list as they are copied, so that their
 * memory is free again. Up to 256 KiB are joined at once. Rejects with the signal's reason.
 */
export function joinPieces(pieces: Uint8Array[], signal?: AbortSignal): Buffer | Promise<Buffer> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return length <= BYTES_PER_TURN ? Buffer.concat(pieces.splice(0), length) : joinInTurns(pieces, length, signal);
}

async function joinInTurns(pieces: Uint8Array[], length: number, signal?: AbortSignal): Promise<Buffer> {
  const joined = Buffer.allocUnsafeSlow(length);
  let at = 0;
  // From the end, because a list is shortened there without moving the rest.
  pieces.reverse();
  while (at < length) {
    await nextTurn();
    signal?.throwIfAborted();
    at = copyPieces(pieces, joined, at);
  }
  return joined;
}

/** Copies the next `BYTES_PER_TURN`, or what is left; returns where the copy ended. */
function copyPieces(reversed: Uint8Array[], joined: Buffer, from: number): number {
  let at = from;
  for (let room = BYTES_PER_TURN; room > 0;) {
    const piece = reversed.pop();
    if (piece === undefined) break;
    const part = piece.subarray(0, room);
    joined.set(part, at);
    at += part.length;
    room -= part.length;
    if (part.length < piece.length) reversed.push(piece.subarray(part.length));
  }
  return at;
}

import { leastStretchOf } from '../../../test/support/own-event-loop.js';
import { joinPieces } from './join-pieces.js';

describe('joinPieces', () => {
  it('keeps the event loop for less than 50 ms with the largest body there may be', async () => {
    const never = new AbortController().signal;
    const stretch = await leastStretchOf(async () => {
      const pieces = Array.from({ length: 512 }, () => Buffer.alloc(64 * 1024, 'a'));
      expect(await joinPieces(pieces, never)).toHaveLength(32 * 1024 * 1024);
    }, 50);
    expect(stretch).toBeLessThan(50);
  });
});

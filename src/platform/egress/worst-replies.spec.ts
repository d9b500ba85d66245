import { leastStretchOf } from '../../../test/support/own-event-loop.js';
import { MOST_MS } from '../../../test/support/worst-input.js';
import { joinPieces } from './join-pieces.js';

describe('joinPieces', () => {
  it('hardly keeps the event loop with the largest body there may be', async () => {
    const never = new AbortController().signal;
    const stretch = await leastStretchOf(async () => {
      const pieces = Array.from({ length: 512 }, () => Buffer.alloc(64 * 1024, 'a'));
      expect(await joinPieces(pieces, never)).toHaveLength(32 * 1024 * 1024);
    }, MOST_MS);
    expect(stretch).toBeLessThan(MOST_MS);
  });
});

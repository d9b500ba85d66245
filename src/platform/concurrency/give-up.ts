/** Parts of a wait; a rest of the process shortens it by one of them at most. */
const PARTS = 10;

/**
 * Calls `giveUp` when a server has been silent for a time in milliseconds, and returns what stops that.
 *
 * After a rest of the process (a paused virtual machine, no free core) a plain timer runs before the answers that came
 * meanwhile are read, and so gives up a server that has long answered. This one counts its time in ten parts and reads
 * once more after the last: however long a rest takes, it counts as one part, and what came during it is read first.
 */
export function giveUpAfter(ms: number, giveUp: () => void): () => void {
  let left = PARTS;
  let last: NodeJS.Immediate | undefined;
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    last = setImmediate(giveUp);
  }, ms / PARTS);
  return () => {
    clearInterval(timer);
    clearImmediate(last);
  };
}

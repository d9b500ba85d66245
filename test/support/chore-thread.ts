import { serveThread } from '../../src/platform/threads/serve-thread.js';

/** A job of the thread that the tests of `ThreadPool` use. */
export type Chore =
  | { readonly echo: string }
  | { readonly throw: string }
  /** Keeps the thread busy for ever. */
  | { readonly spin: true }
  /** Needs more memory than any thread has. */
  | { readonly fill: true }
  | { readonly exit: number };

function work(chore: Chore): string {
  if ('echo' in chore) return chore.echo;
  if ('throw' in chore) throw new RangeError(chore.throw);
  if ('exit' in chore) process.exit(chore.exit);
  const hoard: number[][] = [];
  for (;;) if ('fill' in chore) hoard.push(new Array<number>(100_000).fill(hoard.length));
}

serveThread(work);

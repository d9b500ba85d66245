/** The watchdog's clock, in a thread of its own: see watchdog.ts. */
import { parentPort, workerData } from 'node:worker_threads';

interface Orders {
  readonly shared: SharedArrayBuffer;
  readonly silenceMs: number;
  /** Time that the main thread gets to answer and to end the process itself. */
  readonly lastWordsMs: number;
}

const BEAT = 0;
const { shared, silenceMs, lastWordsMs } = workerData as Orders;
const beats = new Int32Array(shared);

/** Whether a sign of life came within so many milliseconds. */
function hears(milliseconds: number): boolean {
  const seen = Atomics.load(beats, BEAT);
  return Atomics.wait(beats, BEAT, seen, milliseconds) !== 'timed-out';
}

// A process that was stopped and continued wakes up here late; it gets a moment to show that it lives.
while (hears(silenceMs) || hears(lastWordsMs));

parentPort?.postMessage('silent');
hears(2 * lastWordsMs);
process.kill(process.pid, 'SIGKILL');

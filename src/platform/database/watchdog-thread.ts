/** The watchdog's clock, in its own worker thread: see watchdog.ts. */
import { parentPort, workerData } from 'node:worker_threads';

interface WatchdogSettings {
  readonly shared: SharedArrayBuffer;
  readonly silenceMs: number;
  /** Time that the main thread has to send its last replies and to exit by itself. */
  readonly exitDelayMs: number;
}

const HEARTBEATS = 0;
const { shared, silenceMs, exitDelayMs } = workerData as WatchdogSettings;
const heartbeats = new Int32Array(shared);

/** Waits for a heartbeat for at most the given milliseconds. Returns whether one came. */
function waitForHeartbeat(milliseconds: number): boolean {
  const seen = Atomics.load(heartbeats, HEARTBEATS);
  return Atomics.wait(heartbeats, HEARTBEATS, seen, milliseconds) !== 'timed-out';
}

// A process that was stopped and continued wakes up here late; it gets a moment to send a heartbeat.
while (waitForHeartbeat(silenceMs) || waitForHeartbeat(exitDelayMs));

parentPort?.postMessage('silent');
waitForHeartbeat(2 * exitDelayMs);
process.kill(process.pid, 'SIGKILL');

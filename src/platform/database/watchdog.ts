import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Exit code of a process whose embedded database is dead (EX_SOFTWARE of sysexits.h); a supervisor restarts it. */
const EXIT_STORAGE = 70;

/** Time without a heartbeat after which the database is considered dead, in milliseconds. */
const SILENCE_MS = 30_000;
/** Time for the replies that report the failure to callers, in milliseconds. */
const EXIT_DELAY_MS = 1000;
const PROBE_MS = 5000;

/**
 * No space (53100) or an input/output error (58030): measured, the next query of the embedded database never returns.
 */
const FATAL = new Set(['53100', '58030']);

/** Index of the heartbeat counter that the main thread and the watchdog thread share. */
const HEARTBEATS = 0;

/** The database as the watchdog sees it. */
interface Watched {
  /** Resolves or rejects when the database responds. */
  probe(): Promise<unknown>;
  /** Called once when the database is dead, before the process exits: from then on callers must be refused. */
  markDead(): void;
}

/**
 * Ends the process when the embedded database is dead: 30 seconds without a heartbeat, or an error after which it
 * is known never to respond again. The exit code is 70.
 *
 * The clock runs in its own thread, since the main thread may be the one that is blocked. A blocked main thread
 * cannot choose an exit code, and no other thread can for it: then the watchdog thread kills the process with
 * SIGKILL.
 */
export class Watchdog {
  private readonly shared = new Int32Array(new SharedArrayBuffer(4));
  private readonly thread: Worker;
  private readonly timer: NodeJS.Timeout;
  private probing = false;
  private isDead = false;

  constructor(
    private readonly watched: Watched,
    silenceMs: number = SILENCE_MS,
  ) {
    this.thread = new Worker(join(__dirname, 'watchdog-thread.js'), {
      workerData: { shared: this.shared.buffer, silenceMs, exitDelayMs: EXIT_DELAY_MS },
    });
    this.thread.on('message', () => this.die('stopped responding'));
    this.thread.on('error', (error) => this.die(`lost its watchdog: ${error.message}`));
    this.thread.unref();
    this.timer = setInterval(() => this.probe(), Math.min(PROBE_MS, silenceMs / 3)).unref();
  }

  /** Records that the database responded just now. */
  heartbeat(): void {
    Atomics.add(this.shared, HEARTBEATS, 1);
    Atomics.notify(this.shared, HEARTBEATS);
  }

  /** Records an error of the database; ends the process when the database does not survive that error. */
  recordError(sqlState: string | undefined): void {
    if (sqlState !== undefined && FATAL.has(sqlState)) this.die(`failed with ${sqlState}`);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.thread.removeAllListeners();
    await this.thread.terminate();
  }

  /** Sends one probe at a time: an unanswered one is the silence that the thread measures. */
  private probe(): void {
    if (this.probing) return;
    this.probing = true;
    const answered = (): void => {
      this.probing = false;
      this.heartbeat();
    };
    this.watched.probe().then(answered, answered);
  }

  private die(reason: string): void {
    if (this.isDead) return;
    this.isDead = true;
    this.watched.markDead();
    process.stderr.write(`The embedded database ${reason}; the process ends with exit code ${EXIT_STORAGE}.\n`);
    setTimeout(() => process.exit(EXIT_STORAGE), EXIT_DELAY_MS);
  }
}

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Exit code of a process whose embedded database is dead (EX_SOFTWARE of sysexits.h); a supervisor starts it again. */
export const EXIT_STORAGE = 70;

/** Time without a sign of life after which the database is dead, in milliseconds (RELIABILITY 0, row 4). */
const SILENCE_MS = 30_000;
/** Time for the answers that tell callers so, in milliseconds. */
const LAST_WORDS_MS = 1000;
const PROBE_MS = 5000;

/** No space (53100) or an input/output error (58030): measured, the next query of the embedded database never returns. */
const FATAL = new Set(['53100', '58030']);

/** Thread and main thread share two numbers: signs of life so far, and whether the thread gave up. */
export const BEAT = 0;

/** What the watchdog watches: something that can be asked for a sign of life. */
export interface Watched {
  /** Resolves, or rejects, when the database answers. */
  probe(): Promise<unknown>;
  /** Called once when it is dead, before the process ends: from now on callers are to be refused. */
  markDead(): void;
}

/**
 * Ends the process when the embedded database is dead: 30 seconds without a sign of life, or an error after which it is
 * known never to answer again. The exit code is 70.
 *
 * The clock runs in a thread of its own, since the main thread may be what is silent. While that is blocked it cannot choose an
 * exit code and nothing else can for it: then the thread kills the process with SIGKILL.
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
      workerData: { shared: this.shared.buffer, silenceMs, lastWordsMs: LAST_WORDS_MS },
    });
    this.thread.on('message', () => this.die('gave no sign of life'));
    this.thread.on('error', (error) => this.die(`lost its watchdog: ${error.message}`));
    this.thread.unref();
    this.timer = setInterval(() => this.probe(), Math.min(PROBE_MS, silenceMs / 3)).unref();
  }

  /** Tells that the database answered just now. */
  beat(): void {
    Atomics.add(this.shared, BEAT, 1);
    Atomics.notify(this.shared, BEAT);
  }

  /** Tells of an error of the database; ends the process when it is one that the database does not survive. */
  recordError(sqlState: string | undefined): void {
    if (sqlState !== undefined && FATAL.has(sqlState)) this.die(`failed with ${sqlState}`);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.thread.removeAllListeners();
    await this.thread.terminate();
  }

  /** One question at a time: an unanswered one is the silence that the thread measures. */
  private probe(): void {
    if (this.probing) return;
    this.probing = true;
    const answered = (): void => {
      this.probing = false;
      this.beat();
    };
    this.watched.probe().then(answered, answered);
  }

  private die(why: string): void {
    if (this.isDead) return;
    this.isDead = true;
    this.watched.markDead();
    process.stderr.write(`The embedded database ${why}; the process ends with exit code ${EXIT_STORAGE}.\n`);
    setTimeout(() => process.exit(EXIT_STORAGE), LAST_WORDS_MS);
  }
}

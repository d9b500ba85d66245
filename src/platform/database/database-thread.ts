import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadAnswer, ThreadRequest } from './embedded-thread.js';

/** PostgreSQL's code for an input/output error. */
const IO_ERROR = '58030';

class ThreadDiedError extends Error {
  readonly code = IO_ERROR;
}

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  readonly onError: (sqlState: string) => void;
}

/** The thread of the embedded database, seen from the main thread. It executes one request after the other. */
export class DatabaseThread {
  private readonly waiting: Waiting[] = [];
  private death: ThreadDiedError | undefined;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (answer: ThreadAnswer) => this.answer(answer));
    worker.on('error', (error) => this.die(error.message));
    worker.on('exit', (code) => this.die(`exit code ${code}`));
    // A process whose work is done ends; requests that are under way keep it.
    worker.unref();
  }

  /** Opens the database in the directory. Throws what its start throws. */
  static async start(dataDir: string): Promise<DatabaseThread> {
    const worker = new Worker(join(__dirname, 'embedded-thread.js'), { workerData: { dataDir } });
    await once(worker, 'message');
    return new DatabaseThread(worker);
  }

  /** Executes protocol messages. `onError` hears of every error among the answers, before they are given. */
  execute(bytes: Buffer, onError: (sqlState: string) => void): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.death !== undefined) return reject(this.death);
      if (this.waiting.push({ resolve, reject, onError }) === 1) this.worker.ref();
      // A small buffer is a part of a larger one; the copy is handed over as it is.
      const own = new Uint8Array(bytes);
      this.worker.postMessage({ bytes: own } satisfies ThreadRequest, [own.buffer]);
    });
  }

  /** Closes the database after what was asked before. */
  async close(): Promise<void> {
    if (this.death !== undefined) return;
    this.worker.ref();
    const exit = once(this.worker, 'exit');
    this.worker.postMessage({ close: true } satisfies ThreadRequest);
    await exit;
  }

  private answer({ bytes, errors }: ThreadAnswer): void {
    const asked = this.waiting.shift();
    if (this.waiting.length === 0) this.worker.unref();
    for (const sqlState of errors) asked?.onError(sqlState);
    asked?.resolve(bytes);
  }

  private die(why: string): void {
    this.death ??= new ThreadDiedError(`The embedded database ended: ${why}`);
    for (const { reject, onError } of this.waiting.splice(0)) {
      onError(IO_ERROR);
      reject(this.death);
    }
  }
}

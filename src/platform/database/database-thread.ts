import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadReply, ThreadRequest } from './embedded-thread.js';

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

/** Main-thread side of the embedded database's worker thread. It executes one request after the other. */
export class DatabaseThread {
  private readonly waiting: Waiting[] = [];
  private death: ThreadDiedError | undefined;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (reply: ThreadReply) => this.reply(reply));
    worker.on('error', (error) => this.die(error.message));
    worker.on('exit', (code) => this.die(`exit code ${code}`));
    // The thread does not keep an idle process alive; pending requests do.
    worker.unref();
  }

  /** Opens the database in the directory. Throws the error of a failed start. */
  static async start(dataDir: string): Promise<DatabaseThread> {
    const worker = new Worker(join(__dirname, 'embedded-thread.js'), { workerData: { dataDir } });
    await once(worker, 'message');
    return new DatabaseThread(worker);
  }

  /**
   * Executes protocol messages. `onError` receives the SQLSTATE of every error in the reply, before the reply
   * resolves.
   */
  execute(bytes: Buffer, onError: (sqlState: string) => void): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.death !== undefined) return reject(this.death);
      if (this.waiting.push({ resolve, reject, onError }) === 1) this.worker.ref();
      // A small buffer is a slice of a pooled one; the copy is transferred without another copy.
      const own = new Uint8Array(bytes);
      this.worker.postMessage({ bytes: own } satisfies ThreadRequest, [own.buffer]);
    });
  }

  /** Closes the database after the requests sent before. */
  async close(): Promise<void> {
    if (this.death !== undefined) return;
    this.worker.ref();
    const exit = once(this.worker, 'exit');
    this.worker.postMessage({ close: true } satisfies ThreadRequest);
    await exit;
  }

  private reply({ bytes, errors }: ThreadReply): void {
    const request = this.waiting.shift();
    if (this.waiting.length === 0) this.worker.unref();
    for (const sqlState of errors) request?.onError(sqlState);
    request?.resolve(bytes);
  }

  private die(reason: string): void {
    this.death ??= new ThreadDiedError(`The embedded database ended: ${reason}`);
    for (const { reject, onError } of this.waiting.splice(0)) {
      onError(IO_ERROR);
      reject(this.death);
    }
  }
}

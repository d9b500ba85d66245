import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RUN_TS } from './run-ts.js';

/** Bodies by a part of the path that asks for them; the first that fits is sent. */
export type Bodies = Readonly<Record<string, Uint8Array | string>>;

/**
 * A provider in a thread of its own, for tests of how long the main thread is kept: to send 32 MiB costs as much
 * processor time as to receive them.
 */
export class BodyServer {
  private constructor(
    private readonly thread: Worker,
    readonly origin: string,
  ) {}

  static async start(bodies: Bodies): Promise<BodyServer> {
    const thread = new Worker(join(__dirname, 'body-server.worker.ts'), { workerData: bodies, execArgv: [...RUN_TS] });
    const [port] = (await once(thread, 'message')) as [number];
    return new BodyServer(thread, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    await this.thread.terminate();
  }
}

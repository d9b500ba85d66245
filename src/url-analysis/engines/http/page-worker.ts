import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../platform/errors/app-error.js';
import type { PageFacts } from './page-facts.js';
import type { PageReply, PageRequest } from './page-thread.js';

export interface PageWorkerSettings {
  /** Maximum number of threads; each starts on demand and is then reused. */
  readonly threads: number;
  /** Maximum documents that wait for a thread; further ones are rejected with OVERLOADED. */
  readonly waiting: number;
  /** Time limit of one document in milliseconds, counted from when a ready thread takes it. */
  readonly timeoutMs: number;
  /** Heap limit of one thread in MiB. */
  readonly heapMiB: number;
  /** Node options of the threads. */
  readonly execArgv: readonly string[];
}

/** Milliseconds in which a thread must become ready; after that its document is rejected with OVERLOADED. */
const START_MS = 60_000;

/** Five seconds and 256 MiB per document. */
export const PAGE_WORKER_DEFAULTS: PageWorkerSettings = {
  threads: 2,
  waiting: 256,
  timeoutMs: 5_000,
  heapMiB: 256,
  execArgv: [],
};

interface Task {
  /** Copied when a thread takes it, because many documents may wait. */
  readonly body: Buffer;
  readonly charset: string | null;
  readonly signal: AbortSignal;
  readonly resolve: (facts: PageFacts) => void;
  readonly reject: (error: AppError) => void;
}

/** A thread starts with its first document and serves one at a time; after a timeout or a crash it is replaced. */
interface Thread {
  readonly worker: Worker;
  /** Resolves when its code is loaded; the time limit of a document starts after that. */
  readonly ready: Promise<void>;
  busy: boolean;
}

/**
 * Parses documents in worker threads, so that a hostile page blocks neither the event loop nor the process: it costs
 * its thread at most `timeoutMs` and `heapMiB`. Throws PARSE_TIMEOUT, PARSE_ERROR (memory, crash), OVERLOADED or
 * CANCELLED.
 */
export class PageWorker {
  private readonly settings: PageWorkerSettings;
  private readonly queue: Task[] = [];
  private readonly threads = new Set<Thread>();
  private nextId = 1;
  private closed = false;

  constructor(settings: Partial<PageWorkerSettings> = {}) {
    this.settings = { ...PAGE_WORKER_DEFAULTS, ...settings };
  }

  /** Parses one document; see `readPage`. */
  read(body: Buffer, charset: string | null, signal: AbortSignal): Promise<PageFacts> {
    if (this.closed) return Promise.reject(new AppError('SHUTTING_DOWN'));
    if (signal.aborted) return Promise.reject(new AppError('CANCELLED'));
    if (this.queue.length >= this.settings.waiting) return Promise.reject(new AppError('OVERLOADED'));
    return new Promise((resolve, reject) => {
      this.queue.push({ body, charset, signal, resolve, reject });
      this.next();
    });
  }

  /** Ends the threads; unfinished documents are rejected with SHUTTING_DOWN. Idempotent. */
  async close(): Promise<void> {
    this.closed = true;
    for (const task of this.queue.splice(0)) task.reject(new AppError('SHUTTING_DOWN'));
    await Promise.all([...this.threads].map((thread) => thread.worker.terminate()));
  }

  private next(): void {
    const idle = [...this.threads].find((thread) => !thread.busy);
    if (this.queue.length === 0 || this.closed) return;
    if (idle === undefined && this.threads.size >= this.settings.threads) return;
    const task = this.queue.shift();
    if (task === undefined) return;
    if (task.signal.aborted) {
      task.reject(new AppError('CANCELLED'));
      this.next();
      return;
    }
    this.run(idle ?? this.start(), task);
  }

  private start(): Thread {
    // Has the same extension as this file: JavaScript when built, TypeScript in tests.
    const worker = new Worker(join(__dirname, `page-thread${extname(__filename)}`), {
      execArgv: [...this.settings.execArgv],
      resourceLimits: { maxOldGenerationSizeMb: this.settings.heapMiB, stackSizeMb: 4 },
    });
    const ready = new Promise<void>((resolve) => worker.once('message', () => resolve()));
    const thread: Thread = { worker, ready, busy: false };
    worker.unref();
    this.threads.add(thread);
    worker.on('exit', () => {
      this.threads.delete(thread);
      this.next();
    });
    // A running task is notified of a crash through its own listener; without any listener the error would end the
    // process.
    worker.on('error', () => this.threads.delete(thread));
    return thread;
  }

  private run(thread: Thread, task: Task): void {
    const { worker } = thread;
    const request: PageRequest = { id: this.nextId++, body: new Uint8Array(task.body), charset: task.charset };
    const discard = (error: AppError): void => {
      finish(() => task.reject(error));
      this.threads.delete(thread);
      void worker.terminate().then(() => this.next());
    };
    let isOver = false;
    let timer = setTimeout(() => discard(new AppError('OVERLOADED')), START_MS);
    void thread.ready.then(() => {
      clearTimeout(timer);
      if (!isOver) timer = setTimeout(() => discard(new AppError('PARSE_TIMEOUT')), this.settings.timeoutMs);
    });
    const onAbort = (): void => discard(new AppError('CANCELLED'));
    const onError = (cause: Error): void => discard(crashed(cause));
    const onExit = (): void => discard(new AppError(this.closed ? 'SHUTTING_DOWN' : 'PARSE_ERROR'));
    const onMessage = (reply: PageReply): void => {
      if (reply === 'ready' || reply.id !== request.id) return;
      finish(() => {
        if ('facts' in reply) task.resolve(reply.facts);
        else task.reject(new AppError('PARSE_ERROR', undefined, { cause: new Error(reply.failure) }));
      });
      this.next();
    };
    const finish = (complete: () => void): void => {
      isOver = true;
      clearTimeout(timer);
      task.signal.removeEventListener('abort', onAbort);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      thread.busy = false;
      complete();
    };
    thread.busy = true;
    task.signal.addEventListener('abort', onAbort, { once: true });
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(request, [request.body.buffer as ArrayBuffer]);
  }
}

function crashed(cause: Error): AppError {
  const outOfMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new AppError('PARSE_ERROR', outOfMemory ? 'The document needs too much memory to read.' : undefined, {
    cause,
  });
}

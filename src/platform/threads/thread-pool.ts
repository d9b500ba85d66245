import { Worker } from 'node:worker_threads';
import { AppError } from '../errors/app-error.js';

export interface ThreadPoolOptions {
  /** Threads at most; default 2. They start when first needed. */
  readonly threads: number;
  /** Milliseconds after which an idle thread ends and gives back the heap it grew; default 10,000. */
  readonly idleMs: number;
  /** Milliseconds for one document, counted from when a thread that is ready takes it; default 5,000. */
  readonly timeoutMs: number;
  /** Heap of one thread in MiB; default 256. */
  readonly memoryMb: number;
  /** Milliseconds in which a thread must become ready; after them its document is refused with OVERLOADED. Default 60,000. */
  readonly startMs: number;
  /** Documents that may wait; more are refused with OVERLOADED. Default 1,000. */
  readonly waiting: number;
  /** File a thread runs and its Node flags; tests run the TypeScript source. */
  readonly entry: string;
  readonly execArgv: readonly string[];
}

const DEFAULTS: Omit<ThreadPoolOptions, 'entry'> = {
  threads: 2,
  idleMs: 10_000,
  timeoutMs: 5_000,
  startMs: 60_000,
  memoryMb: 256,
  waiting: 1_000,
  execArgv: [],
};

interface Job<Input, Output> {
  readonly input: Input;
  readonly resolve: (result: Output) => void;
  readonly reject: (error: Error) => void;
  readonly signal: AbortSignal | undefined;
  onAbort: (() => void) | undefined;
}

interface Thread<Input, Output> {
  readonly worker: Worker;
  job: Job<Input, Output> | null;
  /** Its code is loaded; until then no page's time runs. */
  isReady: boolean;
  /** Ends the thread: when it does not become ready, when its page takes too long, or when it has had none for long. */
  timer: NodeJS.Timeout | undefined;
  id: number;
}

type Reply<Output> =
  'ready' | { readonly id: number; readonly result: Output } | { readonly id: number; readonly fault: string };

/**
 * Reads documents off the main thread, a few at a time, each within time and memory: a document made to hurt costs itself and
 * a thread, which is replaced. The file that a thread runs posts `ready` once it is loaded, then answers each message `{ id,
 * input }` with `{ id, result }` or `{ id, fault }`.
 *
 * A job waits, then runs in a thread, then ends in exactly one of: its result, PARSE_TIMEOUT, PARSE_ERROR (out of memory
 * or a fault of ours), OVERLOADED (too many wait, or no thread became ready), CANCELLED by its signal or by `close`.
 */
export class ThreadPool<Input, Output> {
  private readonly options: ThreadPoolOptions;
  private readonly threads = new Set<Thread<Input, Output>>();
  private readonly queue: Job<Input, Output>[] = [];
  private closed = false;

  constructor(options: Partial<ThreadPoolOptions> & Pick<ThreadPoolOptions, 'entry'>) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** Threads there are now. */
  get size(): number {
    return this.threads.size;
  }

  /** What a thread makes of the input. Throws AppError PARSE_TIMEOUT, PARSE_ERROR, OVERLOADED or CANCELLED. */
  run(input: Input, signal?: AbortSignal): Promise<Output> {
    if (this.closed || signal?.aborted) return Promise.reject(new AppError('CANCELLED'));
    if (this.queue.length >= this.options.waiting)
      return Promise.reject(new AppError('OVERLOADED', 'Too many documents are waiting to be read.'));
    return new Promise((resolve, reject) => {
      const job: Job<Input, Output> = { input, resolve, reject, signal, onAbort: undefined };
      job.onAbort = () => this.abort(job);
      signal?.addEventListener('abort', job.onAbort, { once: true });
      this.queue.push(job);
      this.next();
    });
  }

  /** Ends all threads; jobs not done are cancelled. May be called again. */
  async close(): Promise<void> {
    this.closed = true;
    for (const job of this.queue.splice(0)) this.settle(job, new AppError('CANCELLED'));
    await Promise.all([...this.threads].map((thread) => this.drop(thread, new AppError('CANCELLED'))));
  }

  private next(): void {
    if (this.closed || this.queue.length === 0) return;
    const idle =
      [...this.threads].find((thread) => thread.job === null) ??
      (this.threads.size < this.options.threads ? this.start() : null);
    const job = idle ? this.queue.shift() : undefined;
    if (!idle || !job) return;
    idle.job = job;
    idle.id++;
    if (idle.isReady) this.limit(idle, 'PARSE_TIMEOUT', this.options.timeoutMs);
    else this.limit(idle, 'OVERLOADED', this.options.startMs);
    idle.worker.ref();
    idle.worker.postMessage({ id: idle.id, input: job.input });
  }

  private limit(thread: Thread<Input, Output>, code: 'PARSE_TIMEOUT' | 'OVERLOADED', ms: number): void {
    clearTimeout(thread.timer);
    thread.timer = setTimeout(() => void this.drop(thread, new AppError(code)), ms);
  }

  private start(): Thread<Input, Output> {
    const worker = new Worker(this.options.entry, {
      execArgv: [...this.options.execArgv],
      resourceLimits: { maxOldGenerationSizeMb: this.options.memoryMb },
      // a library's warnings are not ours to print
      stderr: true,
    });
    const thread: Thread<Input, Output> = { worker, job: null, isReady: false, timer: undefined, id: 0 };
    worker.unref();
    worker.on('message', (reply: Reply<Output>) => this.done(thread, reply));
    worker.on('error', () => void this.drop(thread, new AppError('PARSE_ERROR')));
    worker.on('exit', () => void this.drop(thread, new AppError('PARSE_ERROR')));
    this.threads.add(thread);
    return thread;
  }

  private done(thread: Thread<Input, Output>, reply: Reply<Output>): void {
    if (reply === 'ready') {
      thread.isReady = true;
      if (thread.job) this.limit(thread, 'PARSE_TIMEOUT', this.options.timeoutMs);
      return;
    }
    if (reply.id !== thread.id || !thread.job) return;
    const job = thread.job;
    thread.job = null;
    clearTimeout(thread.timer);
    thread.worker.unref();
    thread.timer = setTimeout(() => void this.drop(thread, new AppError('CANCELLED')), this.options.idleMs).unref();
    this.settle(job, 'result' in reply ? reply.result : new AppError('PARSE_ERROR'));
    this.next();
  }

  private async drop(thread: Thread<Input, Output>, error: AppError): Promise<void> {
    if (!this.threads.delete(thread)) return;
    clearTimeout(thread.timer);
    const job = thread.job;
    thread.job = null;
    if (job) this.settle(job, error);
    this.next();
    await thread.worker.terminate();
  }

  private abort(job: Job<Input, Output>): void {
    const waiting = this.queue.indexOf(job);
    if (waiting >= 0) {
      this.queue.splice(waiting, 1);
      this.settle(job, new AppError('CANCELLED'));
      return;
    }
    const thread = [...this.threads].find((one) => one.job === job);
    if (thread) void this.drop(thread, new AppError('CANCELLED'));
  }

  private settle(job: Job<Input, Output>, result: Output | AppError): void {
    if (job.onAbort) job.signal?.removeEventListener('abort', job.onAbort);
    if (result instanceof AppError) job.reject(result);
    else job.resolve(result);
  }
}

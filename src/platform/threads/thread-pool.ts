import { Worker } from 'node:worker_threads';
import { AppError } from '../errors/app-error.js';
import { whenAborted } from '../concurrency/abort.js';
import type { ThreadReply, ThreadRequest } from './serve-thread.js';

export interface ThreadPoolOptions {
  /** Threads at most; default 2. They start when first needed. */
  readonly threads: number;
  /** Milliseconds after which an idle thread ends and gives back the heap it grew; default 10,000. */
  readonly idleMs: number;
  /** Milliseconds for one document, counted from when a thread that is ready takes it; default 5,000. */
  readonly timeoutMs: number;
  /** Heap of one thread in MiB; default 256. */
  readonly memoryMb: number;
  /**
   * Milliseconds in which a thread must become ready; after them its document is refused with OVERLOADED. Default
   * 60,000.
   */
  readonly startMs: number;
  /** Documents that may wait; more are refused with OVERLOADED. Default 1,000. */
  readonly waiting: number;
  /** Bytes of the documents that may wait; with more they are refused with OVERLOADED. Default 128 MiB. */
  readonly waitingBytes: number;
  /** File a thread runs and its Node flags; tests run the TypeScript source. */
  readonly entry: string;
  readonly execArgv: readonly string[];
}

/** What a pool needs to know of its jobs. */
interface ThreadJobs<Input> {
  /** Size in bytes of one input, as `waitingBytes` counts it. */
  readonly sizeOf: (input: Input) => number;
  /**
   * The bytes in an input that nobody needs but the thread: they are handed over, which takes no time whatever their
   * size; everything else is copied.
   */
  readonly handedOver?: (input: Input) => Uint8Array;
}

const DEFAULTS: Omit<ThreadPoolOptions, 'entry'> = {
  threads: 2,
  idleMs: 10_000,
  timeoutMs: 5_000,
  startMs: 60_000,
  memoryMb: 256,
  waiting: 1_000,
  waitingBytes: 128 * 1024 * 1024,
  execArgv: [],
};

interface Job<Input, Output> {
  readonly input: Input;
  readonly bytes: number;
  readonly resolve: (result: Output) => void;
  readonly reject: (error: Error) => void;
  /** Withdraws it from the signal of its caller. */
  forget?: () => void;
}

interface Thread<Input, Output> {
  readonly worker: Worker;
  job: Job<Input, Output> | null;
  /** Its code is loaded; until then no document's time runs. */
  isReady: boolean;
  /**
   * Ends the thread: when it does not become ready, when its document takes too long, or when it has had none for long.
   */
  timer: NodeJS.Timeout | undefined;
  id: number;
}

/**
 * Reads documents off the main thread, a few at a time, each within time and memory: a hostile document costs itself
 * and a thread, which is replaced. The file that a thread runs ends with `serveThread`.
 *
 * A job waits, then runs in a thread, then ends in exactly one of: its result, PARSE_TIMEOUT, PARSE_ERROR (the thread
 * ran out of memory or ended, or its code threw; the cause says which), OVERLOADED (too many wait, or no thread became
 * ready), CANCELLED by its signal, SHUTTING_DOWN by `close`.
 */
export class ThreadPool<Input, Output> {
  private readonly options: ThreadPoolOptions & ThreadJobs<Input>;
  private readonly threads = new Set<Thread<Input, Output>>();
  private readonly queue: Job<Input, Output>[] = [];
  private queuedBytes = 0;
  private closed = false;

  constructor(options: Partial<ThreadPoolOptions> & Pick<ThreadPoolOptions, 'entry'> & ThreadJobs<Input>) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** Threads there are now. */
  get size(): number {
    return this.threads.size;
  }

  /**
   * The result of a thread for the input, which is copied when a thread takes it, or handed over.
   * @throws AppError PARSE_TIMEOUT, PARSE_ERROR, OVERLOADED, CANCELLED or SHUTTING_DOWN.
   */
  run(input: Input, signal?: AbortSignal): Promise<Output> {
    if (this.closed) return Promise.reject(new AppError('SHUTTING_DOWN'));
    if (signal?.aborted) return Promise.reject(new AppError('CANCELLED'));
    const bytes = this.options.sizeOf(input);
    if (this.isFull(bytes))
      return Promise.reject(new AppError('OVERLOADED', 'Too many documents are waiting to be read.'));
    return new Promise((resolve, reject) => {
      const job: Job<Input, Output> = { input, bytes, resolve, reject };
      if (signal !== undefined) job.forget = whenAborted(signal, () => this.abort(job));
      this.queue.push(job);
      this.queuedBytes += bytes;
      this.next();
    });
  }

  /** Ends all threads; jobs not done end with SHUTTING_DOWN. May be called again. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.queue.length > 0) this.finish(this.dequeue(0), new AppError('SHUTTING_DOWN'));
    await Promise.all([...this.threads].map((thread) => this.drop(thread, new AppError('SHUTTING_DOWN'))));
  }

  /** A document larger than all of `waitingBytes` may wait alone. */
  private isFull(bytes: number): boolean {
    const { waiting, waitingBytes } = this.options;
    return this.queue.length >= waiting || (this.queue.length > 0 && this.queuedBytes + bytes > waitingBytes);
  }

  private dequeue(at: number): Job<Input, Output> | undefined {
    const [job] = this.queue.splice(at, 1);
    this.queuedBytes -= job?.bytes ?? 0;
    return job;
  }

  private next(): void {
    if (this.closed || this.queue.length === 0) return;
    const idle =
      [...this.threads].find((thread) => thread.job === null) ??
      (this.threads.size < this.options.threads ? this.start() : null);
    const job = idle ? this.dequeue(0) : undefined;
    if (!idle || !job) return;
    idle.job = job;
    idle.id++;
    if (idle.isReady) this.limit(idle, 'PARSE_TIMEOUT', this.options.timeoutMs);
    else this.limit(idle, 'OVERLOADED', this.options.startMs);
    idle.worker.ref();
    const request = { id: idle.id, input: job.input } satisfies ThreadRequest<Input>;
    idle.worker.postMessage(request, transferable(this.options.handedOver?.(job.input)));
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
    worker.on('message', (reply: ThreadReply<Output>) => this.done(thread, reply));
    worker.on('error', (cause: Error) => void this.drop(thread, crashed(cause)));
    worker.on('exit', (code) => void this.drop(thread, crashed(new Error(`the thread ended with code ${code}`))));
    this.threads.add(thread);
    return thread;
  }

  private done(thread: Thread<Input, Output>, reply: ThreadReply<Output>): void {
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
    this.finish(job, 'result' in reply ? reply.result : crashed(new Error(reply.fault)));
    this.next();
  }

  private async drop(thread: Thread<Input, Output>, error: AppError): Promise<void> {
    if (!this.threads.delete(thread)) return;
    clearTimeout(thread.timer);
    const job = thread.job;
    thread.job = null;
    if (job) this.finish(job, error);
    this.next();
    await thread.worker.terminate();
  }

  private abort(job: Job<Input, Output>): void {
    const waiting = this.queue.indexOf(job);
    if (waiting >= 0) {
      this.finish(this.dequeue(waiting), new AppError('CANCELLED'));
      return;
    }
    const thread = [...this.threads].find((one) => one.job === job);
    if (thread) void this.drop(thread, new AppError('CANCELLED'));
  }

  private finish(job: Job<Input, Output> | undefined, result: Output | AppError): void {
    if (job === undefined) return;
    job.forget?.();
    if (result instanceof AppError) job.reject(result);
    else job.resolve(result);
  }
}

/** The memory of the bytes when it holds nothing else; small buffers share theirs. */
function transferable(bytes: Uint8Array | undefined): ArrayBuffer[] {
  if (bytes === undefined || !(bytes.buffer instanceof ArrayBuffer)) return [];
  return bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer] : [];
}

/** The error of a document that ended its thread, or whose reading threw. */
function crashed(cause: Error): AppError {
  const isMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const message = isMemory ? 'The document needs too much memory to read.' : undefined;
  return new AppError('PARSE_ERROR', message, { cause });
}

import { Inject, Injectable } from '@nestjs/common';
import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { RedisLink } from '../../platform/redis/redis-link.js';
import { WakeupQueue } from './wakeup-queue.js';
import { WakeupSlots } from './wakeup-slots.js';

/** Payload of a wake-up job. The worker that handles it claims the best runnable batch, which need not be this one. */
export interface Wakeup {
  readonly batchId: number;
}

/**
 * Tokens of the two Bull queues: both are the queue `batches`; the producer fails fast, the consumer waits for Redis.
 */
export const PRODUCER = 'batches-producer';
export const CONSUMER = 'batches-consumer';

/** Job options: one attempt, and the job is removed from Redis when it ends. */
const ONCE = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;
/**
 * Longest wait for Bull when the process stops, in milliseconds: `close()` may never resolve when Redis is unreachable.
 */
const CLOSING_MS = 5000;
/** The same for the start of a consumer that is being closed. */
const STARTING_MS = 500;
/** Interval at which a worker polls for work without a wake-up, in milliseconds: Redis may lose wake-ups. */
const POLL_MS = 2000;
/** Most wake-ups queued in Redis. More would add nothing: each one makes a worker run until no batch is runnable. */
const MAX_QUEUED_WAKEUPS = 10_000;
/** Interval at which the queued wake-ups are counted, in milliseconds. */
const COUNT_MS = 1000;

/**
 * Wake-ups between processes, as Bull jobs through `@nestjs/bull`. A job occupies a slot of its worker until it has
 * been handled, so that further wake-ups go to processes with free slots. Only the `bull-*` files of this folder use
 * Bull.
 */
@Injectable()
export class BullWakeupQueue extends WakeupQueue {
  private slots: WakeupSlots | undefined;
  private polling: NodeJS.Timeout | undefined;
  private countedAt = Number.NEGATIVE_INFINITY;
  private isFull = false;

  constructor(
    @Inject(getQueueToken(PRODUCER)) private readonly producer: Queue<Wakeup>,
    @Inject(getQueueToken(CONSUMER)) private readonly consumer: Queue<Wakeup>,
    private readonly link: RedisLink,
    private readonly log: AppLogger,
  ) {
    super();
    for (const queue of [producer, consumer]) {
      queue.on('error', (error) => link.logError(error));
      Object.assign(queue, {
        // @nestjs/bull would close its queues without a time limit, and hang when Redis is unreachable.
        onApplicationShutdown: () => undefined,
        // Bull ignores the result of setting its connection's name; the rejection of a closed connection would be
        // unhandled and end the process.
        setWorkerName: () => Promise.resolve(),
      });
    }
    // Bull connects on first use, and a fail-fast connection rejects commands until it is ready.
    void producer.client;
    link.beforeClose(async () => {
      // Whoever closes without a stop would poll on, and the timer would keep the process from ending.
      clearInterval(this.polling);
      // Bull means to wait for this, but does not: a consumer that is closed while it starts sets its timers
      // afterwards.
      const { _initializingProcess: starting } = consumer as { readonly _initializingProcess?: Promise<unknown> };
      if (starting !== undefined) await within(STARTING_MS, starting);
      await within(CLOSING_MS, Promise.all([producer.close(), consumer.close()]));
    });
  }

  wakeUp(batchId: number, delayMs = 0): void {
    outsideTransaction(() => void this.add(batchId, Math.max(0, delayMs)));
  }

  start(handler: () => Promise<void>, concurrency: number): Promise<void> {
    const slots = new WakeupSlots(handler, concurrency, (error) =>
      this.log.error('wake-up handler failed', { error: String(error) }),
    );
    this.slots = slots;
    // Resolves when the queue is closed; waits while Redis is unreachable.
    this.consumer.process(concurrency, () => slots.take()).catch((error: unknown) => this.link.logError(error));
    this.polling = setInterval(() => {
      if (slots.free > 0) void slots.take();
    }, POLL_MS);
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    clearInterval(this.polling);
    this.slots = undefined;
    await within(CLOSING_MS, this.consumer.pause(true, true));
  }

  private async add(batchId: number, delay: number): Promise<void> {
    try {
      if (await this.isQueueFull()) return;
      await this.producer.add({ batchId }, { ...ONCE, delay });
    } catch (error) {
      this.link.logError(error);
      // No other process learns of the batch before the reconciler runs, so this one tries with its own free slots.
      if (delay === 0) void this.slots?.take();
    }
  }

  /** Bounds the queue: reconcilers keep adding wake-ups while no worker runs. */
  private async isQueueFull(): Promise<boolean> {
    const now = performance.now();
    if (now - this.countedAt > COUNT_MS) {
      this.countedAt = now;
      const [waiting, delayed] = await Promise.all([this.producer.getWaitingCount(), this.producer.getDelayedCount()]);
      this.isFull = waiting + delayed >= MAX_QUEUED_WAKEUPS;
    }
    return this.isFull;
  }
}

/** Waits for Bull at most so many milliseconds; ignores its errors, since the process is stopping. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}

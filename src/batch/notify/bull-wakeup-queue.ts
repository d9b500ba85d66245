import { Inject, Injectable } from '@nestjs/common';
import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { RedisLink } from '../../platform/redis/redis-link.js';
import { WakeupQueue } from './wakeup-queue.js';
import { WakeupSlots } from './wakeup-slots.js';

/** What a bell carries; whoever answers it takes the best runnable batch, not this one. */
export interface Wakeup {
  readonly batchId: number;
}

/** Tokens of the two Bull queues: both are the queue `batches`, with connections of different manners. */
export const PRODUCER = 'batches-ringing';
export const CONSUMER = 'batches-hearing';

/** A bell is tried once and leaves nothing behind. */
const ONCE = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;
/** Longest wait for the answer of Bull when the process stops, in milliseconds; `close()` of a dead Redis may never end. */
const CLOSING_MS = 5000;
/** How often a worker looks for work although no bell came, in milliseconds: Redis may lose any of them. */
const POLL_MS = 2000;
/** With this many bells in Redis more would change nothing: every one makes a worker work until nothing is runnable. */
const ENOUGH_WAKEUPS = 10_000;
/** How often the bells in Redis are counted, in milliseconds. */
const COUNT_MS = 1000;

/**
 * Bells between processes, by Bull through `@nestjs/bull`. A job carries the id of a batch and occupies a place in its worker
 * until the bell has been answered, so that further bells go to processes with free places. This and the files beside it are
 * the only ones that know Bull.
 */
@Injectable()
export class BullWakeupQueue extends WakeupQueue {
  private slots: WakeupSlots | undefined;
  private polling: NodeJS.Timeout | undefined;
  private countedAt = Number.NEGATIVE_INFINITY;
  private isFull = false;

  constructor(
    @Inject(getQueueToken(PRODUCER)) private readonly ringing: Queue<Wakeup>,
    @Inject(getQueueToken(CONSUMER)) private readonly hearing: Queue<Wakeup>,
    private readonly link: RedisLink,
    private readonly log: AppLogger,
  ) {
    super();
    for (const queue of [ringing, hearing]) {
      queue.on('error', (error) => link.note(error));
      Object.assign(queue, {
        // @nestjs/bull would close its queues without a limit and wait for ever for a Redis that is gone.
        onApplicationShutdown: () => undefined,
        // Bull names its connection without looking at the result; a connection that closes would end the process.
        setWorkerName: () => Promise.resolve(),
      });
    }
    // Bull connects when it is first used, and a hasty connection refuses what comes before it is there.
    void ringing.client;
    link.beforeClose(() => inTime(Promise.all([ringing.close(), hearing.close()])));
  }

  wakeUp(batchId: number, delayMs = 0): void {
    outsideTransaction(() => void this.add(batchId, Math.max(0, delayMs)));
  }

  start(answer: () => Promise<void>, concurrency: number): Promise<void> {
    const hands = new WakeupSlots(answer, concurrency, (error) =>
      this.log.error('a bell was answered with an error', { error: String(error) }),
    );
    this.slots = hands;
    // Resolves when the queue is closed; until Redis is there it waits.
    this.hearing.process(concurrency, () => hands.take()).catch((error: unknown) => this.link.note(error));
    this.polling = setInterval(() => {
      if (hands.free > 0) void hands.take();
    }, POLL_MS);
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    clearInterval(this.polling);
    this.slots = undefined;
    await inTime(this.hearing.pause(true, true));
  }

  private async add(batchId: number, delay: number): Promise<void> {
    try {
      if (await this.hasEnough()) return;
      await this.ringing.add({ batchId }, { ...ONCE, delay });
    } catch (error) {
      this.link.note(error);
      // Nobody else will hear of it before the reconciler looks; this process may have a hand free.
      if (delay === 0) void this.slots?.take();
    }
  }

  /** Reconcilers go on ringing while no worker runs; the bells that wait are bounded all the same. */
  private async hasEnough(): Promise<boolean> {
    const now = performance.now();
    if (now - this.countedAt > COUNT_MS) {
      this.countedAt = now;
      const [waiting, delayed] = await Promise.all([this.ringing.getWaitingCount(), this.ringing.getDelayedCount()]);
      this.isFull = waiting + delayed >= ENOUGH_WAKEUPS;
    }
    return this.isFull;
  }
}

/** Waits for Bull, but not for ever; its faults no longer matter. */
async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSING_MS);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}

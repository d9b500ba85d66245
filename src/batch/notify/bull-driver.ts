import { BullModule } from '@nestjs/bull';
import type { DynamicModule } from '@nestjs/common';
import type { QueueOptions } from 'bull';
import { RedisLink, type ConnectionMode } from '../../platform/redis/redis-link.js';
import { CONSUMER, PRODUCER } from './bull-wakeup-queue.js';

/**
 * The Bull queue of the service, in Redis under `batchwright:batches:…`. Asking for the version would connect at once.
 */
const QUEUE = { name: 'batches', prefix: 'batchwright', skipVersionCheck: true } as const;

/** The same queue, opened twice: the producer's connection fails fast, the consumer's waits for Redis. */
export const bullQueues = (): DynamicModule =>
  BullModule.registerQueueAsync(
    { name: PRODUCER, inject: [RedisLink], useFactory: (link: RedisLink) => options(link, 'failFast') },
    { name: CONSUMER, inject: [RedisLink], useFactory: (link: RedisLink) => options(link, 'blocking') },
  );

function options(link: RedisLink, mode: ConnectionMode): QueueOptions & { readonly name: string } {
  return {
    ...QUEUE,
    // Bull opens its subscriber and blocking connections when it needs them; in both queues they must wait for Redis.
    createClient: (type) => link.client(type === 'client' ? mode : 'blocking'),
    // A stalled wake-up is not repeated by Bull; the reconciler sends another one.
    settings: { retryProcessDelay: 1000, maxStalledCount: 0 },
  };
}

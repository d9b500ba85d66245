import { BullModule } from '@nestjs/bull';
import type { DynamicModule } from '@nestjs/common';
import type { QueueOptions } from 'bull';
import { RedisLink, type RedisManner } from '../../platform/redis/redis-link.js';
import { CONSUMER, PRODUCER } from './bull-wakeup-queue.js';

/** The Bull queue of the service, in Redis under `batchwright:batches:…`. Asking for the version would connect at once. */
const QUEUE = { name: 'batches', prefix: 'batchwright', skipVersionCheck: true } as const;

/** One queue, opened twice: ringing must fail fast, hearing must be patient. */
export const bullQueues = (): DynamicModule =>
  BullModule.registerQueueAsync(
    { name: PRODUCER, inject: [RedisLink], useFactory: (link: RedisLink) => options(link, 'hasty') },
    { name: CONSUMER, inject: [RedisLink], useFactory: (link: RedisLink) => options(link, 'patient') },
  );

function options(link: RedisLink, manner: RedisManner): QueueOptions & { readonly name: string } {
  return {
    ...QUEUE,
    // Connections that block or subscribe must be patient in either queue; Bull opens them when it needs them.
    createClient: (type) => link.client(type === 'client' ? manner : 'patient'),
    // A bell that is heard twice changes nothing; one that stalled is rung again by the reconciler.
    settings: { retryProcessDelay: 1000, maxStalledCount: 0 },
  };
}

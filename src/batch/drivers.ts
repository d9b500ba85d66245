import type { Provider } from '@nestjs/common';
import { EventBus } from './events/event-bus.js';
import { LocalEventBus } from './events/local-event-bus.js';
import { BatchQueue } from './queue/batch-queue.js';
import { LocalQueue } from './queue/local-queue.js';

/** What carries bells and hints: this process, or Redis between processes. */
export type DistributionMode = 'local';

/** The drivers of each mode. The one place that knows them all. */
export const DRIVERS: Readonly<Record<DistributionMode, readonly Provider[]>> = {
  local: [
    { provide: BatchQueue, useClass: LocalQueue },
    { provide: EventBus, useClass: LocalEventBus },
  ],
};

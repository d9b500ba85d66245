import type { DynamicModule, Provider } from '@nestjs/common';
import type { AppConfig } from '../../platform/config/config.js';
import { ChangeBus } from './change-bus.js';
import { LocalChangeBus } from './local-change-bus.js';
import { WakeupQueue } from './wakeup-queue.js';
import { LocalWakeupQueue } from './local-wakeup-queue.js';

/**
 * Transport of wake-ups and change notices: `local` inside this process, `redis` between processes. `redis` when
 * `REDIS_URL` is set.
 */
type DistributionMode = 'local' | 'redis';
export const distributionMode = (config: AppConfig): DistributionMode =>
  config.redisUrl === undefined ? 'local' : 'redis';

/** The Nest modules and providers that a mode adds to the application. */
interface Driver {
  readonly imports: readonly DynamicModule[];
  readonly providers: readonly Provider[];
}

/** The drivers of each mode. Imports are dynamic, so that Bull is loaded in the mode `redis` only. */
export const DRIVERS: Readonly<Record<DistributionMode, () => Promise<Driver>>> = {
  local: () =>
    Promise.resolve({
      imports: [],
      providers: [
        { provide: WakeupQueue, useClass: LocalWakeupQueue },
        { provide: ChangeBus, useClass: LocalChangeBus },
      ],
    }),
  redis: async () => {
    const [{ bullQueues }, { BullWakeupQueue }, { RedisChangeBus }] = await Promise.all([
      import('./bull-driver.js'),
      import('./bull-wakeup-queue.js'),
      import('./redis-change-bus.js'),
    ]);
    return {
      imports: [bullQueues()],
      providers: [
        { provide: WakeupQueue, useClass: BullWakeupQueue },
        { provide: ChangeBus, useClass: RedisChangeBus },
      ],
    };
  },
};

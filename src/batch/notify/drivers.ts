import type { DynamicModule, Provider } from '@nestjs/common';
import type { AppConfig } from '../../platform/config/config.js';
import { ChangeBus } from './change-bus.js';
import { LocalChangeBus } from './local-change-bus.js';
import { WakeupQueue } from './wakeup-queue.js';
import { LocalWakeupQueue } from './local-wakeup-queue.js';

/** What carries bells and hints: this process, or Redis between processes. `REDIS_URL` is the switch. */
export type DistributionMode = 'local' | 'redis';
export const distributionMode = (config: AppConfig): DistributionMode =>
  config.redisUrl === undefined ? 'local' : 'redis';

/** What a mode adds to the application. */
export interface Driver {
  readonly imports: readonly DynamicModule[];
  readonly providers: readonly Provider[];
}

/** The drivers of each mode. The one place that knows them all; Bull is loaded only where it is used. */
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

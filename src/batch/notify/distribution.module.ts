import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { AppConfig } from '../../platform/config/config.js';
import { distributionMode, DRIVERS } from './drivers.js';
import { ChangeBus } from './change-bus.js';
import { WakeupQueue } from './wakeup-queue.js';

/** Provides wake-ups and change notices to the whole application, by the drivers of the configured mode. */
@Global()
@Module({})
export class DistributionModule {
  static async with(config: AppConfig): Promise<DynamicModule> {
    const { imports, providers } = await DRIVERS[distributionMode(config)]();
    return {
      module: DistributionModule,
      imports: [...imports],
      providers: [...providers],
      exports: [WakeupQueue, ChangeBus],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountsModule } from './accounts/accounts.module.js';
import { registeredFeatures } from './batch/model/kinds/feature.js';
import { DistributionModule } from './batch/notify/distribution.module.js';
import type { AppConfig } from './platform/config/config.js';
import type { RouteTable } from './platform/http/route-policy.js';
import { PlatformModule } from './platform/platform.module.js';
import { ServiceStatusModule } from './service-status/service-status.module.js';

/** The whole service: what all share, and the module of every registered feature. */
@Module({})
export class AppModule {
  static with(config: AppConfig, logger: Logger, routes: RouteTable): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, logger, routes),
        DistributionModule.with(config),
        AccountsModule,
        ServiceStatusModule,
        ...registeredFeatures().map(({ module }) => module),
      ],
    };
  }
}

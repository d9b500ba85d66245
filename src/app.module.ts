import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountsModule } from './accounts/accounts.module.js';
import { BatchOperationsModule } from './batch-operations/batch-operations.module.js';
import { DistributionModule } from './batch/notify/distribution.module.js';
import { CompanyExtractionModule } from './company-extraction/company-extraction.module.js';
import { ContactAnalysisModule } from './contact-analysis/contact-analysis.module.js';
import type { AppConfig } from './platform/config/config.js';
import type { RouteTable } from './platform/http/route-policy.js';
import { PlatformModule } from './platform/platform.module.js';
import { ProfileIngestionModule } from './profile-ingestion/profile-ingestion.module.js';
import { ServiceStatusModule } from './service-status/service-status.module.js';
import { UrlAnalysisModule } from './url-analysis/url-analysis.module.js';

/** The only list of features. */
const FEATURES = [
  BatchOperationsModule,
  CompanyExtractionModule,
  ContactAnalysisModule,
  UrlAnalysisModule,
  ProfileIngestionModule,
];

/** The whole service. */
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
        ...FEATURES,
      ],
    };
  }
}

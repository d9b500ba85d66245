import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { BatchModule } from '../batch/batch.module.js';
import { CompanyBatchController } from './company-batch.controller.js';
import { CompanyBatchQueries } from './company-batch-queries.js';
import { CompanyBatchService } from './company-batch.service.js';
import { CompanyControlController } from './company-control.controller.js';
import { CompanyExport } from './company-export.js';
import { CompanyExtractionHandler } from './company-extraction.handler.js';
import { CompanySources } from './company-sources.js';
import { CompanyStats } from './company-stats.js';
import { CompanyStatsController } from './company-stats.controller.js';
import { CompanyStatsQueries } from './company-stats-queries.js';
import { CompanyStore } from './company-store.js';
import { CompanyController } from './company.controller.js';
import { CompanyService } from './company.service.js';
import { ExtractCompany } from './extract-company.js';
import { CompanyPipeline } from './pipeline.js';
import { ResourceUse } from './resource-use.js';
import { StoredCache } from './stored-cache.js';

/** S3: extracts companies out of public sources. Exports what profile ingestion may use of it. */
@Module({
  imports: [AccountsModule, BatchModule],
  controllers: [CompanyController, CompanyStatsController, CompanyBatchController, CompanyControlController],
  providers: [
    CompanyBatchQueries,
    CompanyBatchService,
    CompanyExport,
    CompanyExtractionHandler,
    CompanyService,
    CompanySources,
    CompanyStats,
    CompanyStatsQueries,
    CompanyStore,
    ExtractCompany,
    ResourceUse,
    StoredCache,
    {
      provide: CompanyPipeline,
      inject: [CompanySources, StoredCache],
      useFactory: (sources: CompanySources, cache: StoredCache) =>
        new CompanyPipeline({
          sites: sources.sites,
          wikidata: sources.wikidata,
          search: sources.brave,
          sources: {
            gleif: sources.gleif,
            sec: sources.sec,
            wikipedia: sources.wikipedia,
            people_data_labs: sources.peopleDataLabs,
          },
          cache,
          now: () => new Date(),
        }),
    },
  ],
  exports: [CompanyService],
})
export class CompanyExtractionModule {}

import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { BatchModule } from '../batch/batch.module.js';
import { CompanyExtractionController } from './api/company-extraction.controller.js';
import { CompanyBatchQueries } from './store/company-batch-queries.js';
import { CompanyExtractionService } from './api/company-extraction.service.js';
import { CompanyControlController } from './api/company-control.controller.js';
import { CompanyExport } from './api/company-export.js';
import { CompanyExtractionHandler } from './kind/company-extraction.handler.js';
import { CompanyModel } from './extraction/company-model.js';
import { CompanySources } from './extraction/company-sources.js';
import { CompanySpending } from './api/company-spending.js';
import { CompanyStats } from './api/company-stats.js';
import { CompanyStatsController } from './api/company-stats.controller.js';
import { CompanyStatsQueries } from './store/company-stats-queries.js';
import { CompanyStore } from './store/company-store.js';
import { CompanyController } from './api/company.controller.js';
import { Companies } from './companies.js';
import { ExtractCompany } from './api/extract-company.js';
import { PaidSources } from './extraction/paid-sources.js';
import { CompanyPipeline } from './extraction/pipeline.js';
import { HostLoad } from './api/host-load.js';
import { CompanyCacheStore } from './store/company-cache-store.js';

/** Company extraction: the companies API, its batch kind and its sources. Exports what profile ingestion uses. */
@Module({
  imports: [AccountsModule, BatchModule],
  controllers: [CompanyController, CompanyStatsController, CompanyExtractionController, CompanyControlController],
  providers: [
    CompanyBatchQueries,
    CompanyExtractionService,
    CompanyExport,
    CompanyExtractionHandler,
    CompanyModel,
    Companies,
    CompanySources,
    CompanySpending,
    CompanyStats,
    CompanyStatsQueries,
    CompanyStore,
    ExtractCompany,
    HostLoad,
    PaidSources,
    CompanyCacheStore,
    {
      provide: CompanyPipeline,
      inject: [CompanySources, CompanyCacheStore, CompanyModel],
      useFactory: (sources: CompanySources, cache: CompanyCacheStore, model: CompanyModel) =>
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
          model,
          now: () => new Date(),
        }),
    },
  ],
  exports: [Companies],
})
export class CompanyExtractionModule {}

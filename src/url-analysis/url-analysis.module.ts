import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { CachedResults } from './cached-results.js';
import { UrlAnalysisController } from './url-analysis.controller.js';
import { UrlAnalysisHandler } from './url-analysis.handler.js';
import { UrlAnalysisService } from './url-analysis.service.js';
import { UrlEngines } from './url-engines.js';
import { UrlJobQueries } from './url-job-queries.js';
import { UrlJobReader } from './url-job-reader.js';
import { UrlReportQueries } from './url-report-queries.js';
import { UrlReportsController } from './url-reports.controller.js';
import { UrlReportsService } from './url-reports.service.js';
import { UrlStatusStore } from './url-status-store.js';

/** S2: analysis of URLs in batches, by three engines. */
@Module({
  imports: [BatchModule],
  controllers: [UrlAnalysisController, UrlReportsController],
  providers: [
    CachedResults,
    UrlAnalysisHandler,
    UrlAnalysisService,
    UrlEngines,
    UrlJobQueries,
    UrlJobReader,
    UrlReportQueries,
    UrlReportsService,
    UrlStatusStore,
  ],
  exports: [UrlAnalysisService],
})
export class UrlAnalysisModule {}

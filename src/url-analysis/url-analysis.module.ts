import { Module, type OnModuleInit } from '@nestjs/common';
import { FigureSums } from '../batch/maintenance/figure-sums.js';
import { BatchModule } from '../batch/batch.module.js';
import { CachedResultStore } from './store/cached-result-store.js';
import { UrlAnalysisController } from './api/url-analysis.controller.js';
import { UrlAnalysisHandler } from './kind/url-analysis.handler.js';
import { UrlAnalysisService } from './api/url-analysis.service.js';
import { UrlAnalytics } from './api/url-analytics.js';
import { UrlEngines } from './engines/url-engines.js';
import { UrlJobQueries } from './store/url-job-queries.js';
import { UrlJobReader } from './api/url-job-reader.js';
import { UrlFigureQueries } from './store/url-figure-queries.js';
import { UrlFigureStore } from './store/url-figure-store.js';
import { UrlReportQueries } from './store/url-report-queries.js';
import { UrlReportsController } from './api/url-reports.controller.js';
import { UrlReports } from './api/url-reports.js';
import { UrlComparisonQueries } from './store/url-comparison-queries.js';
import { UrlHistoryController } from './api/url-history.controller.js';
import { UrlHistoryReader } from './api/url-history-reader.js';
import { UrlHistoryStore } from './store/url-history-store.js';
import { UrlRecords } from './store/url-records.js';
import { UrlStatusStore } from './store/url-status-store.js';

/** Analysis of URLs in batches, by three engines, with the URL API. */
@Module({
  imports: [BatchModule],
  controllers: [UrlAnalysisController, UrlHistoryController, UrlReportsController],
  providers: [
    CachedResultStore,
    UrlAnalysisHandler,
    UrlAnalysisService,
    UrlAnalytics,
    UrlComparisonQueries,
    UrlEngines,
    UrlFigureQueries,
    UrlFigureStore,
    UrlHistoryReader,
    UrlHistoryStore,
    UrlJobQueries,
    UrlJobReader,
    UrlRecords,
    UrlReportQueries,
    UrlReports,
    UrlStatusStore,
  ],
  exports: [UrlAnalysisService],
})
export class UrlAnalysisModule implements OnModuleInit {
  constructor(
    private readonly sums: FigureSums,
    private readonly store: UrlFigureStore,
  ) {}

  /** Analyses are summed up by the maintenance, with the batches. */
  onModuleInit(): void {
    this.sums.add(() => this.store.sumUpSome());
  }
}

import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BatchMetrics } from './batch-metrics.js';
import { BatchQueries } from './batch-queries.js';
import { BatchReader } from './batch-reader.js';
import { BatchRecorder } from './batch-recorder.js';
import { BatchExport } from './export/batch-export.js';
import { KindColumns } from './export/kind-columns.js';
import { BatchesController } from './http/batches.controller.js';
import { ExportController } from './http/export.controller.js';
import { StatsController } from './http/stats.controller.js';
import { IdempotencyStore } from './idempotency-store.js';
import { ItemQueries } from './item-queries.js';
import { Retention } from './retention.js';
import { RetentionStore } from './retention-store.js';
import { Stats } from './stats.js';
import { StatsQueries } from './stats-queries.js';
import { TransactionalRunner } from './transactional-runner.js';

/** The shared module: it carries every item to exactly one recorded outcome, and knows no kind by name. */
@Module({
  imports: [DiscoveryModule],
  controllers: [BatchesController, ExportController, StatsController],
  providers: [
    BatchExport,
    BatchMetrics,
    BatchQueries,
    BatchReader,
    BatchRecorder,
    IdempotencyStore,
    ItemQueries,
    KindColumns,
    Retention,
    RetentionStore,
    Stats,
    StatsQueries,
    TransactionalRunner,
  ],
  exports: [TransactionalRunner],
})
export class BatchModule {}

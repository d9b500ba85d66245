import { Module } from '@nestjs/common';
import { BatchQueries } from './batch-queries.js';
import { BatchReader } from './batch-reader.js';
import { BatchRecorder } from './batch-recorder.js';
import { BatchesController } from './http/batches.controller.js';
import { IdempotencyStore } from './idempotency-store.js';
import { ItemQueries } from './item-queries.js';
import { TransactionalRunner } from './transactional-runner.js';

/** The shared module: it carries every item to exactly one recorded outcome, and knows no kind by name. */
@Module({
  controllers: [BatchesController],
  providers: [BatchQueries, BatchReader, BatchRecorder, IdempotencyStore, ItemQueries, TransactionalRunner],
  exports: [TransactionalRunner],
})
export class BatchModule {}

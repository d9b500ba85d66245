import { Module } from '@nestjs/common';
import { BatchRecorder } from './batch-recorder.js';
import { IdempotencyStore } from './idempotency-store.js';
import { TransactionalRunner } from './transactional-runner.js';

/** The shared module: it carries every item to exactly one recorded outcome, and knows no kind by name. */
@Module({
  providers: [BatchRecorder, IdempotencyStore, TransactionalRunner],
  exports: [TransactionalRunner],
})
export class BatchModule {}

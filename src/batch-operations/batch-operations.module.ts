import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { OperationsController } from './operations.controller.js';
import { OperationsHandler } from './operations.handler.js';
import { OperationsHistory } from './operations-history.js';
import { OperationsService } from './operations.service.js';
import { ResourceStore } from './resource-store.js';

/** S1: batches of operations, and the marketplace they work on. */
@Module({
  imports: [BatchModule],
  controllers: [OperationsController],
  providers: [OperationsHandler, OperationsHistory, OperationsService, ResourceStore],
})
export class BatchOperationsModule {}

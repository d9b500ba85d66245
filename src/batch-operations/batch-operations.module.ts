import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { MarketplaceModule } from '../marketplace/marketplace.module.js';
import { OperationTemplatesController } from './api/operation-templates.controller.js';
import { BatchOperationsController } from './api/batch-operations.controller.js';
import { BatchOperationsService } from './api/batch-operations.service.js';
import { BatchOperationsHandler } from './kind/batch-operations.handler.js';
import { OperationsQueries } from './store/operations-queries.js';

/** Batches of operations on rows of the marketplace. */
@Module({
  imports: [BatchModule, MarketplaceModule],
  controllers: [OperationTemplatesController, BatchOperationsController],
  providers: [BatchOperationsHandler, OperationsQueries, BatchOperationsService],
})
export class BatchOperationsModule {}

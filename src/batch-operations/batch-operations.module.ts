import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { MarketplaceModule } from '../marketplace/marketplace.module.js';
import { OperationTemplatesController } from './api/operation-templates.controller.js';
import { OperationsController } from './api/operations.controller.js';
import { OperationsService } from './api/operations.service.js';
import { OperationsHandler } from './kind/operations.handler.js';
import { OperationsQueries } from './store/operations-queries.js';

/** Batches of operations on rows of the marketplace. */
@Module({
  imports: [BatchModule, MarketplaceModule],
  controllers: [OperationTemplatesController, OperationsController],
  providers: [OperationsHandler, OperationsQueries, OperationsService],
})
export class BatchOperationsModule {}

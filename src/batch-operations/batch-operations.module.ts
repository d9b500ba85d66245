import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { MarketplaceQueries } from '../marketplace/marketplace-queries.js';
import { MarketplaceService } from '../marketplace/marketplace.service.js';
import { OperationTemplatesController } from './api/operation-templates.controller.js';
import { OperationsController } from './api/operations.controller.js';
import { OperationsHandler } from './kind/operations.handler.js';
import { OperationsHistory } from './store/operations-queries.js';
import { OperationsService } from './api/operations.service.js';
import { OrdersController } from '../marketplace/orders.controller.js';
import { ProfessionalsController } from '../marketplace/professionals.controller.js';
import { ResourceStore } from '../marketplace/resource-store.js';
import { ServicesController } from '../marketplace/services.controller.js';

/** S1: batches of operations, and the marketplace they work on. */
@Module({
  imports: [BatchModule],
  controllers: [
    OperationTemplatesController,
    OperationsController,
    OrdersController,
    ProfessionalsController,
    ServicesController,
  ],
  providers: [
    MarketplaceQueries,
    MarketplaceService,
    OperationsHandler,
    OperationsHistory,
    OperationsService,
    ResourceStore,
  ],
})
export class BatchOperationsModule {}

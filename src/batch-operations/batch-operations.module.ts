import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { MarketplaceQueries } from './marketplace-queries.js';
import { MarketplaceService } from './marketplace.service.js';
import { OperationTemplatesController } from './operation-templates.controller.js';
import { OperationsController } from './operations.controller.js';
import { OperationsHandler } from './operations.handler.js';
import { OperationsHistory } from './operations-history.js';
import { OperationsService } from './operations.service.js';
import { OrdersController } from './orders.controller.js';
import { ProfessionalsController } from './professionals.controller.js';
import { ResourceStore } from './resource-store.js';
import { ServicesController } from './services.controller.js';

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

import { Module } from '@nestjs/common';
import { MarketplaceService } from './api/marketplace.service.js';
import { OrdersController } from './api/orders.controller.js';
import { ProfessionalsController } from './api/professionals.controller.js';
import { ServicesController } from './api/services.controller.js';
import { MarketplaceQueries } from './read/marketplace-queries.js';
import { MarketplaceStore } from './store/marketplace-store.js';
import { ResourceStore } from './store/resource-store.js';

/**
 * Orders, services and professionals: the rows that operations change, with routes to create, read and change single
 * ones.
 */
@Module({
  controllers: [OrdersController, ProfessionalsController, ServicesController],
  providers: [MarketplaceQueries, MarketplaceService, MarketplaceStore, ResourceStore],
  exports: [ResourceStore],
})
export class MarketplaceModule {}

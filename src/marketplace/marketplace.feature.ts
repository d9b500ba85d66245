import type { Feature } from '../batch/model/kinds/feature.js';
import { MarketplaceModule } from './marketplace.module.js';

/** What the feature declares before it is instantiated. Operations change its rows; it has no kind of its own. */
export const MARKETPLACE_FEATURE: Feature = {
  name: 'marketplace',
  module: MarketplaceModule,
  scopes: ['marketplace:read', 'marketplace:write'],
  kinds: [],
};

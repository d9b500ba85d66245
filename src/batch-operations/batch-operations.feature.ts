import type { Feature } from '../batch/model/kinds/feature.js';
import { BatchOperationsModule } from './batch-operations.module.js';
import { BATCH_OPERATIONS } from './kind/batch-operations.kind.js';

/** What the feature declares before it is instantiated. */
export const BATCH_OPERATIONS_FEATURE: Feature = {
  name: 'batch-operations',
  module: BatchOperationsModule,
  scopes: ['operations:read', 'operations:write', 'operations:bulk_delete'],
  kinds: [BATCH_OPERATIONS],
};

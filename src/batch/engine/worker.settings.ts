import { declareSettings } from '../../platform/config/feature-settings.js';
import { wholeNumber } from '../../platform/config/setting-types.js';

/** How much one process works on at once; `workerSize` says what suits a machine. */
export const WORKER_SETTINGS = declareSettings({
  WORKER_BATCHES: wholeNumber(1, 1000)
    .optional()
    .describe('Batches that one process works on at once; without it 4 for each processor, 8 to 16'),
  WORKER_ITEMS: wholeNumber(1, 10_000)
    .optional()
    .describe('Items that one process runs at once; without it 80 for each processor, 160 to 320'),
});

import { declareSettings } from '../../platform/config/feature-settings.js';
import { integer } from '../../platform/config/setting-types.js';
import { MOST_APPENDED_ITEMS } from '../model/items/item.js';

/** How much may wait, and how batches grow that get their items in parts. */
export const SUBMISSION_SETTINGS = declareSettings({
  MAX_ACTIVE_BATCHES: integer(1, 100_000, 100).describe('Batches of one key that may wait, run or be paused at once'),
  MAX_QUEUED_ITEMS: integer(1, 100_000_000, 200_000).describe(
    'Items that may wait, of all callers together, before new batches are refused',
  ),
  MAX_APPENDED_ITEMS: integer(1, MOST_APPENDED_ITEMS, 1_000_000).describe('Items of one batch that gets them in parts'),
  SEAL_HOURS: integer(1, 720, 24).describe(
    'Hours after which a batch ends that gets its items in parts and was not sealed',
  ),
});

import { declareSettings } from '../platform/config/feature-settings.js';
import { integer } from '../platform/config/setting-types.js';

/** Settings of the contacts API. */
export const CONTACT_SETTINGS = declareSettings({
  CONTACT_RATE_LIMIT_PER_MINUTE: integer(0, 1_000_000, 10).describe(
    'Requests a minute per key to POST /api/v1/batch-process; 0 = off',
  ),
});

import { declareSettings } from '../../platform/config/feature-settings.js';
import { integer } from '../../platform/config/setting-types.js';

/** How long what has ended is kept. */
export const RETENTION_SETTINGS = declareSettings({
  RETENTION_DAYS: integer(1, 3650, 30).describe('Days that ended batches are kept'),
});

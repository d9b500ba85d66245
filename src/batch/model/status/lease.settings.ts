import { declareSettings } from '../../../platform/config/feature-settings.js';
import { integer } from '../../../platform/config/setting-types.js';

/** Processes of one fleet may be set differently: no lease is longer than this. */
export const LONGEST_LEASE_SECONDS = 600;

/** How long a silent process keeps what it works on: batches, actions on batches and deliveries. */
export const LEASE_SETTINGS = declareSettings({
  LEASE_SECONDS: integer(3, LONGEST_LEASE_SECONDS, 30).describe(
    'Seconds without a heartbeat after which another worker takes over a batch or an action; twice as many for a webhook delivery',
  ),
});

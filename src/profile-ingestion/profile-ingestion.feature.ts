import type { Feature } from '../batch/model/kinds/feature.js';
import { ProfileIngestionModule } from './profile-ingestion.module.js';
import { PROFILE_INGESTION } from './kind/profile-ingestion.kind.js';
import { PROFILE_ERRORS } from './profile-ingestion.errors.js';
import { PROFILE_SETTINGS } from './profile-ingestion.settings.js';

/** What the feature declares before it is instantiated. */
export const PROFILE_INGESTION_FEATURE: Feature = {
  name: 'profile-ingestion',
  module: ProfileIngestionModule,
  scopes: ['profile:read', 'profile:write'],
  kinds: [PROFILE_INGESTION],
  errors: PROFILE_ERRORS,
  settings: PROFILE_SETTINGS,
};

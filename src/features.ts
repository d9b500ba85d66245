import { BATCH_OPERATIONS_FEATURE } from './batch-operations/batch-operations.feature.js';
import { registerFeature } from './batch/model/kinds/feature.js';
import { COMPANY_EXTRACTION_FEATURE } from './company-extraction/company-extraction.feature.js';
import { CONTACT_ANALYSIS_FEATURE } from './contact-analysis/contact-analysis.feature.js';
import { MARKETPLACE_FEATURE } from './marketplace/marketplace.feature.js';
import { PROFILE_INGESTION_FEATURE } from './profile-ingestion/profile-ingestion.feature.js';
import { URL_ANALYSIS_FEATURE } from './url-analysis/url-analysis.feature.js';

/** The only list of features, in the order in which documents show them. */
const FEATURES = [
  BATCH_OPERATIONS_FEATURE,
  MARKETPLACE_FEATURE,
  CONTACT_ANALYSIS_FEATURE,
  URL_ANALYSIS_FEATURE,
  COMPANY_EXTRACTION_FEATURE,
  PROFILE_INGESTION_FEATURE,
];

/** Registers the features of this package. Called before the configuration is read. */
export const registerFeatures = (): void => FEATURES.forEach(registerFeature);

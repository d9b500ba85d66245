import type { Feature } from '../batch/model/kinds/feature.js';
import { CompanyExtractionModule } from './company-extraction.module.js';
import { COMPANY_EXTRACTION } from './kind/company-extraction.kind.js';
import { COMPANY_ERRORS } from './company-extraction.errors.js';
import { COMPANY_SETTINGS } from './company-extraction.settings.js';

/** What the feature declares before it is instantiated. */
export const COMPANY_EXTRACTION_FEATURE: Feature = {
  name: 'company-extraction',
  module: CompanyExtractionModule,
  scopes: ['company:read', 'company:write'],
  kinds: [COMPANY_EXTRACTION],
  errors: COMPANY_ERRORS,
  settings: COMPANY_SETTINGS,
};

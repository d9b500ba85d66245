import type { Feature } from '../batch/model/feature.js';
import { CompanyExtractionModule } from './company-extraction.module.js';
import { COMPANY_EXTRACTION } from './kind/company-extraction.kind.js';

/** What the feature declares before it is instantiated. */
export const COMPANY_EXTRACTION_FEATURE: Feature = {
  name: 'company-extraction',
  module: CompanyExtractionModule,
  kinds: [COMPANY_EXTRACTION],
};

import type { Feature } from '../batch/model/kinds/feature.js';
import { ContactAnalysisModule } from './contact-analysis.module.js';
import { CONTACT_ANALYSIS } from './kind/contact-analysis.kind.js';
import { CONTACT_ERRORS } from './contact-analysis.errors.js';
import { CONTACT_SETTINGS } from './contact-analysis.settings.js';

/** What the feature declares before it is instantiated. */
export const CONTACT_ANALYSIS_FEATURE: Feature = {
  name: 'contact-analysis',
  module: ContactAnalysisModule,
  scopes: ['contacts:read', 'contacts:write'],
  kinds: [CONTACT_ANALYSIS],
  errors: CONTACT_ERRORS,
  settings: CONTACT_SETTINGS,
};

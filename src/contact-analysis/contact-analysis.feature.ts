import type { Feature } from '../batch/model/feature.js';
import { ContactAnalysisModule } from './contact-analysis.module.js';
import { CONTACT_ANALYSIS } from './kind/contact-analysis.kind.js';

/** What the feature declares before it is instantiated. */
export const CONTACT_ANALYSIS_FEATURE: Feature = {
  name: 'contact-analysis',
  module: ContactAnalysisModule,
  kinds: [CONTACT_ANALYSIS],
};

import type { Feature } from '../batch/model/kinds/feature.js';
import { UrlAnalysisModule } from './url-analysis.module.js';
import { URL_ANALYSIS } from './kind/url-analysis.kind.js';
import { URL_ANALYSIS_ERRORS } from './url-analysis.errors.js';
import { URL_ANALYSIS_SETTINGS } from './url-analysis.settings.js';

/** What the feature declares before it is instantiated. */
export const URL_ANALYSIS_FEATURE: Feature = {
  name: 'url-analysis',
  module: UrlAnalysisModule,
  scopes: ['url:read', 'url:write'],
  kinds: [URL_ANALYSIS],
  errors: URL_ANALYSIS_ERRORS,
  settings: URL_ANALYSIS_SETTINGS,
};

import { declareErrors, permanent, transient } from '../platform/errors/app-error.js';

declare module '../platform/errors/app-error.js' {
  interface FeatureErrors {
    readonly URL_UNREACHABLE: ErrorSpec;
    readonly ANALYSIS_FAILED: ErrorSpec;
  }
}

/** The error codes of the feature. */
export const URL_ANALYSIS_ERRORS = declareErrors({
  URL_UNREACHABLE: permanent(502, 'UrlUnreachableError', 'The page could not be loaded.'),
  ANALYSIS_FAILED: transient(502, 'AnalysisError', 'The analysis engine failed.'),
});

import { declareErrors, permanent } from '../platform/errors/app-error.js';

declare module '../platform/errors/app-error.js' {
  interface FeatureErrors {
    readonly COMPANY_NOT_FOUND: ErrorSpec;
    readonly COMPANY_AMBIGUOUS: ErrorSpec;
    readonly COMPANY_UNCONFIRMED: ErrorSpec;
    readonly DOMAIN_HINT_INVALID: ErrorSpec;
  }
}

/** The error codes of the feature. */
export const COMPANY_ERRORS = declareErrors({
  COMPANY_NOT_FOUND: permanent(404, 'CompanyAnalysisError', 'No source knows the company.'),
  COMPANY_AMBIGUOUS: permanent(409, 'AmbiguousCompanyError', 'Several companies match; a domain hint would help.'),
  COMPANY_UNCONFIRMED: permanent(
    409,
    'CompanyAnalysisError',
    'One company fits, and nothing confirms that it is meant; a domain hint would help.',
  ),
  DOMAIN_HINT_INVALID: permanent(422, 'DomainHintError', 'The domain hint does not belong to the company.'),
});

import { declareErrors, permanent } from '../platform/errors/app-error.js';

declare module '../platform/errors/app-error.js' {
  interface FeatureErrors {
    readonly PROFILE_NOT_FOUND: ErrorSpec;
    readonly PROFILE_PRIVATE: ErrorSpec;
    readonly ARCHIVE_REJECTED: ErrorSpec;
    readonly SPENDING_LIMIT_REACHED: ErrorSpec;
  }
}

/** The error codes of the feature. */
export const PROFILE_ERRORS = declareErrors({
  PROFILE_NOT_FOUND: permanent(404, 'ProfileNotFoundError', 'No configured source has the profile.'),
  PROFILE_PRIVATE: permanent(403, 'ProfilePrivateError', 'The profile is not public.'),
  ARCHIVE_REJECTED: permanent(422, 'ValueError', 'The uploaded archive breaks a limit or cannot be read.'),
  SPENDING_LIMIT_REACHED: permanent(409, 'SpendingLimitError', 'The batch allows no more questions to paid providers.'),
});

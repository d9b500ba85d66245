import { declareErrors, permanent } from '../platform/errors/app-error.js';

declare module '../platform/errors/app-error.js' {
  interface FeatureErrors {
    readonly DUPLICATE_ID: ErrorSpec;
    readonly RESERVED_FIELD: ErrorSpec;
    readonly UNKNOWN_FIELD: ErrorSpec;
  }
}

/** The error codes of the feature. */
export const CONTACT_ERRORS = declareErrors({
  DUPLICATE_ID: permanent(409, 'ValueError', 'The id occurs earlier in this batch or is already stored.'),
  RESERVED_FIELD: permanent(422, 'ValueError', 'The field is set by the service and cannot be sent.'),
  UNKNOWN_FIELD: permanent(422, 'ValueError', 'The field is not known and strict=true refuses it.'),
});

import { invalid } from '../../platform/errors/app-error.js';
import { fault } from '../../platform/http/validation.js';

/** Reads a query parameter that is `true` or `false`; false when omitted. Throws VALIDATION_ERROR for anything else. */
export function queryFlag(field: string, value: unknown): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw invalid([fault(field, 'must be true or false', value, 'bool_parsing')]);
}

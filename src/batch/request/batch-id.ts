import { invalid } from '../../platform/errors/app-error.js';
import { isPublicId } from '../model/kinds/public-id.js';

/**
 * Reads the public id of a path. Throws VALIDATION_ERROR for a malformed id; whether a batch has it is not checked
 * here.
 */
export function readBatchId(text: string): string {
  if (isPublicId(text)) return text.toLowerCase();
  throw invalid([
    {
      field: 'id',
      message: 'must be the id of a batch: an integer, a UUID or batch_YYYYMMDD_xxxxxx',
      invalid_value: text.slice(0, 200),
      error_type: 'pattern',
    },
  ]);
}

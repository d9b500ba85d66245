import type { Checked } from '../../batch/model/kind.js';
import { cut, isPlainObject } from '../../platform/http/validation.js';

/** Options of a batch of profiles: none so far. */
export type ProfileOptions = Readonly<Record<string, never>>;

/**
 * Validates options submitted through the generic batch API; concurrency and priority are fields of the batch, not
 * options.
 */
export function checkProfileOptions(raw: unknown): Checked<ProfileOptions> {
  if (raw === undefined) return { value: {} };
  if (!isPlainObject(raw))
    return {
      faults: [{ field: '', message: 'must be an object', invalid_value: cut(raw), error_type: 'dict_type' }],
    };
  const unknown = Object.keys(raw);
  if (unknown.length === 0) return { value: {} };
  return {
    faults: unknown.map((field) => ({
      field,
      message: 'is not a known field',
      invalid_value: cut(raw[field]),
      error_type: 'unknown_field',
    })),
  };
}

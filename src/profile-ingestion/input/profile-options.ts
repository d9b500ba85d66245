import type { Checked } from '../../batch/model/kind.js';
import { cut, isPlainObject } from '../../platform/http/validation.js';

/** What a batch of profiles can be told beyond its items: nothing yet. */
export type ProfileOptions = Readonly<Record<string, never>>;

/** Judges the options of the shared API; concurrency and priority are the batch's own and stand beside them. */
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

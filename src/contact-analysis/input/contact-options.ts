import type { Checked } from '../../batch/model/kind.js';
import { unknownFields } from '../../batch/request/item-extras.js';
import { cut, isPlainObject } from '../../platform/http/validation.js';

/** Options of a batch of contacts. */
export interface ContactOptions {
  /** true: a field without a column of its own fails its item instead of being stored in `extra`. */
  readonly strict: boolean;
}

const KNOWN = new Set(['strict']);

/** Validates options submitted through the generic batch API: only `strict`, default false. */
export function checkContactOptions(raw: unknown): Checked<ContactOptions> {
  if (raw === undefined) return { value: { strict: false } };
  if (!isPlainObject(raw))
    return {
      faults: [{ field: '', message: 'must be an object', invalid_value: cut(raw), error_type: 'dict_type' }],
    };
  const { strict = false } = raw;
  const faults = [...unknownFields(raw, KNOWN)];
  if (typeof strict !== 'boolean')
    faults.push({
      field: 'strict',
      message: 'must be true or false',
      invalid_value: cut(strict),
      error_type: 'bool_type',
    });
  return faults.length > 0 || typeof strict !== 'boolean' ? { faults } : { value: { strict } };
}

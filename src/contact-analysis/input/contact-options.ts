import type { Checked } from '../../batch/model/kinds/kind.js';
import { unknownFields } from '../../batch/request/item-extras.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';

/** Options of a batch of contacts. */
export interface ContactOptions {
  /** true: a field without a column of its own fails its item instead of being stored in `extra`. */
  readonly strict: boolean;
}

const KNOWN = new Set(['strict']);

/** Validates options submitted through the generic batch API: only `strict`, default false. */
export function checkContactOptions(raw: unknown): Checked<ContactOptions> {
  if (raw === undefined) return { value: { strict: false } };
  if (!isPlainObject(raw)) return { faults: [fault('', 'must be an object', raw, 'dict_type')] };
  const { strict = false } = raw;
  const faults = [...unknownFields(raw, KNOWN)];
  if (typeof strict !== 'boolean') faults.push(fault('strict', 'must be true or false', strict, 'bool_type'));
  return faults.length > 0 || typeof strict !== 'boolean' ? { faults } : { value: { strict } };
}

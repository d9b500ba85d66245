import type { Checked } from '../../batch/model/kinds/kind.js';
import type { RawOperation } from '../../marketplace/rules/read-operation.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';

/** The request as a whole only requires an operation to be an object; other faults fail the operation itself. */
export const checkOperation = (raw: unknown): Checked<RawOperation> =>
  isPlainObject(raw) ? { value: raw } : { faults: [fault('', 'must be an object', raw, 'dict_type')] };

import type { Checked } from '../../batch/model/kinds/kind.js';
import { isOperationType, OPERATION_TYPES, type OperationType } from '../../marketplace/rules/operation-type.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';

/** Options of a batch of operations. */
export interface OperationOptions {
  readonly operation_type: OperationType;
}

/** Validates the options: the type of all operations of the batch. */
export function checkOperationOptions(raw: unknown): Checked<OperationOptions> {
  const type = isPlainObject(raw) ? raw['operation_type'] : undefined;
  if (isOperationType(type)) return { value: { operation_type: type } };
  if (type === undefined) return { faults: [fault('operation_type', 'Field required', type, 'missing')] };
  return { faults: [fault('operation_type', `must be one of ${OPERATION_TYPES.join(', ')}`, type, 'enum')] };
}

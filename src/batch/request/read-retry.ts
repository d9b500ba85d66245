import { invalid, type ValidationFault } from '../../platform/errors/app-error.js';
import { fault } from '../../platform/http/faults.js';
import type { RetryChoice } from '../control/control-store.js';
import { readItemIndex } from '../model/items/item.js';
import type { Checked } from '../model/kinds/kind.js';
import type { RetryDto } from './retry.dto.js';

/**
 * Reads which items are to run again, and checks corrected inputs with the kind's `checkItem`.
 * Throws one VALIDATION_ERROR with the faults of all invalid inputs.
 */
export function readRetry(body: RetryDto, checkItem: (raw: unknown) => Checked<object>): RetryChoice {
  const { statuses, codes, indexes, inputs } = body;
  return {
    ...(statuses == null ? {} : { statuses }),
    ...(codes == null ? {} : { codes }),
    ...(indexes == null ? {} : { indexes }),
    ...(inputs == null ? {} : { inputs: readInputs(inputs, checkItem) }),
  };
}

function readInputs(
  inputs: Readonly<Record<string, unknown>>,
  checkItem: (raw: unknown) => Checked<object>,
): ReadonlyMap<number, object> {
  const read = new Map<number, object>();
  const faults: ValidationFault[] = [];
  for (const [index, raw] of Object.entries(inputs)) {
    const field = `inputs.${index.slice(0, 20)}`;
    const checked = checkItem(raw);
    const at = readItemIndex(index);
    if (at === undefined) faults.push(fault(field, 'must be the index of an item', index, 'int_parsing'));
    else if ('value' in checked) read.set(at, checked.value);
    else
      faults.push(
        ...checked.faults.map((fault) => ({ ...fault, field: fault.field === '' ? field : `${field}.${fault.field}` })),
      );
  }
  if (faults.length > 0) throw invalid(faults);
  return read;
}

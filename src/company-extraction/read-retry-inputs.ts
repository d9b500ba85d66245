import type { Checked } from '../batch/kind.js';
import type { ValidationFault } from '../platform/http/error.js';
import { cut } from '../platform/http/validation.js';
import { checkCompany, type CompanyItem } from './company-item.js';

/** Corrected companies by index. */
export function readRetryInputs(raw: Readonly<Record<string, unknown>>): Checked<ReadonlyMap<number, CompanyItem>> {
  const read = new Map<number, CompanyItem>();
  const faults: ValidationFault[] = [];
  for (const [index, entry] of Object.entries(raw)) {
    const field = `inputs.${index.slice(0, 20)}`;
    const checked = checkCompany(entry);
    if (!/^\d{1,6}$/.test(index))
      faults.push({
        field,
        message: 'must be the index of an item',
        invalid_value: cut(index),
        error_type: 'int_parsing',
      });
    else if ('value' in checked) read.set(Number(index), checked.value);
    else
      faults.push(
        ...checked.faults.map((one) => ({ ...one, field: one.field === '' ? field : `${field}.${one.field}` })),
      );
  }
  return faults.length > 0 ? { faults } : { value: read };
}

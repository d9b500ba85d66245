import type { Checked } from '../../batch/model/kinds/kind.js';
import { extrasFaults, unknownFields } from '../../batch/request/item-extras.js';
import type { Priority } from '../../batch/model/status/batch-status.js';
import type { ValidationFault } from '../../platform/errors/app-error.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import type { ContactInput } from '../store/contact-row.js';

const ID_LENGTH = 255;
const DEFAULT_PRIORITY = 5;
/** Numeric priorities by name. */
const NAMED_PRIORITIES: Readonly<Record<Priority, number>> = { low: 1, normal: 5, high: 8, urgent: 10 };
const KNOWN = new Set(['id', 'data', 'priority', 'ref', 'metadata']);

/** Validates one entry of `items` except the content of `data`, which is checked row by row. */
export function checkContact(raw: unknown): Checked<ContactInput> {
  if (!isPlainObject(raw)) return { faults: [fault('', 'must be an object', raw, 'dict_type')] };
  const faults = [...unknownFields(raw, KNOWN), ...extrasFaults(raw)];
  const id = readId(raw['id'], faults);
  const priority = readPriority(raw['priority'], faults);
  const data = raw['data'];
  if (data === undefined) faults.push(fault('data', 'Field required', null, 'missing'));
  else if (!isPlainObject(data)) faults.push(fault('data', 'must be an object', data, 'dict_type'));
  if (faults.length > 0 || !isPlainObject(data)) return { faults };
  return { value: { id, data, priority } };
}

/** A string or an integer, which is stored as a string. */
function readId(value: unknown, faults: ValidationFault[]): string {
  if (value === undefined) faults.push(fault('id', 'Field required', null, 'missing'));
  else if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  else if (typeof value !== 'string')
    faults.push(fault('id', 'must be a string or a whole number', value, 'string_type'));
  else if (value.trim() === '') faults.push(fault('id', 'must have at least 1 character', value, 'too_short'));
  else if (value.length > ID_LENGTH)
    faults.push(fault('id', `must have at most ${ID_LENGTH} characters, has ${value.length}`, value, 'too_long'));
  else return value;
  return '';
}

/** A number from 1 to 10, or a name. */
function readPriority(value: unknown, faults: ValidationFault[]): number {
  if (value === undefined) return DEFAULT_PRIORITY;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10) return value;
  const named =
    typeof value === 'string' && Object.hasOwn(NAMED_PRIORITIES, value)
      ? NAMED_PRIORITIES[value as Priority]
      : undefined;
  if (named !== undefined) return named;
  faults.push(fault('priority', 'must be a whole number from 1 to 10, or low, normal, high or urgent', value, 'enum'));
  return DEFAULT_PRIORITY;
}

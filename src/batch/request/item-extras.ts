import type { ValidationFault } from '../../platform/errors/app-error.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import type { ItemExtras } from '../model/items/submission.js';

const REF_LENGTH = 200;

/** Checks `ref` and `metadata` of an entry. Returns their faults. */
export function extrasFaults(entry: Readonly<Record<string, unknown>>): readonly ValidationFault[] {
  const faults: ValidationFault[] = [];
  const { ref, metadata } = entry;
  if (ref !== undefined && (typeof ref !== 'string' || ref.length === 0 || ref.length > REF_LENGTH))
    faults.push(fault('ref', `must be a string of 1 to ${REF_LENGTH} characters`, ref, 'string_type'));
  if (metadata !== undefined && !isPlainObject(metadata))
    faults.push(fault('metadata', 'must be an object', metadata, 'dict_type'));
  return faults;
}

/** `ref` and `metadata` of an entry whose extras have no faults. */
export function readExtras(entry: Readonly<Record<string, unknown>>): ItemExtras {
  const { ref, metadata } = entry;
  return {
    ...(typeof ref === 'string' ? { ref } : {}),
    ...(isPlainObject(metadata) ? { metadata } : {}),
  };
}

/** Returns a fault for each field of an entry that is not in `known`. */
export const unknownFields = (
  entry: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
): readonly ValidationFault[] =>
  Object.keys(entry)
    .filter((key) => !known.has(key))
    .map((key) => fault(key, 'is not a known field', entry[key], 'unknown_field'));

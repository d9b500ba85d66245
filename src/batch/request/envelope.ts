import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync } from 'class-validator';
import { AppError, invalid, type ValidationFault } from '../../platform/errors/app-error.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import { faultsOf, notAnObject } from '../../platform/http/validation.js';
import type { Checked } from '../model/kinds/kind.js';

/** The list of a submission: its field and the number of entries that the route accepts. */
interface ListRule {
  readonly field: string;
  readonly min: number;
  readonly max: number;
  /** Error code for a list that is too long; VALIDATION_ERROR when omitted. */
  readonly tooLong?: 'BATCH_TOO_LARGE';
}

/**
 * Reads a submission: checks the envelope by its DTO and the length of the list by its rule. The entries are checked by
 * the kind: class-validator over 50 nested entries costs as much as all other work of the request (measured).
 */
export function readEnvelope<T extends object>(
  Dto: ClassConstructor<T>,
  raw: unknown,
  list: ListRule,
): { readonly envelope: T; readonly entries: readonly unknown[] } {
  const { envelope, entries, faults } = readParts(Dto, raw, list);
  if (faults.length > 0) throw invalid(faults);
  return { envelope, entries: entries as readonly unknown[] };
}

/** Reads a JSON object by its DTO, whose unknown fields are refused. Throws VALIDATION_ERROR. */
export function readObject<T extends object>(Dto: ClassConstructor<T>, raw: unknown): T {
  if (!isPlainObject(raw)) throw invalid([notAnObject(raw)]);
  const read = plainToInstance(Dto, raw);
  const errors = validateSync(read, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  const faults = errors.flatMap((error) => faultsOf(error, ''));
  if (faults.length > 0) throw invalid(faults);
  return read;
}

/** Reads a body that is a list and nothing else. */
export function readList(raw: unknown, list: ListRule): readonly unknown[] {
  if (raw === undefined) throw new AppError('MALFORMED_JSON', 'The body is empty; send a JSON object.');
  if (!isPlainObject(raw)) throw invalid([notAnObject(raw)]);
  const { [list.field]: entries, ...rest } = raw;
  const unknown = Object.entries(rest).map(([field, value]) =>
    fault(field, `property ${field} should not exist`, value, 'unknown_field'),
  );
  const faults = [...unknown.slice(0, 100), ...listFaults(entries, list)];
  if (faults.length > 0) throw invalid(faults);
  return entries as readonly unknown[];
}

/** Like `readEnvelope`, but checks the entries too: one VALIDATION_ERROR contains the faults of both. */
export function readChecked<T extends object, V>(
  Dto: ClassConstructor<T>,
  raw: unknown,
  list: ListRule,
  check: (raw: unknown) => Checked<V>,
): { readonly envelope: T; readonly entries: readonly unknown[]; readonly values: readonly V[] } {
  const { envelope, entries, faults } = readParts(Dto, raw, list);
  const isValidList = Array.isArray(entries) && !faults.some(({ field }) => field === list.field);
  const checked = isValidList ? validateEntries(entries, list.field, check) : { values: [], faults: [] };
  const all = [...faults, ...checked.faults];
  if (all.length > 0) throw invalid(all);
  return { envelope, entries: entries as readonly unknown[], values: checked.values };
}

function readParts<T extends object>(
  Dto: ClassConstructor<T>,
  raw: unknown,
  list: ListRule,
): { readonly envelope: T; readonly entries: unknown; readonly faults: readonly ValidationFault[] } {
  if (raw === undefined) throw new AppError('MALFORMED_JSON', 'The body is empty; send a JSON object.');
  if (!isPlainObject(raw)) throw invalid([notAnObject(raw)]);
  const { [list.field]: entries, ...rest } = raw;
  const envelope = plainToInstance(Dto, rest);
  const errors = validateSync(envelope, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  return {
    envelope,
    entries,
    faults: [...errors.flatMap((error) => faultsOf(error, '')), ...listFaults(entries, list)],
  };
}

/** Checks every entry of a list. Throws one VALIDATION_ERROR; stops after the entry with the hundredth fault. */
export function checkEntries<T>(
  entries: readonly unknown[],
  field: string,
  check: (raw: unknown) => Checked<T>,
): readonly T[] {
  const { values, faults } = validateEntries(entries, field, check);
  if (faults.length > 0) throw invalid(faults);
  return values;
}

function validateEntries<T>(
  entries: readonly unknown[],
  field: string,
  check: (raw: unknown) => Checked<T>,
): { readonly values: readonly T[]; readonly faults: readonly ValidationFault[] } {
  const faults: ValidationFault[] = [];
  const values: T[] = [];
  for (const [index, entry] of entries.entries()) {
    const checked = check(entry);
    if ('value' in checked) values.push(checked.value);
    else
      faults.push(...checked.faults.map((found) => ({ ...found, field: joinPath(`${field}.${index}`, found.field) })));
    if (faults.length >= 100) break;
  }
  return { values, faults };
}

const joinPath = (parent: string, child: string): string => (child === '' ? parent : `${parent}.${child}`);

function listFaults(entries: unknown, { field, min, max, tooLong }: ListRule): readonly ValidationFault[] {
  const one = (message: string, type: string, value: unknown = entries): readonly ValidationFault[] => [
    fault(field, message, value, type),
  ];
  if (entries === undefined) return one('Field required', 'missing');
  if (!Array.isArray(entries)) return one('must be a list', 'list_type');
  if (entries.length < min) return one(`List must have at least ${min} item${min === 1 ? '' : 's'}`, 'too_short');
  if (entries.length <= max) return [];
  const message = `List must have at most ${max} items, has ${entries.length}`;
  const tooMany = one(message, 'too_long', `${entries.length} items`);
  if (tooLong === undefined) return tooMany;
  throw new AppError(tooLong, message, {
    details: { field, limit: max, value: entries.length },
    validationErrors: tooMany,
  });
}

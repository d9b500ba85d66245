import type { ItemError } from '../../platform/errors/app-error.js';
import { cut, isPlainObject } from '../../platform/http/faults.js';
import '../contact-analysis.errors.js';

/** One contact of a submission after validation; the content of `data` is checked row by row. */
export interface ContactInput {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** 1 to 10. */
  readonly priority: number;
}

/** A row ready for the insert statement. */
export type ContactRow = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly extra: Readonly<Record<string, unknown>>;
};

/** Columns that the service writes; a caller's value would forge the origin of a row. */
const RESERVED: ReadonlySet<string> = new Set(['owner_id', 'batch_id', 'created_at']);

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** Accepted values of each column with a description. A map, because a field may have the name of an object method. */
const COLUMNS: ReadonlyMap<string, { readonly accepts: (value: unknown) => boolean; readonly takes: string }> = new Map(
  [
    ['name', { accepts: isText, takes: 'a string' }],
    ['email', { accepts: isText, takes: 'a string' }],
    ['phone', { accepts: isText, takes: 'a string' }],
    ['company', { accepts: isText, takes: 'a string' }],
    ['position', { accepts: isText, takes: 'a string' }],
    ['source', { accepts: isText, takes: 'a string' }],
    ['score', { accepts: isNumber, takes: 'a number' }],
    ['sentiment', { accepts: isText, takes: 'a string' }],
    ['tags', { accepts: isTextList, takes: 'a list of strings' }],
    ['notes', { accepts: isText, takes: 'a string' }],
  ],
);

/** Fields of `data` with a column of their own. */
export const PROMOTED_COLUMNS = [...COLUMNS.keys()];

/**
 * Row of a contact, `{...data, id, priority}`: the item's `id` and `priority` override fields of the same name, and
 * fields without a column are stored in `extra`. With `strict` such fields are an error instead.
 */
export function toContactRow(
  input: ContactInput,
  strict: boolean,
): { readonly row: ContactRow } | { readonly error: ItemError } {
  const extra: Record<string, unknown> = {};
  const row: ContactRow & Record<string, unknown> = { id: input.id, priority: input.priority, extra };
  let refusal: ItemError | undefined;
  for (const field of Object.keys(input.data)) {
    const value = input.data[field];
    const column = COLUMNS.get(field);
    if (column !== undefined) {
      if (value === null || column.accepts(value)) row[field] = value;
      else refusal ??= refused(field, `must be ${column.takes} or null`, value);
    } else if (RESERVED.has(field)) return { error: reserved(field) };
    else if (field !== 'id' && field !== 'priority') extra[field] = value;
  }
  if (refusal === undefined && strict) refusal = unknownFields(Object.keys(extra));
  return refusal === undefined ? { row } : { error: refusal };
}

const reserved = (field: string): ItemError => ({
  code: 'RESERVED_FIELD',
  message: `data.${field} is written by the service and cannot be sent.`,
});

function unknownFields(fields: readonly string[]): ItemError | undefined {
  const [first] = fields;
  if (first === undefined) return undefined;
  return { code: 'UNKNOWN_FIELD', message: `data.${first} is not a known field.`, details: { fields } };
}

const refused = (field: string, message: string, value: unknown): ItemError => ({
  code: 'VALIDATION_ERROR',
  message: `data.${field} ${message}.`,
  details: {
    field: `data.${field}`,
    invalid_value: isPlainObject(value) || Array.isArray(value) ? cut(value) : (cut(value) ?? null),
  },
});

import type { ItemError } from '../platform/http/error.js';
import { cut, isPlainObject } from '../platform/http/validation.js';

/** One contact of a submission, checked as a whole: what `data` holds is judged row by row. */
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

/** Columns that the service writes; a caller's value for one would forge where a row came from (CONTRACT S0-4). */
const RESERVED = ['owner_id', 'batch_id', 'created_at'] as const;

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** What each promoted column takes, and how to say so. */
const COLUMNS: Readonly<Record<string, { readonly accepts: (value: unknown) => boolean; readonly takes: string }>> = {
  name: { accepts: isText, takes: 'a text' },
  email: { accepts: isText, takes: 'a text' },
  phone: { accepts: isText, takes: 'a text' },
  company: { accepts: isText, takes: 'a text' },
  position: { accepts: isText, takes: 'a text' },
  source: { accepts: isText, takes: 'a text' },
  score: { accepts: isNumber, takes: 'a number' },
  sentiment: { accepts: isText, takes: 'a text' },
  tags: { accepts: isTextList, takes: 'a list of texts' },
  notes: { accepts: isText, takes: 'a text' },
};

/** Fields of `data` with a column of their own. */
export const PROMOTED_COLUMNS = Object.keys(COLUMNS);

/**
 * The row of a contact, `{...data, id, priority}`: the item's `id` and `priority` win over fields of the same name, fields
 * without a column are kept in `extra`. With `strict` such fields are an error instead.
 */
export function toContactRow(
  input: ContactInput,
  strict: boolean,
): { readonly row: ContactRow } | { readonly error: ItemError } {
  const reserved = RESERVED.find((column) => Object.hasOwn(input.data, column));
  if (reserved !== undefined)
    return {
      error: { code: 'RESERVED_FIELD', message: `data.${reserved} is written by the service and cannot be sent.` },
    };
  const columns: Record<string, unknown> = {};
  const extra: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(input.data)) {
    if (field === 'id' || field === 'priority') continue;
    const column = COLUMNS[field];
    if (column === undefined) extra[field] = value;
    else if (value === null || column.accepts(value)) columns[field] = value;
    else return { error: refused(field, `must be ${column.takes} or null`, value) };
  }
  const unknown = Object.keys(extra);
  if (strict && unknown.length > 0)
    return {
      error: {
        code: 'UNKNOWN_FIELD',
        message: `data.${unknown[0] ?? ''} is not a known field.`,
        details: { fields: unknown },
      },
    };
  return { row: { ...columns, id: input.id, priority: input.priority, extra } };
}

const refused = (field: string, message: string, value: unknown): ItemError => ({
  code: 'VALIDATION_ERROR',
  message: `data.${field} ${message}.`,
  details: {
    field: `data.${field}`,
    invalid_value: isPlainObject(value) || Array.isArray(value) ? cut(value) : (cut(value) ?? null),
  },
});

import type { ValidationFault } from '../errors/app-error.js';

// Without any package: the clients check input with the same functions.

/** Whether a parsed JSON value is an object and not a list. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** User and password of a URL, in a string or in JSON. */
const CREDENTIALS = /\/\/[^/?#\s"\\]*@/g;
const withoutCredentials = (text: string): string => text.replace(CREDENTIALS, '//[removed]@');

/** A fault of one field, with its value cut to what may be shown. */
export const fault = (field: string, message: string, value: unknown, type: string): ValidationFault => ({
  field,
  message,
  invalid_value: cut(value),
  error_type: type,
});

/**
 * Bounds a value that a caller sent: long text is cut, large structures are omitted, passwords in URLs are removed.
 */
export function cut(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'string') return withoutCredentials(value.slice(0, 4096)).slice(0, 200);
  if (typeof value !== 'object' || value === null) return value;
  const text = withoutCredentials(JSON.stringify(value));
  return text.length <= 200 ? (JSON.parse(text) as unknown) : `${text.slice(0, 200)}…`;
}

import { AppError, invalid } from '../../platform/errors/app-error.js';
import { isPlainObject, notAnObject } from '../../platform/http/validation.js';

/** The id in a path. Throws NOT_FOUND for what no row can have. */
export function readId(text: string): number {
  const id = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0;
  if (id < 1 || !Number.isSafeInteger(id)) throw new AppError('NOT_FOUND', 'There is no such row.');
  return id;
}

/** A body that is judged by the rules of an operation. Throws MALFORMED_JSON without one, VALIDATION_ERROR for no object. */
export function readBody(raw: unknown): object {
  if (raw === undefined) throw new AppError('MALFORMED_JSON', 'The body is empty; send a JSON object.');
  if (!isPlainObject(raw)) throw invalid([notAnObject(raw)]);
  return raw;
}

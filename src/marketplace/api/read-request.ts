import { AppError, invalid } from '../../platform/errors/app-error.js';
import { isPlainObject } from '../../platform/http/faults.js';
import { notAnObject } from '../../platform/http/validation.js';

/** Reads the id in a path. Throws NOT_FOUND when it cannot be an id. */
export function readId(text: string): number {
  const id = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0;
  if (id < 1 || !Number.isSafeInteger(id)) throw new AppError('NOT_FOUND', 'There is no such row.');
  return id;
}

/**
 * Reads a body that is validated by the rules of an operation. Throws MALFORMED_JSON without one, VALIDATION_ERROR when
 * it is not an object.
 */
export function readBody(raw: unknown): object {
  if (raw === undefined) throw new AppError('MALFORMED_JSON', 'The body is empty; send a JSON object.');
  if (!isPlainObject(raw)) throw invalid([notAnObject(raw)]);
  return raw;
}

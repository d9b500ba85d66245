import { explainOutage, isRepeatable, sqlState } from '../../platform/database/sqlstate.js';
import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';

const OUTAGES: ReadonlySet<ErrorCode> = new Set([
  'DATABASE_UNAVAILABLE',
  'STORAGE_UNAVAILABLE',
  'OVERLOADED',
  'CONFLICT_RETRY_EXHAUSTED',
]);

/** Whether the database was unavailable, full or busy, so that the error is not caused by the values to be stored. */
export function isOutage(error: unknown): boolean {
  const explained = explainOutage(error);
  return isRepeatable(error) || (explained instanceof AppError && OUTAGES.has(explained.code));
}

/** Whether the database refused the values: invalid data (class 22), violated constraint (23), exceeded limit (54). */
export const isRefusal = (error: unknown): boolean => /^(?:22|23|54)[0-9A-Z]{3}$/.test(sqlState(error) ?? '');

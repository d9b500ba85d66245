import { explainOutage, isRepeatable, isTooLong, sqlState } from '../../../platform/database/sqlstate.js';
import { BoundedCache } from '../../../platform/cache/bounded-cache.js';
import { AppError, type ErrorCode } from '../../../platform/errors/app-error.js';

const OUTAGES: ReadonlySet<ErrorCode> = new Set([
  'DATABASE_UNAVAILABLE',
  'STORAGE_UNAVAILABLE',
  'OVERLOADED',
  'CONFLICT_RETRY_EXHAUSTED',
]);

/** Codes of the above that say nothing about the work that met them. */
const AWAY: ReadonlySet<ErrorCode> = new Set(['DATABASE_UNAVAILABLE', 'STORAGE_UNAVAILABLE', 'OVERLOADED']);

/** Codes that a server without trouble never answers. */
const GONE: ReadonlySet<ErrorCode> = new Set(['DATABASE_UNAVAILABLE', 'STORAGE_UNAVAILABLE']);

/** Whether the database was unavailable, full or busy, so that the error is not caused by the values to be stored. */
export function isOutage(error: unknown): boolean {
  const explained = explainOutage(error);
  return isRepeatable(error) || (explained instanceof AppError && OUTAGES.has(explained.code));
}

/** Whether the database was unavailable or full, whatever it was asked for. */
export function isAway(error: unknown): boolean {
  const explained = explainOutage(error);
  return explained instanceof AppError && GONE.has(explained.code);
}

/** Whether the database refused the values: invalid data (class 22), violated constraint (23), exceeded limit (54). */
export const isRefusal = (error: unknown): boolean => /^(?:22|23|54)[0-9A-Z]{3}$/.test(sqlState(error) ?? '');

/** Wait in seconds before an item is tried again that an outage of the database has stopped. */
const OUTAGE_WAIT_SECONDS = 2;

/**
 * The error of an attempt whose handler threw `error`. An outage of the service's own database is no fault of the item:
 * the attempt counts as not begun, as long as `mayExcuse` agrees; a lost connection of the handler's own looks alike,
 * and must not be tried for ever. A statement that took too long counts. Anything else that is not an `AppError` is an
 * INTERNAL_ERROR.
 */
export function explainFailure(error: unknown, mayExcuse: () => boolean): AppError {
  const explained = explainOutage(error);
  if (!(explained instanceof AppError)) return new AppError('INTERNAL_ERROR', undefined, { cause: error });
  if (!AWAY.has(explained.code) || isTooLong(explained) || !mayExcuse()) return explained;
  const retryAfter = explained.retryAfter ?? OUTAGE_WAIT_SECONDS;
  return new AppError(explained.code, explained.message, { isUnbegun: true, retryAfter, cause: error });
}

/** Most attempts of an item in one process that an outage may stop without being counted. */
const EXCUSED_ATTEMPTS = 10;
/** Items whose excused attempts a process remembers, and for how many milliseconds after the last one. */
const REMEMBERED = { max: 10_000, ttlMs: 600_000 } as const;

/**
 * Counts, per item, the attempts that were not counted because of an outage. One for a process: a count that began anew
 * with each execution of a batch would never end for an item that is alone in it.
 */
export class ExcusedAttempts {
  private readonly counts = new BoundedCache<number>(REMEMBERED);

  /** Whether one more attempt of the item is excused. */
  excuse(batchId: number, index: number): boolean {
    const key = `${batchId} ${index}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count <= EXCUSED_ATTEMPTS;
  }
}

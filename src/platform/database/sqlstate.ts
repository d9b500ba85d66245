import { QueryRunnerAlreadyReleasedError } from 'typeorm';
import { AppError } from '../errors/app-error.js';

/** Codes after which the whole transaction is retried: deadlock, serialisation failure, lock not available. */
const REPEAT = new Set(['40P01', '40001', '55P03']);
/** The server is shutting down, gone, starting, full or a standby, or unreachable; class 08 is matched by prefix. */
const UNAVAILABLE = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '53300',
  '25006',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** The server cancelled a statement or an idle transaction that lasted too long, or has no memory for another. */
const OVERLOADED = new Set(['57014', '25P03', '53200']);
/** No space, or an input/output error: writes are not possible. */
const STORAGE = new Set(['53100', '58030']);

/** The pool's message when all its connections stayed in use; an unreachable server has other messages. */
const POOL_BUSY = 'timeout exceeded when trying to connect';

/** The SQLSTATE or system code of a database error, whichever layer holds it; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  let at: unknown = error;
  for (let depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    const { code, driverError, cause } = at as { code?: unknown; driverError?: unknown; cause?: unknown };
    if (typeof code === 'string') return code;
    at = driverError ?? cause;
  }
  return undefined;
}

/** The name of the violated constraint; undefined when the error has none. */
export function constraintName(error: unknown): string | undefined {
  const named = error as { constraint?: unknown; driverError?: { constraint?: unknown } };
  const name = named.constraint ?? named.driverError?.constraint;
  return typeof name === 'string' ? name : undefined;
}

/**
 * Thrown by work whose whole transaction is to be rolled back and retried; has the code of a serialisation failure.
 */
export class RepeatTransaction extends Error {
  readonly code = '40001';
}

export const isRepeatable = (error: unknown): boolean => REPEAT.has(sqlState(error) ?? '');

/**
 * Whether a statement was refused because an earlier one of its transaction had failed; one that travelled with it may
 * find that the statement it executes was not prepared.
 */
export const isConsequence = (error: unknown): boolean => /^(?:25P02|26000)$/.test(sqlState(error) ?? '');

/** Classes of SQLSTATE that report trouble of the connection or the server, not of the transaction. */
const SERVER_TROUBLE = /^(08|53|57|58|XX|F0|40003)/;

/**
 * Whether a failed COMMIT certainly stored nothing: the server itself names the reason (a deferred constraint, a
 * conflict). After any other error the transaction may have been stored, and its work must not be repeated.
 */
export function isRefusedCommit(error: unknown): boolean {
  const answer = error instanceof Error ? ((error as { driverError?: unknown }).driverError ?? error) : error;
  const { severity, code } = answer as { severity?: unknown; code?: unknown };
  return typeof severity === 'string' && typeof code === 'string' && !SERVER_TROUBLE.test(code);
}

/** Converts a database outage to the error that callers receive; returns every other error unchanged. */
export function explainOutage(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = sqlState(error) ?? '';
  if (STORAGE.has(code)) return new AppError('STORAGE_UNAVAILABLE', undefined, { retryAfter: 30, cause: error });
  if (OVERLOADED.has(code) || (error instanceof Error && error.message === POOL_BUSY))
    return new AppError('OVERLOADED', undefined, { retryAfter: 2, cause: error });
  if (isDropped(error) || UNAVAILABLE.has(code) || code.startsWith('08'))
    return new AppError('DATABASE_UNAVAILABLE', undefined, { retryAfter: 2, cause: error });
  return error;
}

/** The server's own words for a statement, or an idle transaction, that lasted too long. */
const TOO_LONG = new Set(['57014', '25P03']);

/**
 * Whether a unit of work ended at its deadline, ours or the server's; not for a full pool or a server out of memory.
 */
export function isTooLong(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'OVERLOADED') return false;
  return error.cause === undefined || TOO_LONG.has(sqlState(error.cause) ?? '');
}

/**
 * A connection that was lost before the statement was sent, that never came about, or that fell silent; without a code.
 */
function isDropped(error: unknown): boolean {
  if (error instanceof QueryRunnerAlreadyReleasedError) return true;
  const messages = /Connection terminated|connection error and is not queryable|^timeout expired$|^Query read timeout$/;
  return error instanceof Error && messages.test(error.message);
}

import type { AppConfig } from '../platform/config/config.js';
import { sqlState } from '../platform/database/sqlstate.js';

/** PostgreSQL cannot be reached, or does not let us in. */
export class DatabaseUnreachableError extends Error {
  constructor(place: string, reason: string) {
    super(`PostgreSQL at ${place} (DATABASE_URL) cannot be used: ${reason}.`);
    this.name = 'DatabaseUnreachableError';
  }
}

/** SQLSTATEs and system codes of a connection that does not come about, in plain words. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection',
  ENOTFOUND: 'the host name does not exist',
  EAI_AGAIN: 'the host name could not be resolved now',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'it did not answer in time',
  ENOENT: 'its socket does not exist',
  '28000': 'it refuses the user',
  '28P01': 'it refuses the password',
  '3D000': 'the database does not exist',
  '53300': 'it has no connection left',
  '57P03': 'it is starting or stopping; try again',
};

/** Runs what opens the database. A connection that does not come about is thrown as `DatabaseUnreachableError`. */
export async function withPlainFaults<T>(config: AppConfig, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const reason = config.databaseUrl === undefined ? undefined : reasonOf(error);
    if (config.databaseUrl === undefined || reason === undefined) throw error;
    throw new DatabaseUnreachableError(placeOf(config.databaseUrl), reason);
  }
}

function reasonOf(error: unknown): string | undefined {
  // A name with several addresses fails with the error of each.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const known = REASONS[sqlState(first) ?? ''];
  if (known !== undefined) return known;
  return first instanceof Error && /timeout expired|Connection terminated/.test(first.message)
    ? 'it did not answer in time'
    : undefined;
}

/** Host and port, without the password. */
function placeOf(url: string): string {
  const { host } = new URL(url);
  return host === '' ? 'the local socket' : host;
}

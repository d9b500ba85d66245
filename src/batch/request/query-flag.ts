import type { FastifyRequest } from 'fastify';
import { invalid } from '../../platform/errors/app-error.js';
import { fault } from '../../platform/http/faults.js';

/** Reads a query parameter that is `true` or `false`; false when omitted. Throws VALIDATION_ERROR for anything else. */
export function queryFlag(field: string, value: unknown): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw invalid([fault(field, 'must be true or false', value, 'bool_parsing')]);
}

/**
 * Throws VALIDATION_ERROR for parameters of the query other than these. A misspelt one (`dry_run`) that was passed over
 * would let the request do what it was to prevent.
 */
export function refuseOtherParameters({ query }: FastifyRequest, ...known: readonly string[]): void {
  const faults = Object.entries(query as Readonly<Record<string, unknown>>)
    .filter(([name]) => !known.includes(name))
    .map(([name, value]) => fault(name.slice(0, 100), 'is not a parameter of this request', value, 'unknown_field'));
  if (faults.length > 0) throw invalid(faults.slice(0, 100));
}

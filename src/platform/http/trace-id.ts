import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The caller's X-Request-Id when it is well-formed, so that logs of two services can be joined; else a new id. */
export function traceIdOf({ headers }: IncomingMessage): string {
  const requested = headers['x-request-id'];
  return typeof requested === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(requested)
    ? requested
    : randomBytes(16).toString('hex');
}

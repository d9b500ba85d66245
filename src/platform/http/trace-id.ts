import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The caller's id when it is a plain one, so that logs of two services can be joined; else a new one. */
export function traceIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomBytes(16).toString('hex');
}

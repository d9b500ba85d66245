import type { IncomingMessage } from 'node:http';
import { AppError } from '../../platform/errors/app-error.js';

/**
 * The API key in a request's headers; undefined when there is none. Throws AMBIGUOUS_CREDENTIALS for two different
 * ones.
 */
export function presentedKey(request: IncomingMessage): string | undefined {
  const keys = request.headersDistinct['x-api-key'] ?? [];
  const bearers = (request.headersDistinct.authorization ?? []).flatMap(
    (header) => /^Bearer +(\S+)$/i.exec(header)?.[1] ?? [],
  );
  const presented = [...keys, ...bearers];
  if (keys.length > 1 || bearers.length > 1 || new Set(presented).size > 1) throw new AppError('AMBIGUOUS_CREDENTIALS');
  return presented[0] === '' ? undefined : presented[0];
}

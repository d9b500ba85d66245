import type { FastifyInstance } from 'fastify';

/** Makes the addresses that answers name be found from outside, where the service is published below the prefix. */
export function nameByPublicPath(http: FastifyInstance, prefix: string): void {
  if (prefix === '') return;
  http.addHook('onSend', async (_request, reply) => {
    const location = reply.getHeader('location');
    if (typeof location === 'string') void reply.header('Location', withPrefix(location, prefix));
  });
}

/** A path of the service as its callers reach it; other addresses, and paths that have the prefix, stay. */
export const withPrefix = (location: string, prefix: string): string =>
  !location.startsWith('/') || location.startsWith('//') || location.startsWith(`${prefix}/`)
    ? location
    : `${prefix}${location}`;

/** A path or request target without the prefix (`PUBLIC_PATH`) below which a proxy publishes the service. */
export function withoutPrefix(target: string, prefix: string): string {
  if (prefix === '' || !target.startsWith(prefix)) return target;
  const rest = target.slice(prefix.length);
  if (rest === '') return '/';
  if (rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : target;
}

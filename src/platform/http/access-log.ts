import type { FastifyInstance } from 'fastify';
import { redactUrl } from '../observability/app-logger.js';

/** Logs one line per request at level `debug` once it is answered: method, URL, route, status and duration. */
export function logAccess(http: FastifyInstance): void {
  http.addHook('onResponse', (request, reply, done) => {
    request.log.debug(
      {
        method: request.method,
        url: redactUrl(request.url),
        route: request.routeOptions.url,
        status: reply.statusCode,
        duration_ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request completed',
    );
    done();
  });
}

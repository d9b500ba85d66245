import type { FastifyInstance } from 'fastify';
import { redactUrl } from '../observability/app-logger.js';

/** One line a request at level `debug`, once it is answered: what was asked, how it ended, and how long it took. */
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

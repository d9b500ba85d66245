import { Readable } from 'node:stream';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { AppConfig } from '../config/config.js';
import { logAccess } from './access-log.js';
import { isTrusted } from './caller-address.js';
import { answerClientError } from './client-error.js';
import { limitConnections } from './connection-limits.js';
import { AppError } from '../errors/app-error.js';
import { ErrorFilter } from './error.filter.js';
import { endIgnoredUpgrades, UpgradableRequest } from './ignored-upgrade.js';
import { BATCH_BODY_LIMIT, useJsonBody } from './json-body.js';
import { useMultipartBody } from './multipart-body.js';
import { nameByPublicPath, withoutPrefix } from './public-path.js';
import type { RouteTable } from './route-policy.js';
import { screenQueries } from './screen-query.js';
import { API_HEADERS, useSecurityHeaders } from './security-headers.js';
import { traceIdOf } from './trace-id.js';

const KIB = 1024;

/** Limits of the HTTP server in milliseconds; Node checks them every `connectionsCheckingInterval`. */
const SERVER_LIMITS = {
  maxHeaderSize: 16 * KIB,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
} as const;

/** Longest request target in bytes. Node itself rejects longer header blocks, with 431. */
const URL_LIMIT = 8 * KIB;

/** Fastify as the service uses it: JSON only, with limits, a trace id per request and every route in the table. */
export function createHttpAdapter(config: AppConfig, logger: Logger, routes: RouteTable): FastifyAdapter {
  const filter = new ErrorFilter(routes);
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'trace_id' }),
    trustProxy: (address: string, hop: number) => isTrusted(config.trustProxy, address, hop),
    bodyLimit: BATCH_BODY_LIMIT,
    requestTimeout: SERVER_LIMITS.requestTimeout,
    http: { ...SERVER_LIMITS, IncomingMessage: UpgradableRequest },
    genReqId: traceIdOf,
    rewriteUrl: ({ url = '/' }) => withoutPrefix(url, config.publicPath),
    clientErrorHandler: answerClientError,
    // A path that cannot be decoded comes to no route, and to no hook.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({ ...API_HEADERS, 'X-Trace-Id': request.id });
      filter.answer(error, request, reply);
    },
    // Connections that wait are closed by the stop of the process, not in the middle of what they may be sending.
    forceCloseConnections: false,
    // What comes while the server closes is answered by its route; Fastify's own 503 has another body than our errors.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: URL_LIMIT },
    // HEAD for every GET route: load balancers check the health of a process by HEAD.
    exposeHeadRoutes: true,
  });
  const http = adapter.getInstance();
  limitConnections(http.server, {
    connections: config.maxConnections,
    firstByteMs: config.connectionTimeoutSeconds * 1000,
  });
  // Before anything else looks at the request: Node itself only bounds the header block as a whole.
  http.addHook('onRequest', async (request) => {
    if (request.url.length > URL_LIMIT) throw new AppError('URI_TOO_LONG');
  });
  endIgnoredUpgrades(http);
  useJsonBody(http);
  useMultipartBody(http);
  routes.watch(http);
  screenQueries(http);
  leaveStreamsUnread(http);
  useSecurityHeaders(http);
  nameByPublicPath(http, config.publicPath);
  if (logger.isLevelEnabled('debug')) logAccess(http);
  return adapter;
}

/**
 * Answers HEAD of a streamed response without producing it. Fastify would read the stream to its end and drop it: a
 * whole export, at the speed of the database, for a caller who only gets the headers.
 */
function leaveStreamsUnread(http: FastifyInstance): void {
  http.addHook('onSend', async (request, _reply, payload) => {
    if (request.method !== 'HEAD' || !(payload instanceof Readable)) return payload;
    payload.destroy();
    return Readable.from([]);
  });
}

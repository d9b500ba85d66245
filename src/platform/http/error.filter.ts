import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { explainOutage } from '../database/sqlstate.js';
import { AppError, type ErrorCode } from '../errors/app-error.js';
import { errorBody } from './error-body.js';
import { MIB } from './json-body.js';
import { asksForProblem, PROBLEM, problemBody } from './problem-body.js';
import { methodNotAllowed, policyOf, type RoutePolicy, type RouteTable } from './route-policy.js';

/** Codes for errors that Fastify and Nest raise themselves, by HTTP status. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'MALFORMED_JSON',
  404: 'NOT_FOUND',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'URI_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  431: 'HEADERS_TOO_LARGE',
  503: 'SHUTTING_DOWN',
};

/** The only place that turns errors into HTTP responses. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteTable) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    this.answer(
      thrown,
      host.switchToHttp().getRequest<FastifyRequest>(),
      host.switchToHttp().getResponse<FastifyReply>(),
    );
  }

  /** Answers a request with what was thrown. */
  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = this.toAppError(thrown, request);
    log(request, error, thrown);
    if (reply.sent || reply.raw.headersSent) return;
    if (error.retryAfter !== undefined)
      void reply.header('Retry-After', String(Math.max(1, Math.ceil(error.retryAfter))));
    if (error.code === 'UNAUTHORIZED') void reply.header('WWW-Authenticate', 'Bearer realm="batchwright"');
    if (error.code === 'METHOD_NOT_ALLOWED') void reply.header('Allow', this.routes.methodsOf(request.url).join(', '));
    if (error.code === 'PAYLOAD_TOO_LARGE') bound(request, reply);
    const policy = policyOf(request);
    const render = policy === undefined ? this.routes.errorsBelow(request.url) : policy.errorFormat?.render;
    const status = statusFor(error, policy);
    const body = errorBody(withContext(error, request), request.id);
    const isProblem = asksForProblem(request.headers.accept);
    // Headers prepared for a download or for labels do not fit the error sent instead, which is in English.
    void reply
      .removeHeader('Content-Disposition')
      .removeHeader('Content-Language')
      .header('Content-Type', `${isProblem ? PROBLEM : 'application/json'}; charset=utf-8`)
      .status(status)
      .send(isProblem ? problemBody(body, status) : (render?.(body) ?? body));
  }

  private toAppError(thrown: unknown, request: FastifyRequest): AppError {
    if (isCutOff(thrown, request))
      return new AppError('MALFORMED_REQUEST', 'The connection ended before the body did.', { cause: thrown });
    const explained = explainOutage(thrown);
    if (explained instanceof AppError) return explained;
    const status = statusOf(explained);
    if (status === 404 && request.is404) return this.noRoute(request);
    const isPath = (explained as { code?: unknown } | null)?.code === 'FST_ERR_BAD_URL';
    const code = isPath ? 'MALFORMED_REQUEST' : BY_STATUS[status ?? 0];
    return new AppError(code ?? 'INTERNAL_ERROR', undefined, { cause: thrown });
  }

  private noRoute(request: FastifyRequest): AppError {
    const methods = this.routes.methodsOf(request.url);
    if (methods.length === 0 && isKnownMethod(request.method))
      return new AppError('NOT_FOUND', 'There is nothing at this path; /docs lists the routes.');
    return methodNotAllowed(request.method, methods);
  }
}

/** Methods that some route might answer; every other one is refused as a method, wherever it is sent. */
const isKnownMethod = (method: string): boolean => /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method);

/**
 * Whether the caller's connection ended within the body: a code like ECONNRESET is then the caller's fault and not an
 * outage of the service.
 */
const isCutOff = (thrown: unknown, { raw }: FastifyRequest): boolean =>
  !(thrown instanceof AppError) && raw.destroyed && !raw.complete;

/**
 * Bodies up to this many bytes are read to their end and dropped: a connection that is closed while more comes is
 * reset, and the answer is lost.
 */
const DROPPED_BODY = 64 * MIB;

function bound(request: FastifyRequest, reply: FastifyReply): void {
  if (Number(request.headers['content-length'] ?? 0) > DROPPED_BODY) void reply.header('Connection', 'close');
  else void reply.removeHeader('Connection');
}

/**
 * Routes may declare another status for invalid input (400 instead of 422) and for a missing or wrong key (403 instead
 * of 401).
 */
function statusFor(error: AppError, policy: RoutePolicy | undefined): number {
  if (error.code === 'VALIDATION_ERROR') return policy?.validationStatus ?? error.status;
  if (error.code === 'UNAUTHORIZED' && policy?.unauthorizedAs === 'forbidden') return 403;
  return error.status;
}

/** Adds the endpoint, method and number of faults to `details` of a validation error. */
function withContext(error: AppError, request: FastifyRequest): AppError {
  const { validationErrors } = error;
  if (error.code !== 'VALIDATION_ERROR' || validationErrors === undefined) return error;
  const endpoint = (request.url.split('?', 1)[0] ?? '').slice(0, 200);
  return new AppError(error.code, error.message, {
    validationErrors,
    details: { endpoint, method: request.method, total_errors: validationErrors.length, ...error.details },
  });
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** Statuses of upstream failures: logged without a stack, which would be that of this service and explain nothing. */
const UPSTREAM_FAULT: ReadonlySet<number> = new Set([502, 504]);

/** Internal errors are logged with their cause; callers' errors as one line at info. */
function log(request: FastifyRequest, error: AppError, thrown: unknown): void {
  if (UPSTREAM_FAULT.has(error.status))
    request.log.warn({ code: error.code, status: error.status }, 'upstream request failed');
  else if (error.status >= 500 && error.code !== 'SHUTTING_DOWN')
    request.log.error({ err: thrown, code: error.code }, 'request failed');
  else request.log.info({ code: error.code, status: error.status }, 'request rejected');
}

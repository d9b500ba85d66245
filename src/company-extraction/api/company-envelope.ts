import type { FastifyRequest } from 'fastify';
import type { ErrorBody } from '../../platform/http/error-body.js';

/** What a route calls itself in its trace ids. */
export type TraceName =
  | 'batch_submit'
  | 'batch_status'
  | 'batch_results'
  | 'batch_download'
  | 'batch_stats'
  | 'batch_control'
  | 'batch_delete'
  | 'company_extract'
  | 'company_health';

export interface Envelope<T> {
  readonly success: true;
  readonly data: T;
  readonly metadata: { readonly trace_id: string; readonly timestamp: string };
}

/** Letters kept of the request's id; the whole stands in `X-Trace-Id` and in the log. */
const TRACE_LETTERS = 12;

/** `batch_submit_def456`: the route, and the end of the request's id, by which the log is searched (S3-3). */
export function publicTraceId(name: TraceName, requestId: string): string {
  const letters = requestId.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${name}_${letters.slice(-TRACE_LETTERS).padStart(6, '0')}`;
}

/** The seed's envelope around an answer (S3-1, S3-2). */
export const enveloped = <T>(name: TraceName, request: FastifyRequest, data: T): Envelope<T> => ({
  success: true,
  data,
  metadata: { trace_id: publicTraceId(name, request.id), timestamp: new Date().toISOString() },
});

/** The seed's envelope around an error (S3-19), for the policy of a route. */
export const envelopedError =
  (name: TraceName) =>
  ({ error_code, message, details, validation_errors, trace_id, timestamp }: ErrorBody): object => ({
    success: false,
    error: {
      code: error_code,
      message,
      details,
      ...(validation_errors === undefined ? {} : { validation_errors }),
    },
    metadata: { trace_id: publicTraceId(name, trace_id), timestamp },
  });

import type { FastifyRequest } from 'fastify';
import type { ErrorBody } from '../../platform/http/error-body.js';
import type { ErrorFormat } from '../../platform/http/route-policy.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { ErrorEnvelopeDto } from './company-error.dto.js';

/** Name of a route in its trace ids. */
type TraceName =
  | 'batch_submit'
  | 'batch_status'
  | 'batch_results'
  | 'batch_download'
  | 'batch_spending'
  | 'batch_stats'
  | 'batch_control'
  | 'batch_delete'
  | 'company_extract'
  | 'company_health';

interface Envelope<T> {
  readonly success: true;
  readonly data: T;
  readonly metadata: { readonly trace_id: string; readonly timestamp: string };
}

/** Characters of the request id used in `trace_id`; the full id is in `X-Trace-Id` and in the log. */
const TRACE_LETTERS = 12;

/**
 * Builds a trace id such as `batch_submit_def456`: the route name and the end of the request id, by which the log can
 * be searched.
 */
export function publicTraceId(name: TraceName, requestId: string): string {
  const letters = requestId.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${name}_${letters.slice(-TRACE_LETTERS).padStart(6, '0')}`;
}

/** Wraps a successful response in the envelope of the companies API. */
export const enveloped = <T>(name: TraceName, request: FastifyRequest, data: T): Envelope<T> => ({
  success: true,
  data,
  metadata: { trace_id: publicTraceId(name, request.id), timestamp: new Date().toISOString() },
});

/** Error envelope of the companies API, for the policy of a route; the document shows that of a submission. */
export const envelopedError = (name: TraceName): ErrorFormat => ({
  name: 'EnvelopedError',
  dto: ErrorEnvelopeDto,
  render: errorEnvelope(name),
  example: errorEnvelope('batch_submit'),
});

const errorEnvelope =
  (name: TraceName) =>
  ({ error_code, message, details, validation_errors, trace_id, timestamp }: ErrorBody): object => ({
    success: false,
    error: {
      code: error_code,
      message,
      details,
      ...definedOnly({ validation_errors }),
    },
    metadata: { trace_id: publicTraceId(name, trace_id), timestamp },
  });

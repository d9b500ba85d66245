import { createHash } from 'node:crypto';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Accepted } from '../submit/batch-submitter.js';
import type { AcceptedBatchDto } from './accepted-batch.dto.js';
import type { Idempotency } from '../model/items/submission.js';

/** Documents the header on a route that can answer before it is done. */
export const TakesPrefer = (): MethodDecorator =>
  ApiHeader({
    name: 'Prefer',
    required: false,
    description: '`respond-async`: 202 at once; a worker runs the batch, which has the results.',
    schema: { type: 'string', enum: ['respond-async'] },
  });

/** Whether the caller requests an asynchronous answer (`Prefer: respond-async`, RFC 7240). */
export const wantsAsync = (request: FastifyRequest): boolean =>
  (request.raw.headersDistinct['prefer'] ?? []).some((header) =>
    header.split(',').some((preference) => preference.trim().split(/[;\s]/, 1)[0]?.toLowerCase() === 'respond-async'),
  );

/**
 * The idempotency of the asynchronous form. It hashes the form too, so that the same key and body in the synchronous
 * form, which has another answer, count as another request.
 */
export const asyncIdempotency = ({ route, key, bodyHash }: Idempotency): Idempotency => ({
  route,
  key,
  bodyHash: createHash('sha256').update(bodyHash).update('respond-async').digest(),
});

/** Answers 202 with the URL of the batch. */
export function sendAccepted(
  reply: FastifyReply,
  accepted: Accepted,
  view: { readonly batchId: string | number; readonly statusUrl: string; readonly total: number },
): void {
  const body: AcceptedBatchDto = {
    batch_id: view.batchId,
    status: 'pending',
    total: view.total,
    status_url: view.statusUrl,
    created_at: accepted.createdAt.toISOString(),
  };
  if (accepted.replayed) void reply.header('Idempotency-Replayed', 'true');
  void reply
    .status(202)
    .header('Location', `/api/v1/batches/${accepted.publicId}`)
    .header('Preference-Applied', 'respond-async')
    .send(body);
}

import type { FastifyReply } from 'fastify';
import type { Answer } from '../model/items/submission.js';

/** Sends the answer of a submission, a replayed one with `Idempotency-Replayed: true`. */
export function sendReply(reply: FastifyReply, answer: Answer): void {
  if (answer.replayed) void reply.header('Idempotency-Replayed', 'true');
  void reply.status(answer.status).send(answer.body);
}

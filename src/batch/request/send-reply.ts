import type { FastifyReply } from 'fastify';
import type { Answer } from '../model/submission.js';

/** Sends a submission's answer and marks a replayed one. */
export function sendReply(reply: FastifyReply, answer: Answer): void {
  if (answer.replayed) void reply.header('Idempotency-Replayed', 'true');
  void reply.status(answer.status).send(answer.body);
}

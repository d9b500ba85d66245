import { type Answer, type OperationId, type Request, toCall } from './operations.js';
import { newKey, type SubmitOptions } from './submission.js';
import type { Transport } from './transport.js';

/** Calls operations of the OpenAPI document by their ids. */
export class Caller {
  constructor(private readonly transport: Transport) {}

  call<Id extends OperationId>(id: Id, request: Request<Id> = {}): Promise<Answer<Id>> {
    return this.transport.json(toCall(id, request));
  }
}

/** What makes a submission repeatable: a key that all its repetitions share. */
export const keyed = ({ idempotencyKey, headers, signal, timeoutMs }: SubmitOptions) => ({
  headers: { 'Idempotency-Key': idempotencyKey ?? newKey(), ...headers },
  isRepeatable: true,
  signal,
  timeoutMs,
});

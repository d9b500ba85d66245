import type { ItemError } from '../../platform/errors/app-error.js';

/** Most items of a batch of any kind and in any form; a kind or a route may take fewer. */
export const MAX_BATCH_ITEMS = 100_000;

/** One unit of a batch as its handler sees it: already validated, in input order. */
export interface Item<Input extends object> {
  /** Zero-based position in the submission; unique in the batch. */
  readonly index: number;
  readonly input: Input;
}

/** How a transactional item ended. An item's own fault is an outcome, not a throw. */
export type Outcome<Output> =
  { readonly status: 'succeeded'; readonly output: Output } | { readonly status: 'failed'; readonly error: ItemError };

export const succeeded = <Output>(output: Output): Outcome<Output> => ({ status: 'succeeded', output });
export const failed = (error: ItemError): Outcome<never> => ({ status: 'failed', error });

/** A background item that has just ended, handed to `save` in the transaction that records it. */
export interface Ended<Input extends object, Output extends object> extends Item<Input> {
  readonly batchId: number;
  readonly ownerId: number;
  readonly outcome: Outcome<Output>;
  /** What the handler told through `attempt.warn`, in order. */
  readonly warnings: readonly string[];
}

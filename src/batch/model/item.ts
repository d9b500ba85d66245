import type { ItemError } from '../../platform/errors/app-error.js';

/** Most items of a batch of any kind; a kind or a route may accept fewer. */
export const MAX_BATCH_ITEMS = 100_000;

/** One item of a batch as its handler receives it, validated. */
export interface Item<Input extends object> {
  /** Zero-based position in the submission; unique in the batch. */
  readonly index: number;
  readonly input: Input;
}

/** The result of an item. An item that is invalid or conflicts is an outcome, not an exception. */
export type Outcome<Output> =
  { readonly status: 'succeeded'; readonly output: Output } | { readonly status: 'failed'; readonly error: ItemError };

export const succeeded = <Output>(output: Output): Outcome<Output> => ({ status: 'succeeded', output });
export const failed = (error: ItemError): Outcome<never> => ({ status: 'failed', error });

/** A background item that has ended, passed to `save` in the transaction that records its result. */
export interface EndedItem<Input extends object, Output extends object> extends Item<Input> {
  readonly batchId: number;
  readonly ownerId: number;
  readonly outcome: Outcome<Output>;
  /** The texts passed to `attempt.warn`, in order. */
  readonly warnings: readonly string[];
}

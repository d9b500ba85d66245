import { ERRORS, type ItemError } from '../../../platform/errors/app-error.js';

/** Most items of a batch that one request brings, of any kind; a kind or a route may accept fewer. */
export const MAX_BATCH_ITEMS = 100_000;
/** Most items that a batch can get in parts, whatever MAX_APPENDED_ITEMS is set to. */
export const MOST_APPENDED_ITEMS = 10_000_000;

/** The zero-based position of an item as callers write it; undefined for a text that no item can have. */
export function readItemIndex(text: string): number | undefined {
  const index = /^\d{1,8}$/.test(text) ? Number(text) : MOST_APPENDED_ITEMS;
  return index < MOST_APPENDED_ITEMS ? index : undefined;
}

/*
 * The six shapes of an item, in the order of its life; src/batch/README.md has them as a table:
 * SubmittedItem (submission.ts) → Item → StartedItem → ItemResult → EndedItem
 *               └→ RefusedItem (submission.ts): a row of a file that is no valid item; it has ended as it is stored.
 */

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

/** A background item that a group commit has started: it is `running`, and its worker begins an attempt. */
export interface StartedItem extends Item<object> {
  /** Number of the attempt, from 1; a retry of the batch begins anew. */
  readonly attempt: number;
}

/** The return of an item to `pending`, because it is to be attempted again. */
export interface Return {
  readonly status: 'pending';
  /**
   * Why the attempt failed; it then counts, and is logged. Without it, the attempt was stopped from outside and does
   * not count.
   */
  readonly error?: ItemError;
  /** Milliseconds until it may run again, and why it waits. */
  readonly waitMs?: number;
  readonly waitReason?: string;
}

/** What an attempt at an item came to, as the next group commit records it. */
export interface ItemResult extends Item<object> {
  readonly end: Outcome<object> | Return;
  /** The texts passed to `attempt.warn`, in order. */
  readonly warnings: readonly string[];
  /** The last step that was named. */
  readonly step?: string | undefined;
}

/** A background item that has ended, passed to `save` in the transaction that records its result. */
export interface EndedItem<Input extends object, Output extends object> extends Item<Input> {
  readonly batchId: number;
  readonly ownerId: number;
  readonly outcome: Outcome<Output>;
  /** The texts passed to `attempt.warn`, in order. */
  readonly warnings: readonly string[];
}

/** The outcome of an item whose result, or whose feature's rows, the database refuses. */
export const SAVE_FAILED: ItemError = { code: 'SAVE_FAILED', message: ERRORS.SAVE_FAILED.meaning };

/** What an item is made of, as it is stored. */
export interface ItemContent {
  readonly input: object;
  readonly ref: string | null;
  readonly metadata: object | null;
}

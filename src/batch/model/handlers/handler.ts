import type { EntityManager } from 'typeorm';
import type { Actor } from '../../../accounts/rights/actor.js';
import type { EndedItem, Item, Outcome } from '../items/item.js';
import type { Kind } from '../kinds/kind.js';

/** The context of a batch: the actor on whose behalf it runs, and its options. */
export interface Scope<Options extends object> {
  readonly actor: Actor;
  readonly options: Options;
  /** Public id of the batch; null for kinds whose id the database assigns. */
  readonly batchPublicId: string | null;
}

/**
 * Handler of a kind whose items only change tables of this database. Items are locked, applied and recorded in one
 * transaction: all of a batch in its request or when it is atomic, 50 at a time in a worker. A handler is a provider of
 * its feature's module; listing it there registers it.
 */
export abstract class TransactionalHandler<
  Input extends object,
  Options extends object,
  Output extends object,
  Locked = undefined,
> {
  abstract readonly kind: Kind<Input, Options>;

  /**
   * Locks all rows that the items may change, always in the order table, id, so that batches do not deadlock. Returns
   * what it read of them, so that `apply` need not read them again.
   */
  abstract lock(items: readonly Item<Input>[], scope: Scope<Options>, tx: EntityManager): Promise<Locked>;

  /**
   * Applies the items in order and returns one outcome per item, in the same order. An item that is invalid or
   * conflicts is an outcome, not an exception. If `apply` throws, the engine runs the batch again one item at a time,
   * so that only the failing item fails. Writes may be sent without waiting for their result (see statement.ts); their
   * failure counts as thrown.
   */
  abstract apply(
    items: readonly Item<Input>[],
    locked: Locked,
    scope: Scope<Options>,
    tx: EntityManager,
  ): Promise<readonly Outcome<Output>[]>;
}

/** The context of one attempt at an item. */
export interface Attempt<Options extends object> {
  readonly batchId: number;
  readonly ownerId: number;
  readonly index: number;
  readonly options: Options;
  /** Number of the attempt, from 1. */
  readonly number: number;
  /** Aborted on timeout, cancel, lost lease and shutdown. Pass it to every slow call. */
  readonly signal: AbortSignal;
  /** When the time limit ends the attempt, on the clock of `performance.now()`. */
  readonly endsAt: number;
  /**
   * Sets the name of the item's current step, up to 64 characters; stored with the next group commit, within a second.
   */
  step(name: string): void;
  /** Adds a warning that is stored with the item: at most 20, of 500 characters each. */
  warn(text: string): void;
}

/** Items that a retry has put back to pending. */
export interface Reopened<Input extends object> {
  readonly indexes: readonly number[];
  /** Those among them that got another input. */
  readonly corrected: readonly Item<Input>[];
}

/** A kind that calls out and is slow. `run` has no transaction, `save` has no network. */
export abstract class BackgroundHandler<Input extends object, Options extends object, Output extends object> {
  abstract readonly kind: Kind<Input, Options>;

  /**
   * Stores rows of the feature in the submission's transaction; called several times for a batch submitted in chunks.
   */
  submitted?(
    batch: { readonly id: number; readonly ownerId: number },
    items: readonly Item<Input>[],
    options: Options,
    tx: EntityManager,
  ): Promise<void>;

  /**
   * Rows of a file that are no valid items and are recorded as failed ones, in the transaction of the submission. Their
   * inputs are what the columns gave, whatever that is; once a retry corrects one of them, `submitted` is called for
   * it.
   */
  refused?(
    batch: { readonly id: number; readonly ownerId: number },
    items: readonly Item<object>[],
    options: Options,
    tx: EntityManager,
  ): Promise<void>;

  /**
   * Feature rows of items that a retry has put back to pending, in the transaction that did: nothing of their former
   * end may stay. A large batch comes in several calls.
   */
  reopened?(batch: { readonly id: number }, reopened: Reopened<Input>, tx: EntityManager): Promise<void>;

  /**
   * Number of further items that this process can start now, when a scarce resource such as a browser limits it; other
   * items stay pending, and their time limit does not run. Unlimited when not implemented.
   */
  capacity?(options: Options): number;

  /**
   * Does the slow work; may run again after a crash, so it must not write anything but idempotent caches. Throws
   * `AppError`, whose class decides on another attempt; any other error counts as INTERNAL_ERROR.
   */
  abstract run(input: Input, attempt: Attempt<Options>): Promise<Output>;

  /**
   * Stores the feature's rows of ended items of one batch, succeeded or failed, in the transaction that records their
   * results, and perhaps those of other batches: it locks rows in one order, is quick, and keeps nothing in the
   * session.
   */
  abstract save(ended: readonly EndedItem<Input, Output>[], tx: EntityManager): Promise<void>;
}

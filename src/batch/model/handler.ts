import type { EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/actor.js';
import type { Ended, Item, Outcome } from './item.js';
import type { Kind } from './kind.js';

/** Who acts, and the options the batch was submitted with. */
export interface Scope<Options extends object> {
  readonly actor: Actor;
  readonly options: Options;
  /** The id that callers will know the batch by; null for kinds whose id the database makes. */
  readonly batchPublicId: string | null;
}

/**
 * A kind whose items touch our own tables only. The whole batch runs in one transaction: lock, apply, record, commit.
 * A handler is a provider of its feature's module; listing it there registers it.
 */
export abstract class TransactionalHandler<
  Input extends object,
  Options extends object,
  Output extends object,
  Locked = undefined,
> {
  abstract readonly kind: Kind<Input, Options>;

  /**
   * Locks every row the items may touch, in one order (table, id), and answers what it read of them: `apply` decides on
   * those rows without reading them again.
   */
  abstract lock(items: readonly Item<Input>[], scope: Scope<Options>, tx: EntityManager): Promise<Locked>;

  /**
   * Applies items in order and answers one outcome per item, in the same order. An item's own fault is an outcome, not a
   * throw. What is thrown makes the engine start again item by item, so that only the guilty one fails. Writes may be posted
   * (see statement.ts): a failure of theirs counts as thrown.
   */
  abstract apply(
    items: readonly Item<Input>[],
    locked: Locked,
    scope: Scope<Options>,
    tx: EntityManager,
  ): Promise<readonly Outcome<Output>[]>;
}

/** What the engine gives to one try of one item. */
export interface Attempt<Options extends object> {
  readonly batchId: number;
  readonly ownerId: number;
  readonly index: number;
  readonly options: Options;
  /** 1 for the first try. */
  readonly number: number;
  /** Aborted on timeout, cancel and shutdown. Pass it to every slow call. */
  readonly signal: AbortSignal;
  /** Names the step the item is in; kept in memory and written with the next commit or once a second. */
  step(name: string): void;
  /** Adds a warning that is stored with the item. */
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

  /** Feature rows that must exist from the start, in the submission's transaction; a large batch comes in several calls. */
  submitted?(
    batch: { readonly id: number; readonly ownerId: number },
    items: readonly Item<Input>[],
    options: Options,
    tx: EntityManager,
  ): Promise<void>;

  /**
   * Feature rows of items that a retry has put back to pending, in the transaction that did: nothing of their former end may
   * stay. A large batch comes in several calls.
   */
  reopened?(batch: { readonly id: number }, reopened: Reopened<Input>, tx: EntityManager): Promise<void>;

  /**
   * How many more items this process can start now, when a scarce resource (a browser) bounds it; an item becomes running,
   * and its time limit starts, only when there is room. Unlimited when not implemented.
   */
  capacity?(options: Options): number;

  /**
   * The slow part; may run again after a crash. Writes nothing but idempotent caches. Throws `AppError`; the class of its
   * code decides whether it is tried again.
   */
  abstract run(input: Input, attempt: Attempt<Options>): Promise<Output>;

  /** The short part: stores the feature's rows for many ended items, succeeded or failed, in the transaction that records them. */
  abstract save(ended: readonly Ended<Input, Output>[], tx: EntityManager): Promise<void>;
}

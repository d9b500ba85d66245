import type { Actor } from '../../accounts/actor.js';
import type { Counters } from './counters.js';
import type { Outcome } from './item.js';
import type { BatchStatus, Priority } from './batch-status.js';

/**
 * Items of an atomic batch: all of them are done in one transaction of at most 15 seconds. 5,000 contacts of 500 bytes took 0.4 s
 * on PostgreSQL and 1.1 s in the embedded database, 5,000 operations 0.4 s, on a busy machine of two cores (measured); the rest is
 * for slower machines, larger items and locks that others hold.
 */
export const MAX_ATOMIC_ITEMS = 5000;

/** What a caller may send along with an item, whatever its kind. */
export interface ItemExtras {
  /** The caller's own name for the item, at most 200 characters; echoed in results, exports and webhooks. */
  readonly ref?: string;
  /** The caller's own data; echoed and never read. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What a caller may send along with a batch, whatever its kind. */
export interface BatchExtras {
  readonly name?: string;
  readonly webhookUrl?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly priority?: Priority;
  /** All items or none; transactional kinds only. */
  readonly atomic?: boolean;
}

export interface SubmittedItem<Input extends object> extends ItemExtras {
  readonly input: Input;
}

/** The `Idempotency-Key` of a request and what it is compared with. */
export interface Idempotency {
  readonly route: string;
  readonly key: string;
  readonly bodyHash: Buffer;
}

/** One batch as a face hands it to the batch module: parsed and validated, options in the kind's own type. */
export interface Submission<Input extends object, Options extends object> extends BatchExtras {
  readonly actor: Actor;
  readonly items: readonly SubmittedItem<Input>[];
  readonly options: Options;
  /** Run the same code in a transaction that is rolled back; nothing is stored. */
  readonly validateOnly: boolean;
  readonly idempotency?: Idempotency;
}

/** A batch whose items come in pieces, so that a large one is never in memory as a whole. */
export interface ChunkedSubmission<Input extends object, Options extends object> extends Omit<
  Submission<Input, Options>,
  'items'
> {
  /** The items in order, from the first; asked again when the transaction is repeated. No waiting for a client inside. */
  readonly chunks: () => AsyncIterable<readonly SubmittedItem<Input>[]> | Iterable<readonly SubmittedItem<Input>[]>;
}

/** A batch as it stands, in the words of the engine; faces translate. */
export interface BatchSummary {
  /** Internal key; 0 in a dry run. */
  readonly id: number;
  readonly publicId: string;
  readonly status: BatchStatus;
  readonly counters: Counters;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
}

/** How a transactional submission ended. */
export interface TransactionalResult<Input extends object, Output extends object> {
  readonly batch: BatchSummary;
  readonly items: readonly (SubmittedItem<Input> & { readonly index: number; readonly outcome: Outcome<Output> })[];
  /** An item of an atomic batch failed, so nothing of it was written. */
  readonly rolledBack: boolean;
  readonly validateOnly: boolean;
}

/** An answer ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly body: object;
}

/** What goes back to the caller: the face's rendering, or the stored one of the first request with the same key. */
export interface Answer extends Reply {
  readonly replayed: boolean;
}

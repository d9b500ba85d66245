import type { Actor } from '../../../accounts/rights/actor.js';
import type { ItemError } from '../../../platform/errors/app-error.js';
import type { Counters } from '../status/counters.js';
import type { Outcome } from './item.js';
import type { BatchStatus, Priority } from '../status/batch-status.js';

/**
 * Items of an atomic batch: all of them are done in one transaction of at most 15 seconds. 5,000 contacts of 500 bytes
 * took 0.4 s on PostgreSQL and 1.1 s in the embedded database, on a busy machine of two cores (measured); the rest is
 * for slower machines, larger items and locks that others hold.
 */
export const MAX_ATOMIC_ITEMS = 5000;

/** Most items of a batch in one JSON body, which is parsed as a whole. */
export const MAX_JSON_ITEMS = 10_000;

/** Largest body in bytes that is read as a stream: lines, or a file. */
export const MAX_STREAM_BYTES = 64 * 1024 * 1024;

/** What a caller may send along with an item, whatever its kind. */
export interface ItemExtras {
  /** Caller-defined name of the item, 1 to 200 characters; returned in results, exports and webhooks. */
  readonly ref?: string;
  /** Caller-defined data, returned unchanged. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Optional fields of a batch of any kind. */
export interface BatchExtras {
  readonly name?: string;
  readonly webhookUrl?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly priority?: Priority;
  /** If one item fails, nothing is written; transactional kinds only. */
  readonly atomic?: boolean;
  /** Further items follow in parts until it is sealed; whether those it has run before. */
  readonly open?: { readonly startsAtOnce: boolean };
}

/** The row of a file that an item came as. */
export interface FileRow {
  /** Line of the file at which it begins, or row of the sheet; from 1. */
  readonly line: number;
  /** JSON text of its cells, or the object of a line of JSON. */
  readonly text: string;
}

export interface SubmittedItem<Input extends object> extends ItemExtras {
  readonly input: Input;
  /** Zero-based position in the batch; when omitted, that after the item before. */
  readonly index?: number;
  /** Where it comes from, when the batch is a file. */
  readonly row?: FileRow;
}

/**
 * A row of a file that is no valid item, recorded as a failed one: its input is what the columns gave, whatever that
 * is.
 */
export interface RefusedItem extends SubmittedItem<object> {
  readonly index: number;
  readonly row: FileRow;
  readonly error: ItemError;
}

/** An ended item's corrected row of a file. */
export interface Correction extends ItemExtras {
  readonly index: number;
  readonly input: object;
  /** Line of the file that corrects it. */
  readonly line: number;
  /** JSON text of its whole row, as in `FileRow`; null for a batch that did not come as a file. */
  readonly cells: string | null;
}

/** The file that a batch comes as. */
export interface SubmittedFile {
  readonly format: string;
  /** Name of the separator of a CSV file. */
  readonly delimiter: string | null;
  /** As they stand in the file. */
  readonly headers: readonly string[];
  /** What the caller is told of the import, kept with the batch. */
  readonly report: object;
  /** The rows that are recorded as failed items, in order; called again for a repeated transaction. */
  readonly refused: () => AsyncIterable<readonly RefusedItem[]>;
}

/** A file that a part of a batch came as before. */
export type EarlierFile = Pick<SubmittedFile, 'headers' | 'report'>;

/** The file that a part of a batch comes as. */
export interface PartFile extends Omit<SubmittedFile, 'report'> {
  /** What is kept of the import beside what earlier files brought. Throws when the file does not fit them. */
  readonly reportOver: (earlier: EarlierFile | undefined) => object;
}

/** The `Idempotency-Key` of a request, with the route and the hash of the body that a repetition must match. */
export interface Idempotency {
  readonly route: string;
  readonly key: string;
  readonly bodyHash: Buffer;
}

/** A parsed and validated batch, as the public APIs pass it to the batch module. */
export interface Submission<Input extends object, Options extends object> extends BatchExtras {
  readonly actor: Actor;
  readonly items: readonly SubmittedItem<Input>[];
  readonly options: Options;
  /** Whether this is a dry run: the same code in a transaction that is rolled back. */
  readonly validateOnly: boolean;
  readonly idempotency?: Idempotency;
}

/** A batch whose items are read in chunks, so that a large one is never entirely in memory. */
export interface ChunkedSubmission<Input extends object, Options extends object> extends Omit<
  Submission<Input, Options>,
  'items'
> {
  /**
   * Returns the items in order, from the first; called again for a repeated transaction. Must not wait for the client.
   */
  readonly chunks: () => AsyncIterable<readonly SubmittedItem<Input>[]> | Iterable<readonly SubmittedItem<Input>[]>;
  /** The file that the items come from; at least one of its rows must be a valid item. */
  readonly file?: SubmittedFile;
}

/** The state of a batch after a transactional submission; each public API renders it in its own format. */
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

/** The result of a transactional submission. */
export interface TransactionalResult<Input extends object, Output extends object> {
  readonly batch: BatchSummary;
  readonly items: readonly (SubmittedItem<Input> & { readonly index: number; readonly outcome: Outcome<Output> })[];
  /** Whether nothing was written because an item of an atomic batch failed. */
  readonly rolledBack: boolean;
  readonly validateOnly: boolean;
}

/** Status and body of an answer. */
export interface Reply {
  readonly status: number;
  readonly body: object;
}

/** An answer to the caller; `replayed`: it is the stored one of an earlier request with the same Idempotency-Key. */
export interface Answer extends Reply {
  readonly replayed: boolean;
}

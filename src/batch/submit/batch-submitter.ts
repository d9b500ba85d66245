import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { flushStatements } from '../../platform/database/statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError } from '../../platform/errors/app-error.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { insertChunk, insertRefused } from './insert-chunk.js';
import { IdempotencyStore } from './idempotency-store.js';
import { Lifecycle } from '../notify/lifecycle.js';
import { requireInputScopes } from '../model/handlers/kind-scopes.js';
import { FieldCollector } from '../model/fields/field-collector.js';
import type { KindName } from '../model/kinds/kind.js';
import { newPublicId } from '../model/kinds/public-id.js';
import { type AnyHandler, isBackground } from '../model/handlers/handler-registry.js';
import { Notifier } from '../notify/notifier.js';
import {
  type ChunkedSubmission,
  type Idempotency,
  MAX_ATOMIC_ITEMS,
  type Submission,
  type SubmittedFile,
  type SubmittedItem,
} from '../model/items/submission.js';
import { BatchWebhookUrl } from '../webhooks/batch-webhook-url.js';
import { type RunLimits, SubmissionStore, type SubmittedBatch } from './submission-store.js';

/**
 * Longest duration of a transaction that stores a batch in chunks, in milliseconds; 100,000 items take 100 statements.
 */
export const CHUNKS_DEADLINE_MS = 60_000;

/**
 * Batches with more items get a summary of their fields; those of smaller ones are found by an export in less than 0.2
 * s.
 */
const SUMMED_UP_FROM = 2000;

const inputsOf = <Input extends object>(items: readonly SubmittedItem<Input>[]): readonly Input[] =>
  items.map(({ input }) => input);

/** A stored batch. */
export interface Accepted {
  /** Internal key; 0 in a dry run. */
  readonly batchId: number;
  readonly publicId: string;
  readonly createdAt: Date;
  /** Whether this is the batch of an earlier request with the same Idempotency-Key. */
  readonly replayed: boolean;
}

/**
 * Stores batches that a worker will run: of background kinds, and of transactional kinds in their asynchronous form.
 * One transaction stores the batch, all its items, the feature's rows, the idempotency row and the event. The answer is
 * sent after the commit and never waits for the wake-up queue.
 */
@Injectable()
export class BatchSubmitter {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: SubmissionStore,
    private readonly idempotency: IdempotencyStore,
    private readonly lifecycle: Lifecycle,
    private readonly notifier: Notifier,
    private readonly webhookUrl: BatchWebhookUrl,
  ) {}

  /**
   * Stores the batch. `limits` overrides the kind's defaults. Throws IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS,
   * TOO_MANY_ACTIVE_BATCHES, QUEUE_FULL, and FORBIDDEN when the items need a scope that the key lacks.
   */
  async submit<Input extends object, Options extends object>(
    handler: AnyHandler,
    submission: Submission<Input, Options>,
    limits: Partial<RunLimits> = {},
  ): Promise<Accepted> {
    const { actor, items, options } = submission;
    requireInputScopes(actor, handler, inputsOf(items), options);
    return this.accept(handler, { ...submission, chunks: () => [items] }, limits);
  }

  /** Like `submit`, for items that are read in chunks; still one transaction. */
  submitChunks<Input extends object, Options extends object>(
    handler: AnyHandler,
    submission: ChunkedSubmission<Input, Options>,
    limits: Partial<RunLimits> = {},
  ): Promise<Accepted> {
    const { actor, options } = submission;
    async function* chunks(): AsyncGenerator<readonly SubmittedItem<Input>[]> {
      for await (const items of submission.chunks()) {
        requireInputScopes(actor, handler, inputsOf(items), options);
        yield items;
      }
    }
    return this.accept(handler, { ...submission, chunks }, limits, CHUNKS_DEADLINE_MS);
  }

  /**
   * The batch of an earlier request with the same Idempotency-Key and body: for bodies whose check takes long.
   * Undefined when there is none, or when it was deleted; throws IDEMPOTENCY_KEY_REUSED and IDEMPOTENCY_IN_PROGRESS
   * like `submit`.
   */
  async findEarlier(kind: KindName, { userId }: Actor, idempotency: Idempotency): Promise<Accepted | undefined> {
    const found = await this.unitOfWork.run(async (tx) => {
      const earlier = await this.idempotency.claim(userId, idempotency, tx);
      return earlier?.batchId == null ? undefined : this.store.find(earlier.batchId, tx);
    });
    if (found === undefined) return undefined;
    this.lifecycle.log.replayed({ kind, ownerId: userId }, found.batchId);
    return { ...found, replayed: true };
  }

  private async accept<Input extends object, Options extends object>(
    handler: AnyHandler,
    submission: ChunkedSubmission<Input, Options>,
    limits: Partial<RunLimits>,
    deadlineMs?: number,
  ): Promise<Accepted> {
    const work = (tx: EntityManager) => this.insert(handler, submission, { ...defaultLimits(handler), ...limits }, tx);
    const logged = { kind: handler.kind.name, ownerId: submission.actor.userId };
    if (submission.validateOnly) {
      const checked = await this.unitOfWork.dryRun(work, deadlineMs);
      this.lifecycle.log.dryRun(logged, { total: checked.total });
      return checked;
    }
    const accepted = await this.unitOfWork.run(work, deadlineMs);
    crashPoint('submit.after_commit');
    this.store.countQueued(accepted.total);
    if (accepted.replayed) this.lifecycle.log.replayed(logged, accepted.batchId);
    this.notifier.wakeUp(accepted.batchId);
    this.notifier.changed(accepted.batchId);
    return accepted;
  }

  private async insert<Input extends object, Options extends object>(
    handler: AnyHandler,
    submission: ChunkedSubmission<Input, Options>,
    limits: RunLimits,
    tx: EntityManager,
  ): Promise<Accepted & { readonly total: number }> {
    const { actor, idempotency } = submission;
    const earlier = submission.validateOnly
      ? undefined
      : idempotency && (await this.idempotency.claim(actor.userId, idempotency, tx));
    if (earlier?.batchId != null) return { ...(await this.store.find(earlier.batchId, tx)), total: 0, replayed: true };
    await this.webhookUrl.prepare(submission.webhookUrl, actor.userId, tx);
    const publicId = newPublicId(handler.kind.publicId);
    const batch = await this.store.insertBatch(handler.kind.name, publicId, submission, limits, tx);
    const fields = handler.kind.inputFields?.isComplete === true ? undefined : new FieldCollector();
    let first = 0;
    for await (const items of submission.chunks()) {
      for (const { input } of items) fields?.add(input);
      // Sends one chunk at a time: 100,000 items must not accumulate in the connection's buffer.
      await flushStatements(tx);
      if (submission.atomic === true) refuseLargeAtomic(first + items.length);
      const chunk = { items, first, options: submission.options };
      await insertChunk(this.store, handler, { id: batch.id, ownerId: actor.userId }, chunk, tx);
      first += items.length;
    }
    if (submission.file !== undefined) first += await this.insertFile(handler, batch, submission.file, submission, tx);
    if (fields !== undefined && first > SUMMED_UP_FROM) await this.store.insertFields(batch.id, fields.summary, tx);
    await this.lifecycle.record(batch.id, 'submitted', tx);
    if (idempotency !== undefined && !submission.validateOnly)
      await this.idempotency.store(actor.userId, idempotency, batch.id, { status: 202, body: null }, tx);
    crashPoint('submit.before_commit');
    return { batchId: batch.id, publicId: batch.publicId, createdAt: batch.createdAt, total: first, replayed: false };
  }

  /**
   * Stores how the file was read, and its rows that are failed items from the beginning: after the others, so that the
   * batch is open by then. Answers how many.
   */
  private async insertFile<Input extends object, Options extends object>(
    handler: AnyHandler,
    batch: SubmittedBatch,
    file: SubmittedFile,
    { actor, options }: Pick<ChunkedSubmission<Input, Options>, 'actor' | 'options'>,
    tx: EntityManager,
  ): Promise<number> {
    await this.store.files.insertFile(batch.id, file, tx);
    const { refused } = file;
    return insertRefused(this.store, handler, { id: batch.id, ownerId: actor.userId }, { refused, options }, tx);
  }
}

function refuseLargeAtomic(items: number): void {
  if (items > MAX_ATOMIC_ITEMS)
    throw new AppError(
      'BATCH_TOO_LARGE',
      `An atomic batch has at most ${MAX_ATOMIC_ITEMS} items, this one at least ${items}.`,
      {
        details: { field: 'atomic', limit: MAX_ATOMIC_ITEMS, items },
      },
    );
}

/** A transactional kind runs one item after the other and is never tried again by itself. */
function defaultLimits(handler: AnyHandler): RunLimits {
  if (!isBackground(handler)) return { maxConcurrent: 1, timeoutMs: 15_000, maxAttempts: 1 };
  const { background } = handler.kind;
  if (background === undefined) throw new Error(`The background kind ${handler.kind.name} has no limits.`);
  return {
    maxConcurrent: background.concurrency.default,
    timeoutMs: background.timeoutMs.default,
    maxAttempts: background.attempts,
  };
}

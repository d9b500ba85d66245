import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { seesAll } from '../../accounts/rights/visibility.js';
import { AppConfig } from '../../platform/config/config.js';
import { flushStatements } from '../../platform/database/statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError } from '../../platform/errors/app-error.js';
import { type Page, toPage } from '../../platform/http/paging.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { isTerminal, terminalStatus } from '../model/status/batch-status.js';
import { FieldCollector } from '../model/fields/field-collector.js';
import type { AnyHandler } from '../model/handlers/handler-registry.js';
import { MAX_BATCH_ITEMS } from '../model/items/item.js';
import type { PartFile, RefusedItem, SubmittedItem } from '../model/items/submission.js';
import { Lifecycle } from '../notify/lifecycle.js';
import { Notifier } from '../notify/notifier.js';
import { CHUNKS_DEADLINE_MS } from './batch-submitter.js';
import { insertChunk, insertRefused } from './insert-chunk.js';
import { type OpenBatch, type PartRow, PartStore } from './part-store.js';
import { SubmissionStore } from './submission-store.js';
import { SUBMISSION_SETTINGS } from './submission.settings.js';

/** A part of a batch. */
export interface Part {
  readonly number: number;
  /** SHA-256 of the bytes of its body. */
  readonly bodyHash: Buffer;
  /** Its items in chunks, called again for a repeated transaction. */
  readonly chunks: () => AsyncIterable<readonly SubmittedItem<object>[]> | Iterable<readonly SubmittedItem<object>[]>;
  /** The file that the items come from; their indexes, where they have some, are those of its rows. */
  readonly file?: PartFile;
}

/** A part that is stored: where its items stand, and how many items the batch has by now. */
export interface StoredPart {
  readonly part: number;
  readonly firstIndex: number;
  readonly items: number;
  readonly total: number;
  /** Whether it was stored before. */
  readonly replayed: boolean;
}

/** `queued`: items that wait from now on; those of a batch that starts at its seal wait from then on. */
type QueuedPart = StoredPart & { readonly queued: number };

/**
 * Batches that get their items in parts, for more than one request can carry. A part is stored whole or not at all,
 * once for its number; the seal says how many items there must be.
 */
@Injectable()
export class BatchAppender {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parts: PartStore,
    private readonly submissions: SubmissionStore,
    private readonly lifecycle: Lifecycle,
    private readonly notifier: Notifier,
    private readonly config: AppConfig,
  ) {}

  /**
   * Stores a part behind the items that the batch has. Throws BATCH_SEALED, BATCH_TERMINAL, PART_CONFLICT for another
   * body under the same number, BATCH_TOO_LARGE, QUEUE_FULL when its items would run at once, and FORBIDDEN for another
   * key than that which opened the batch: what is in it runs with the rights of that key.
   */
  async append(batchId: number, handler: AnyHandler, part: Part, actor: Actor, isDry: boolean): Promise<StoredPart> {
    const work = (tx: EntityManager): Promise<QueuedPart> => this.insert(batchId, handler, part, actor, tx);
    if (isDry) return this.unitOfWork.dryRun(work, CHUNKS_DEADLINE_MS);
    const stored = await this.unitOfWork.run(work, CHUNKS_DEADLINE_MS);
    crashPoint('append.after_commit');
    this.submissions.countQueued(stored.queued);
    this.notifier.wakeUp(batchId);
    this.notifier.changed(batchId);
    return stored;
  }

  private async insert(
    batchId: number,
    handler: AnyHandler,
    { number: part, bodyHash, chunks, file }: Part,
    actor: Actor,
    tx: EntityManager,
  ): Promise<QueuedPart> {
    const batch = await this.parts.lock(batchId, tx);
    requireSameKey(batch, actor);
    const earlier = await this.parts.find(batchId, part, bodyHash, tx);
    if (earlier?.isSame === true) return { ...earlier, total: batch.total, replayed: true, queued: 0 };
    if (earlier !== undefined) throw new AppError('PART_CONFLICT', undefined, { details: { part } });
    requireOpen(batch);
    if (batch.startsAtOnce) await this.submissions.requireRoom(tx);
    const fields = handler.kind.inputFields?.isComplete === true ? undefined : new FieldCollector();
    let items = 0;
    for await (const chunk of chunks()) {
      await flushStatements(tx);
      const first = batch.total + items;
      items += chunk.length;
      this.requireCount(handler, batch.total + items);
      for (const { input } of chunk) fields?.add(input);
      const placed = chunk.map((item) => behind(batch.total, item));
      await insertChunk(this.submissions, handler, batch, { items: placed, first, options: batch.options }, tx);
    }
    if (file !== undefined) items += await this.insertFile(handler, batch, file, tx);
    this.requireCount(handler, batch.total + items);
    if (fields !== undefined) await this.parts.mergeFields(batchId, batch.total === 0, fields.summary, tx);
    await this.parts.insert(batchId, { part, firstIndex: batch.total, items, bodyHash }, tx);
    crashPoint('append.before_commit');
    const queued = batch.startsAtOnce ? items : 0;
    return { part, firstIndex: batch.total, items, total: batch.total + items, replayed: false, queued };
  }

  /**
   * Stores how the file of a part was read, and its rows that are failed items from the beginning. Answers how many.
   */
  private async insertFile(
    handler: AnyHandler,
    batch: OpenBatch,
    { refused, reportOver, ...file }: PartFile,
    tx: EntityManager,
  ): Promise<number> {
    const { files } = this.submissions;
    const earlier = await files.find(batch.id, tx);
    const report = reportOver(earlier);
    if (earlier === undefined) await files.insertFile(batch.id, { ...file, report }, tx);
    else await files.updateReport(batch.id, report, tx);
    async function* placed(): AsyncGenerator<readonly RefusedItem[]> {
      for await (const items of refused()) yield items.map((item) => behind(batch.total, item));
    }
    return insertRefused(this.submissions, handler, batch, { refused: placed, options: batch.options }, tx);
  }

  /** A kind with a limit of its own keeps it. */
  private requireCount({ kind }: AnyHandler, count: number): void {
    const limit =
      kind.maxItems < MAX_BATCH_ITEMS ? kind.maxItems : SUBMISSION_SETTINGS.of(this.config).MAX_APPENDED_ITEMS;
    if (count <= limit) return;
    throw new AppError('BATCH_TOO_LARGE', `The batch may have at most ${limit} items; this part would make more.`, {
      details: { field: 'items', limit },
    });
  }

  /** Parts after a number, in their order. */
  async list(batchId: number, after: number, limit: number): Promise<Page<PartRow, number>> {
    return toPage(await this.parts.page(batchId, after, limit + 1), limit, ({ part }) => part);
  }

  /**
   * The batch has all its items. Sealing it again with the same number changes nothing. Throws SEAL_COUNT_MISMATCH when
   * it has another number of items, BATCH_SEALED, BATCH_TERMINAL, QUEUE_FULL, and FORBIDDEN as `append`.
   */
  async seal(batchId: number, expected: number, actor: Actor): Promise<void> {
    const waiting = await this.unitOfWork.run(async (tx) => {
      const batch = await this.parts.lock(batchId, tx);
      requireSameKey(batch, actor);
      const { total, unended, startsAtOnce, succeeded, status } = batch;
      if (!batch.isOpen && status !== 'cancelled' && total === expected) return 0;
      requireOpen(batch);
      if (total !== expected)
        throw new AppError('SEAL_COUNT_MISMATCH', `The batch has ${total} items, not ${expected}.`, {
          details: { expected, actual: total },
        });
      if (!startsAtOnce) await this.submissions.requireRoom(tx);
      const end = unended === 0 ? terminalStatus(total, succeeded) : undefined;
      await this.parts.seal(batchId, end, tx);
      if (end !== undefined) await this.lifecycle.record(batchId, end, tx);
      return startsAtOnce ? 0 : unended;
    });
    this.submissions.countQueued(waiting);
    this.notifier.wakeUp(batchId);
    this.notifier.changed(batchId);
  }
}

/** The item with the index that it has behind the items of earlier parts. */
const behind = <Item extends { readonly index?: number }>(total: number, item: Item): Item =>
  item.index === undefined ? item : { ...item, index: total + item.index };

function requireSameKey({ keyId }: OpenBatch, actor: Actor): void {
  if (keyId === actor.keyId || seesAll(actor)) return;
  throw new AppError('FORBIDDEN', 'Only the key that opened the batch, or an admin’s, may append to it and seal it.');
}

function requireOpen({ isOpen, status }: OpenBatch): void {
  if (isOpen) return;
  if (isTerminal(status))
    throw new AppError('BATCH_TERMINAL', `The batch has already ended: it is ${status}.`, { details: { status } });
  throw new AppError('BATCH_SEALED', undefined, { details: { status } });
}

import { setImmediate as nextTick } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ActorQueries } from '../../accounts/rights/actor-queries.js';
import { integerColumn } from '../../platform/database/columns.js';
import { run as runStatement, type Statement } from '../../platform/database/statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError, toItemError } from '../../platform/errors/app-error.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import {
  applyItems,
  type HowApplied,
  logItemError,
  markRolledBack,
  mustRollBack,
} from '../transactional/apply-items.js';
import { AtomicTries } from './atomic-tries.js';
import type { CountedItem } from './item-tries.js';
import type { Scope } from '../model/handlers/handler.js';
import { failed, type Item, type Outcome } from '../model/items/item.js';
import { storableError } from '../model/items/storable-result.js';
import { chooseItems } from './next-items-sql.js';
import { outcomeColumns } from '../transactional/outcome-columns.js';
import { Lifecycle } from '../notify/lifecycle.js';
import type { AnyTransactional } from '../model/handlers/handler-registry.js';
import { type HeldBatch, ExecutionStore } from './execution-store.js';
import type { Lease } from './lease.js';
import type { ClaimedBatch } from './lease-store.js';
import type { Notifier } from '../notify/notifier.js';
import { terminalStatus } from '../model/status/batch-status.js';

/** Items of one transaction; an atomic batch is always one transaction. */
const CHUNK = 50;
/** Outcomes that one statement records: its join may compare each item with each outcome. */
const RECORDED_AT_ONCE = 200;

/** The next items in their order, behind the cursor of the batch, which moves; `$2` at most, out of `$4` more. */
export const NEXT_ITEMS: Statement = {
  name: 'next_transactional_items',
  text: `
    WITH ${chooseItems({ limit: '$2::integer', cursor: '$3::integer', returned: 'true', begins: 'true', window: '$4::integer' })}
    SELECT index, input, NULL::boolean AS "looksOn", NULL::integer AS "movedTo" FROM batch_items
     WHERE batch_id = $1 AND index = ANY ((SELECT indexes FROM chosen)::integer[])
    UNION ALL SELECT NULL, NULL, looks_on, moved_to FROM chosen`,
};

/**
 * The condition on the indexes is doubled on purpose: with the join alone, a planner without statistics read every
 * pending item for each chunk, 150 ms with 50,000 items in the embedded database, which never gathers statistics
 * (measured).
 */
export const RECORD_OUTCOMES: Statement = {
  name: 'record_outcomes',
  text: `
    UPDATE batch_items i
       SET status = r.status, output = r.output, error = r.error, attempts = i.attempts + 1, started_at = now(),
           ended_at = clock_timestamp(), run_at = NULL
      FROM unnest($2::integer[], $3::text[], $4::jsonb[], $5::jsonb[]) AS r (index, status, output, error)
     WHERE i.batch_id = $1 AND i.index = ANY ($2) AND i.index = r.index AND i.ended_at IS NULL`,
};

const SUBMITTER: Statement = {
  name: 'find_submitter',
  text: 'SELECT owner_id AS "ownerId", key_id AS "keyId", public_id AS "publicId" FROM batches WHERE id = $1',
};

/** What a run asks of its worker. */
interface RunHost {
  readonly isStopping: () => boolean;
  readonly leaseMs: number;
  readonly signals: Notifier;
  /** A worker of the batch has died: one of its next items may have been the reason. */
  readonly hasDeath: boolean;
}

/** An atomic batch is looked at as a whole; of others a chunk begins among so many more items behind the cursor. */
const WINDOW = 1000;
const WHOLE = 1_000_000_000;

/** An item goes by itself: the one whose try was counted, if there was one then. */
interface Alone {
  readonly item: CountedItem | undefined;
}

/** The next items, and whether more are behind those that were looked at. */
interface NextItems {
  readonly items: readonly Item<object>[];
  readonly looksOn: boolean;
}
type NextRow =
  | (Item<object> & { readonly looksOn: null })
  | { readonly index: null; readonly looksOn: boolean; readonly movedTo: number | null };

/**
 * The asynchronous form of a transactional kind: the same lock and apply, in fenced transactions of at most 50 items.
 */
@Injectable()
export class TransactionalInWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ExecutionStore,
    private readonly actors: ActorQueries,
    private readonly lifecycle: Lifecycle,
    private readonly tries: AtomicTries,
    private readonly log: AppLogger,
  ) {}

  /**
   * Works until the batch ends, is paused or cancelled, the lease is lost, or the worker stops, which gives the lease
   * back.
   */
  async run(handler: AnyTransactional, batch: ClaimedBatch, lease: Lease, host: RunHost): Promise<void> {
    let alone = host.hasDeath ? CHUNK : 0;
    for (let goesOn = true; goesOn; alone -= 1) {
      if (host.isStopping()) return this.giveBack(lease, host.signals);
      if (batch.isAtomic) goesOn = await this.tryAtomic(handler, batch, lease, host);
      else if (alone > 0) goesOn = await this.tryAlone(handler, batch, lease, host);
      else {
        const end = await this.tryChunk(handler, batch, lease, host);
        if (end === 'too long') alone = CHUNK + 1;
        goesOn = end !== false;
      }
      crashPoint('group_commit.after_commit');
      host.signals.changed(batch.id, lease.worker);
      // The embedded database answers within the same turn of the event loop: without a new one nobody else would be
      // served until the batch has ended.
      await nextTick();
    }
  }

  /** Nothing of it is half done: another worker may go on at once. */
  private async giveBack(lease: Lease, signals: Notifier): Promise<void> {
    await this.unitOfWork.run((tx) => this.store.release(lease, false, tx));
    signals.wakeUp(lease.batchId);
  }

  /**
   * The whole batch. When it took too long it is to be tried again, which stays counted. Every other error is thrown,
   * and the try does not count: the database was away, or others held the rows. Returns as `once`.
   */
  private async tryAtomic(
    handler: AnyTransactional,
    batch: ClaimedBatch,
    lease: Lease,
    { isStopping, leaseMs }: RunHost,
  ): Promise<boolean> {
    if (!(await this.tries.begin(lease, leaseMs))) return false;
    try {
      return await this.chunk(handler, batch, lease, leaseMs);
    } catch (error) {
      if (await this.tries.isCharged(error)) {
        this.log.warn('an atomic batch took too long', { batch: batch.id, err: error });
        return true;
      }
      await this.tries.takeBack(batch.id, isStopping);
      throw error;
    }
  }

  /**
   * Returns as `once`, or that the items took too long together although the database answers: they are to go alone.
   */
  private async tryChunk(
    handler: AnyTransactional,
    batch: ClaimedBatch,
    lease: Lease,
    { leaseMs }: RunHost,
  ): Promise<boolean | 'too long'> {
    try {
      return await this.chunk(handler, batch, lease, leaseMs);
    } catch (error) {
      if (!(await this.tries.isCharged(error))) throw error;
      this.log.warn('items took too long together', { batch: batch.id, err: error });
      return 'too long';
    }
  }

  /**
   * The next item by itself, its try counted: an item that ends its process, or takes too long, fails after
   * two such tries, the third with that of its chunk, and no other is charged. Returns and throws as `tryAtomic`.
   */
  private async tryAlone(
    handler: AnyTransactional,
    batch: ClaimedBatch,
    lease: Lease,
    { isStopping, leaseMs }: RunHost,
  ): Promise<boolean> {
    const item = await this.unitOfWork.run((tx) => this.countNext(batch, lease, leaseMs, tx));
    try {
      return await this.chunk(handler, batch, lease, leaseMs, { item });
    } catch (error) {
      if (item === undefined) throw error;
      if (await this.tries.isCharged(error)) {
        this.tries.ofItems.tookTooLong(batch.id, item, error);
        return true;
      }
      await this.tries.ofItems.takeBack(batch.id, item, isStopping);
      throw error;
    }
  }

  /** Counts a try of the next item; undefined when there is none now, which the chunk finds out for itself. */
  private async countNext(
    batch: ClaimedBatch,
    lease: Lease,
    leaseMs: number,
    tx: EntityManager,
  ): Promise<CountedItem | undefined> {
    const held = await this.store.hold(lease, tx);
    if (held?.status !== 'processing') return undefined;
    await this.store.extend(lease, leaseMs, tx);
    const [item] = (await this.nextItems(batch, held, 1, tx)).items;
    return item && this.tries.ofItems.count(batch.id, item.index, tx);
  }

  private async chunk(
    handler: AnyTransactional,
    batch: ClaimedBatch,
    lease: Lease,
    leaseMs: number,
    alone?: Alone,
  ): Promise<boolean> {
    const extended = async (how: HowApplied, tx: EntityManager): Promise<boolean> => {
      const goesOn = await this.once(handler, batch, { lease, how, alone }, tx);
      if (goesOn) await this.store.extend(lease, leaseMs, tx);
      return goesOn;
    };
    try {
      return await this.unitOfWork.run((tx) => extended('together', tx));
    } catch (error) {
      if (error instanceof AppError) throw error;
      this.log.error('chunk failed, repeating item by item', { batch: batch.id, error: String(error) });
      return this.unitOfWork.run((tx) => extended('one by one', tx));
    }
  }

  /** Returns whether the run goes on. */
  private async once(
    handler: AnyTransactional,
    batch: ClaimedBatch,
    { lease, how, alone }: { readonly lease: Lease; readonly how: HowApplied; readonly alone: Alone | undefined },
    tx: EntityManager,
  ): Promise<boolean> {
    const held = await this.store.hold(lease, tx);
    if (held === undefined) return false;
    if (alone?.item !== undefined) await this.tries.ofItems.ends(batch.id, alone.item, tx);
    const most = alone !== undefined ? 1 : batch.isAtomic ? held.total : CHUNK;
    const { items, looksOn } = held.status === 'processing' ? await this.nextItems(batch, held, most, tx) : NONE;
    if (items.length === 0) {
      if (!looksOn) await this.store.release(lease, false, tx);
      return looksOn;
    }
    // A retry has put another item first since the try was counted.
    if (alone !== undefined && items[0]?.index !== alone.item?.index) return true;
    const outcomes =
      alone?.item?.isOver === true
        ? [failed(this.tries.ofItems.errorOf(batch.id, alone.item))]
        : await this.outcomesOf(handler, items, { batch, how }, tx);
    await this.recordOutcomes(batch.id, items, outcomes, tx);
    const failures = items.filter((_, n) => outcomes[n]?.status === 'failed').map(({ index }) => index);
    const isOver = items.length >= held.pending;
    await this.lifecycle.recordItems(batch.id, held, { count: items.length, failed: failures, isOver }, tx);
    crashPoint('group_commit.before_commit');
    if (!isOver) return true;
    await this.end(held, outcomes, lease, tx);
    return false;
  }

  private async outcomesOf(
    handler: AnyTransactional,
    items: readonly Item<object>[],
    at: { readonly batch: ClaimedBatch; readonly how: HowApplied },
    tx: EntityManager,
  ): Promise<readonly Outcome<object>[]> {
    const scope = await this.scope(at.batch, tx);
    return scope === undefined ? items.map(() => NO_RIGHTS) : this.apply(handler, items, scope, at, tx);
  }

  private async nextItems(batch: ClaimedBatch, held: HeldBatch, most: number, tx: EntityManager): Promise<NextItems> {
    const values = [batch.id, Math.min(held.pending, most), held.nextIndex, batch.isAtomic ? WHOLE : WINDOW];
    const { rows } = await runStatement<NextRow>(NEXT_ITEMS, values, tx);
    const items = rows.filter((row) => row.index !== null).sort((a, b) => a.index - b.index);
    const summary = rows.find((row) => row.index === null);
    if (items.length === 0) await this.store.moveCursor(batch.id, summary?.movedTo ?? null, tx);
    return { items, looksOn: summary?.looksOn === true };
  }

  private async recordOutcomes(
    batchId: number,
    items: readonly Item<object>[],
    outcomes: readonly Outcome<object>[],
    tx: EntityManager,
  ): Promise<void> {
    for (let from = 0; from < items.length; from += RECORDED_AT_ONCE) {
      const part = items.slice(from, from + RECORDED_AT_ONCE);
      const indexes = integerColumn(part.map(({ index }) => index));
      const columns = outcomeColumns(outcomes.slice(from, from + RECORDED_AT_ONCE));
      await runStatement(RECORD_OUTCOMES, [batchId, indexes, ...columns], tx);
    }
  }

  private async scope(batch: ClaimedBatch, tx: EntityManager): Promise<Scope<object> | undefined> {
    const { rows } = await runStatement<{ ownerId: number; keyId: string | null; publicId: string }>(
      SUBMITTER,
      [batch.id],
      tx,
    );
    const [row] = rows;
    const actor = row && (await this.actors.reread(row.ownerId, row.keyId, tx));
    return actor && { actor, options: batch.options, batchPublicId: row.publicId };
  }

  private async apply(
    handler: AnyTransactional,
    items: readonly Item<object>[],
    scope: Scope<object>,
    { batch, how }: { readonly batch: ClaimedBatch; readonly how: HowApplied },
    tx: EntityManager,
  ): Promise<readonly Outcome<object>[]> {
    await tx.query('SAVEPOINT chunk');
    try {
      const logError = (error: unknown): void => logItemError(this.log, { batch: batch.id }, error);
      const outcomes = await applyItems({ handler, items, scope }, how, logError, tx);
      if (!mustRollBack(batch.isAtomic, outcomes)) return outcomes;
      await tx.query('ROLLBACK TO SAVEPOINT chunk');
      return markRolledBack(outcomes);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT chunk');
      return items.map(() => failed(storableError(toItemError(error))));
    }
  }

  private async end(
    held: HeldBatch,
    outcomes: readonly Outcome<object>[],
    lease: Lease,
    tx: EntityManager,
  ): Promise<void> {
    const successes = held.succeeded + outcomes.filter(({ status }) => status === 'succeeded').length;
    await this.lifecycle.record(lease.batchId, terminalStatus(held.total, successes), tx, held);
    await this.store.release(lease, false, tx);
  }
}

const NONE: NextItems = { items: [], looksOn: false };

/**
 * Whether the handler refuses all items permanently, for example for lack of rights, so that a retry would fail again.
 */
const isRefusal = (error: unknown): boolean => error instanceof AppError && error.spec.class === 'permanent';

const NO_RIGHTS = failed({
  code: 'PERMISSION_DENIED',
  message: 'The user who submitted the batch is no longer active.',
});

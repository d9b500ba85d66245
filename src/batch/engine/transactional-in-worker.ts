import { setImmediate as nextTick } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ActorQueries } from '../../accounts/actor-queries.js';
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
import type { Scope } from '../model/handler.js';
import { failed, type Item, type Outcome } from '../model/item.js';
import { outcomeColumns } from '../transactional/outcome-columns.js';
import { Lifecycle } from '../notify/lifecycle.js';
import type { AnyTransactional } from '../model/handler-registry.js';
import { type HeldBatch, ExecutionStore } from './execution-store.js';
import type { Lease } from './lease.js';
import type { ClaimedBatch } from './lease-store.js';
import type { Notifier } from '../notify/notifier.js';
import { terminalStatus } from '../model/batch-status.js';

/** Items of one transaction; an atomic batch is always one transaction. */
const CHUNK = 50;
/** Outcomes that one statement records: its join may compare each item with each outcome. */
const RECORDED_AT_ONCE = 200;

/**
 * Begins after the last item that this run has read: the index of pending items keeps an entry of each that has ended
 * since the last vacuum, and without the cursor every chunk read all of them again (312 pages instead of 5 after 80,000
 * items, measured).
 */
export const NEXT_ITEMS: Statement = {
  name: 'next_transactional_items',
  text: `
    SELECT index, input FROM batch_items
     WHERE batch_id = $1 AND index > $3 AND status = 'pending' ORDER BY index LIMIT $2`,
};

/**
 * The condition on the indexes is doubled on purpose: with the join alone, a planner without statistics read every
 * pending item for each chunk, 150 ms with 50,000 items in the embedded database, which never gathers statistics
 * (measured). "Has not ended" instead of "is pending", which is the same here, leaves it the primary key only, and not
 * the index of pending items, whose statistics say that it is empty while all of a new batch are in it.
 */
export const RECORD_OUTCOMES: Statement = {
  name: 'record_outcomes',
  text: `
    UPDATE batch_items i
       SET status = r.status, output = r.output, error = r.error, attempts = i.attempts + 1, started_at = now(), ended_at = clock_timestamp()
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
}

/** Before the first index. */
const BEFORE_ALL = -1;

/** Where a run of a batch is. */
interface Place {
  readonly lease: Lease;
  /** Index of the last item of the chunk before. */
  readonly after: number;
  readonly leaseMs: number;
}

/** The asynchronous form of a transactional kind: the same lock and apply, in fenced transactions of at most 50 items. */
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

  /** Works until the batch ends, is paused or cancelled, the lease is lost, or the worker stops, which gives the lease back. */
  async run(handler: AnyTransactional, batch: ClaimedBatch, lease: Lease, host: RunHost): Promise<void> {
    const { leaseMs } = host;
    for (let after: number | undefined = BEFORE_ALL; after !== undefined;) {
      if (host.isStopping()) return this.giveBack(lease, host.signals);
      after = await (batch.isAtomic
        ? this.tryAtomic(handler, batch, lease, host)
        : this.chunk(handler, batch, { lease, after, leaseMs }));
      crashPoint('group_commit.after_commit');
      host.signals.changed(batch.id, lease.worker);
      // The embedded database answers within the same turn of the event loop: without a new one nobody else would be served
      // until the batch has ended.
      await nextTick();
    }
  }

  /** Nothing of it is half done: another worker may go on at once. */
  private async giveBack(lease: Lease, signals: Notifier): Promise<void> {
    await this.unitOfWork.run((tx) => this.store.release(lease, false, tx));
    signals.wakeUp(lease.batchId);
  }

  /**
   * The whole batch. When it took too long it is to be tried again, which stays counted. Every other error is thrown, and the try
   * does not count: the database was away, or others held the rows. Returns as `once`.
   */
  private async tryAtomic(
    handler: AnyTransactional,
    batch: ClaimedBatch,
    lease: Lease,
    { isStopping, leaseMs }: RunHost,
  ): Promise<number | undefined> {
    if (!(await this.tries.begin(lease, leaseMs))) return undefined;
    try {
      return await this.chunk(handler, batch, { lease, after: BEFORE_ALL, leaseMs });
    } catch (error) {
      if (await this.tries.isCharged(error)) {
        this.log.warn('an atomic batch took too long', { batch: batch.id, err: error });
        return BEFORE_ALL;
      }
      await this.tries.takeBack(batch.id, isStopping);
      throw error;
    }
  }

  private async chunk(handler: AnyTransactional, batch: ClaimedBatch, place: Place): Promise<number | undefined> {
    const extended = async (how: HowApplied, tx: EntityManager): Promise<number | undefined> => {
      const last = await this.once(handler, batch, { ...place, how }, tx);
      if (last !== undefined) await this.store.extend(place.lease, place.leaseMs, tx);
      return last;
    };
    try {
      return await this.unitOfWork.run((tx) => extended('together', tx));
    } catch (error) {
      if (error instanceof AppError) throw error;
      this.log.error('chunk failed, repeating item by item', { batch: batch.id, error: String(error) });
      return this.unitOfWork.run((tx) => extended('one by one', tx));
    }
  }

  /** Returns the index of the last item of the chunk; undefined when the run is over. */
  private async once(
    handler: AnyTransactional,
    batch: ClaimedBatch,
    { lease, after, how }: Place & { readonly how: HowApplied },
    tx: EntityManager,
  ): Promise<number | undefined> {
    const held = await this.store.hold(lease, tx);
    if (held === undefined) return undefined;
    const items = held.status === 'processing' ? await this.nextItems(batch, held, after, tx) : [];
    const last = items.at(-1);
    if (last === undefined) {
      await this.store.release(lease, false, tx);
      return undefined;
    }
    const scope = await this.scope(batch, tx);
    const outcomes =
      scope === undefined ? items.map(() => NO_RIGHTS) : await this.apply(handler, items, scope, { batch, how }, tx);
    await this.recordOutcomes(batch.id, items, outcomes, tx);
    const failed = items.filter((_, n) => outcomes[n]?.status === 'failed').map(({ index }) => index);
    const isOver = items.length >= held.pending;
    await this.lifecycle.recordItems(batch.id, held, { count: items.length, failed, isOver }, tx);
    crashPoint('group_commit.before_commit');
    if (!isOver) return last.index;
    await this.end(held, outcomes, lease, tx);
    return undefined;
  }

  /** Pending items after the cursor; from the first one on if there are fewer than are pending, since a retry returns earlier ones. */
  private async nextItems(
    batch: ClaimedBatch,
    held: HeldBatch,
    after: number,
    tx: EntityManager,
  ): Promise<readonly Item<object>[]> {
    const limit = Math.min(held.pending, batch.isAtomic ? held.total : CHUNK);
    const read = async (from: number): Promise<readonly Item<object>[]> =>
      (await runStatement<Item<object>>(NEXT_ITEMS, [batch.id, limit, from], tx)).rows;
    const items = await read(after);
    return items.length < limit && after !== BEFORE_ALL ? read(BEFORE_ALL) : items;
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
      return items.map(() => failed(toItemError(error)));
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

/**
 * Whether the handler refuses all items permanently, for example for lack of rights, so that a retry would fail again.
 */
const isRefusal = (error: unknown): boolean => error instanceof AppError && error.spec.class === 'permanent';

const NO_RIGHTS = failed({
  code: 'PERMISSION_DENIED',
  message: 'The user who submitted the batch is no longer active.',
});

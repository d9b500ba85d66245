import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { sqlState } from '../../platform/database/sqlstate.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchLog } from '../notify/batch-log.js';
import { BatchMetrics } from '../model/status/batch-metrics.js';
import { applyItems, type HowApplied, logItemError, markRolledBack, mustRollBack } from './apply-items.js';
import { BatchRecorder } from './batch-recorder.js';
import type { Scope, TransactionalHandler } from '../model/handlers/handler.js';
import { IdempotencyStore } from '../submit/idempotency-store.js';
import type { Item, Outcome } from '../model/items/item.js';
import { requireInputScopes } from '../model/handlers/kind-scopes.js';
import { newPublicId } from '../model/kinds/public-id.js';
import { recordedResult } from './recorded-result.js';
import { terminalStatus } from '../model/status/batch-status.js';
import type { Answer, BatchSummary, Reply, TransactionalResult, Submission } from '../model/items/submission.js';

/**
 * Renders the result of a batch in the format of one of the public APIs. It is called inside the transaction: the reply
 * is stored with the idempotency key, so that a replay gives the same bytes.
 */
type Render<Input extends object, Output extends object> = (result: TransactionalResult<Input, Output>) => Reply;

/**
 * Runs a transactional batch within its request, in one transaction: lock, apply, record, commit. An error leaves
 * nothing behind.
 *
 * If a set-based write fails with an unexpected error, the transaction is rolled back and run again item by item, each
 * under its own savepoint, so that only the failing item fails. A savepoint after the locks would save this rare case
 * one lock statement, and cost every other batch one statement.
 */
@Injectable()
export class TransactionalInRequest {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: BatchRecorder,
    private readonly idempotency: IdempotencyStore,
    private readonly metrics: BatchMetrics,
    private readonly batches: BatchLog,
    private readonly log: AppLogger,
  ) {}

  /** Runs the batch and returns its rendered result. Throws when the request as a whole fails. */
  async submit<Input extends object, Options extends object, Output extends object, Locked>(
    handler: TransactionalHandler<Input, Options, Output, Locked>,
    submission: Submission<Input, Options>,
    render: Render<Input, Output>,
  ): Promise<Answer> {
    const { actor, items, options } = submission;
    requireInputScopes(
      actor,
      handler,
      items.map(({ input }) => input),
      options,
    );
    const attempt = new TransactionalAttempt(handler, submission);
    const startedAt = performance.now();
    const answer = await this.execute(attempt, render);
    this.record(attempt, performance.now() - startedAt);
    return answer;
  }

  /** Counts and logs the batch after its commit: `batch submitted`, `batch started` and `batch ended` at once. */
  private record<Input extends object, Options extends object, Output extends object, Locked>(
    { handler, submission, batch, replayedBatchId }: TransactionalAttempt<Input, Options, Output, Locked>,
    durationMs: number,
  ): void {
    const logged = { kind: handler.kind.name, ownerId: submission.actor.userId };
    if (batch === undefined) return this.batches.replayed(logged, replayedBatchId);
    const { id, publicId, status, counters } = batch;
    if (submission.validateOnly) return this.batches.dryRun(logged, counters);
    this.metrics.countEnded(handler.kind.name, 'succeeded', counters.succeeded);
    this.metrics.countEnded(handler.kind.name, 'failed', counters.failed);
    const times = { durationMs, ageMs: durationMs };
    const line = { ...logged, id, publicId, status, atomic: submission.atomic === true, ...counters, ...times };
    this.batches.lifecycle('submitted', line);
    this.batches.lifecycle('started', { ...line, ageMs: 0 });
    this.batches.lifecycle(terminalStatus(counters.total, counters.succeeded), line);
  }

  private async execute<Input extends object, Options extends object, Output extends object, Locked>(
    attempt: TransactionalAttempt<Input, Options, Output, Locked>,
    render: Render<Input, Output>,
  ): Promise<Answer> {
    const once = (work: Work<Output>) => (tx: EntityManager) => this.applyOnce(attempt, work, render, tx);
    const runIn = attempt.submission.validateOnly
      ? (work: Work<Output>) => this.unitOfWork.dryRun(once(work))
      : (work: Work<Output>) => this.unitOfWork.run(once(work));
    const end = await this.applyRepeating(attempt, runIn);
    return end instanceof AtomicFailure
      ? runIn(() => Promise.resolve(end.outcomes as readonly Outcome<Output>[]))
      : end;
  }

  /**
   * An atomic batch with a failed item answers its outcomes: its transaction is rolled back, and they are yet to be
   * recorded.
   */
  private async applyRepeating<Input extends object, Options extends object, Output extends object, Locked>(
    attempt: TransactionalAttempt<Input, Options, Output, Locked>,
    runIn: (work: Work<Output>) => Promise<Answer>,
  ): Promise<Answer | AtomicFailure> {
    const where = { kind: attempt.handler.kind.name };
    const tryTo = (how: HowApplied): Promise<Answer | AtomicFailure> =>
      runIn((tx) => attempt.apply(how, (error) => logItemError(this.log, where, error), tx)).catch((error: unknown) => {
        if (error instanceof AtomicFailure) return error;
        throw error;
      });
    try {
      return await tryTo('together');
    } catch (error) {
      if (error instanceof AppError) throw error;
      const cause = { code: sqlState(error), error: String(error) };
      this.log.error('batch failed, repeating item by item', { ...where, ...cause });
      return tryTo('one by one');
    }
  }

  private async applyOnce<Input extends object, Options extends object, Output extends object, Locked>(
    attempt: TransactionalAttempt<Input, Options, Output, Locked>,
    work: Work<Output>,
    render: Render<Input, Output>,
    tx: EntityManager,
  ): Promise<Answer> {
    const { submission } = attempt;
    const idempotency = submission.validateOnly ? undefined : submission.idempotency;
    const ownerId = submission.actor.userId;
    const earlier = idempotency && (await this.idempotency.claim(ownerId, idempotency, tx));
    if (earlier?.body) {
      attempt.replayedBatchId = earlier.batchId;
      return { status: earlier.status, body: earlier.body, replayed: true };
    }
    const outcomes = await work(tx);
    const recorded = await this.recorder.record(attempt.handler.kind.name, attempt.publicId, submission, outcomes, tx);
    const result = recordedResult(submission, outcomes, recorded);
    attempt.batch = result.batch;
    const reply = render(result);
    if (idempotency !== undefined) await this.idempotency.store(ownerId, idempotency, recorded.id, reply, tx);
    return { ...reply, replayed: false };
  }
}

type Work<Output> = (tx: EntityManager) => Promise<readonly Outcome<Output>[]>;

/** An item of an atomic batch failed; thrown so that the transaction is rolled back. */
class AtomicFailure extends Error {
  constructor(readonly outcomes: readonly Outcome<unknown>[]) {
    super('An item of an atomic batch failed.');
  }
}

/** One submission while it is executed. */
class TransactionalAttempt<Input extends object, Options extends object, Output extends object, Locked> {
  readonly items: readonly Item<Input>[];
  readonly scope: Scope<Options>;
  /** Null when the database assigns it. */
  readonly publicId: string | null;
  /** The batch once it has ended; undefined for a replayed answer. */
  batch: BatchSummary | undefined;
  /** The batch of the earlier request whose answer is replayed. */
  replayedBatchId: number | null = null;

  constructor(
    readonly handler: TransactionalHandler<Input, Options, Output, Locked>,
    readonly submission: Submission<Input, Options>,
  ) {
    this.items = submission.items.map(({ input }, index) => ({ index, input }));
    this.publicId = newPublicId(handler.kind.publicId);
    this.scope = { actor: submission.actor, options: submission.options, batchPublicId: this.publicId };
  }

  /** Throws AtomicFailure when an item of an atomic batch failed. */
  async apply(
    how: HowApplied,
    onItemError: (error: unknown) => void,
    tx: EntityManager,
  ): Promise<readonly Outcome<Output>[]> {
    const outcomes = await applyItems(this, how, onItemError, tx);
    if (mustRollBack(this.submission.atomic === true, outcomes)) throw new AtomicFailure(markRolledBack(outcomes));
    return outcomes;
  }
}

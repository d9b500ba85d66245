import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { AppError } from '../errors/app-error.js';
import { runAfterCommit } from './after-commit.js';
import { insideTransaction } from './nested-connection.js';
import { explainOutage, isRepeatable } from './sqlstate.js';
import { abandon, begin, commit, firstCause, unconfirmed } from './statement.js';

/** Attempts of a transaction on deadlocks or lock time-outs before it gives up. */
const TRIES = 5;
/** Longest duration of a transaction in milliseconds. The embedded database has no statement_timeout (measured). */
const DEADLINE_MS = 15_000;
/** Minimum time for COMMIT and ROLLBACK, in milliseconds. */
const END_MS = 2000;

/**
 * The only way to run a transaction. The work gets the transaction's manager as an argument and may run several
 * times: `run` retries the whole work on a deadlock, a serialisation failure or a lock time-out. Slow work must
 * not run inside.
 */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs the work in one transaction and commits. Throws what the work throws, CONFLICT_RETRY_EXHAUSTED when the
   * rows stay locked, DATABASE_UNAVAILABLE or STORAGE_UNAVAILABLE during an outage, and OVERLOADED at the deadline
   * (milliseconds, default 15,000); then nothing is stored, whatever the work or the database still do.
   */
  async run<T>(work: (tx: EntityManager) => Promise<T>, deadlineMs = DEADLINE_MS): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work, deadlineMs);
      } catch (error) {
        if (!isRepeatable(error)) throw explainOutage(error);
        if (attempt === TRIES) throw new AppError('CONFLICT_RETRY_EXHAUSTED', undefined, { cause: error });
        await delay(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  /** Like `run`, but throws a conflict as the database tells it, at once: the caller has another way. */
  async tryOnce<T>(work: (tx: EntityManager) => Promise<T>, deadlineMs = DEADLINE_MS): Promise<T> {
    try {
      return await this.once(work, deadlineMs);
    } catch (error) {
      throw isRepeatable(error) ? error : explainOutage(error);
    }
  }

  /** Runs the work in a transaction that is always rolled back, and returns the work's result: for dry runs. */
  async dryRun<T>(work: (tx: EntityManager) => Promise<T>, deadlineMs = DEADLINE_MS): Promise<T> {
    let done: { readonly result: T } | undefined;
    try {
      await this.run(async (tx) => {
        done = { result: await work(tx) };
        throw new DryRunRollback();
      }, deadlineMs);
    } catch (error) {
      if (!(error instanceof DryRunRollback)) throw error;
    }
    if (done === undefined) throw new Error('The dry run ended without a result.');
    return done.result;
  }

  private async once<T>(work: (tx: EntityManager) => Promise<T>, deadlineMs: number): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const clock = new DeadlineClock();
    try {
      await begin(runner);
      const overdue = clock.start(deadlineMs, () => new AppError('OVERLOADED', undefined, { retryAfter: 2 }));
      const result = await insideTransaction(() => Promise.race([work(runner.manager), overdue]));
      const unanswered = clock.start(Math.max(clock.leftMs, END_MS), unconfirmed);
      await Promise.race([commit(runner), unanswered]);
      runAfterCommit(runner.manager);
      return result;
    } catch (error) {
      if (clock.isOver) {
        await abandon(runner, asError(error));
        throw error;
      }
      await this.rollBack(runner, clock);
      throw await firstCause(error, runner.manager);
    } finally {
      clock.stop();
      await runner.release();
    }
  }

  /**
   * Rolls back. A connection that cannot be rolled back must not be reused; the error that broke the transaction
   * stays the one reported.
   */
  private async rollBack(runner: QueryRunner, clock: DeadlineClock): Promise<void> {
    if (!runner.isTransactionActive) return;
    try {
      const unanswered = clock.start(END_MS, () => new Error('ROLLBACK timed out.'));
      await Promise.race([runner.rollbackTransaction(), unanswered]);
    } catch (error) {
      await abandon(runner, asError(error));
    }
  }
}

/** The remaining time of a transaction, or of its end. */
class DeadlineClock {
  private timer: NodeJS.Timeout | undefined;
  private endsAt = 0;
  isOver = false;

  /**
   * Returns a promise that rejects after `ms` milliseconds unless the clock is restarted or stopped; it never
   * resolves.
   */
  start(ms: number, error: () => Error): Promise<never> {
    this.stop();
    this.endsAt = performance.now() + ms;
    return new Promise((_, reject) => {
      this.timer = setTimeout(() => {
        this.isOver = true;
        reject(error());
      }, ms);
    });
  }

  get leftMs(): number {
    return this.endsAt - performance.now();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

class DryRunRollback extends Error {}

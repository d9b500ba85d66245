import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../http/error.js';
import { runAfterCommit } from './after-commit.js';
import { insideTransaction } from './nested-connection.js';
import { explainOutage, isRepeatable } from './sqlstate.js';
import { begin, commit, firstCause } from './statement.js';

/** A transaction is tried this often on a deadlock or lock time-out before it gives up. */
const TRIES = 5;
/** Longest life of a transaction in milliseconds. The embedded database knows no statement_timeout (measured). */
const DEADLINE_MS = 15_000;

/**
 * The only way to a transaction. The work gets the transaction's manager as an argument and may run several times: it is
 * repeated whole on a deadlock, a serialisation failure or a lock time-out. Nothing slow belongs inside.
 */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs the work in one transaction and commits. Throws what the work throws, CONFLICT_RETRY_EXHAUSTED when the rows stay
   * locked, DATABASE_UNAVAILABLE or STORAGE_UNAVAILABLE when the database is, OVERLOADED after the deadline (milliseconds,
   * 15 seconds unless told).
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

  /** Runs the work in a transaction that is always rolled back, and answers what the work answered: for dry runs. */
  async rehearse<T>(work: (tx: EntityManager) => Promise<T>, deadlineMs = DEADLINE_MS): Promise<T> {
    let done: { readonly answer: T } | undefined;
    try {
      await this.run(async (tx) => {
        done = { answer: await work(tx) };
        throw new Rehearsed();
      }, deadlineMs);
    } catch (error) {
      if (!(error instanceof Rehearsed)) throw error;
    }
    if (done === undefined) throw new Error('The rehearsal ended without an answer.');
    return done.answer;
  }

  private async once<T>(work: (tx: EntityManager) => Promise<T>, deadlineMs: number): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    let timer: NodeJS.Timeout | undefined;
    try {
      await begin(runner);
      const overdue = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new AppError('OVERLOADED', undefined, { retryAfter: 2 })), deadlineMs);
      });
      const answer = await insideTransaction(() => Promise.race([work(runner.manager), overdue]));
      await commit(runner);
      runAfterCommit(runner.manager);
      return answer;
    } catch (error) {
      // A connection that is gone cannot be rolled back; the error that broke it is the one to report.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw await firstCause(error, runner.manager);
    } finally {
      clearTimeout(timer);
      await runner.release();
    }
  }
}

class Rehearsed extends Error {}

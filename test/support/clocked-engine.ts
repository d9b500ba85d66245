import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../../src/accounts/rights/actor.js';
import { BatchControl } from '../../src/batch/control/batch-control.js';
import { BatchSubmitter } from '../../src/batch/submit/batch-submitter.js';
import { type Claim, Leases } from '../../src/batch/engine/leases.js';
import { HandlerRegistry, isBackground } from '../../src/batch/model/handlers/handler-registry.js';
import { decideRetry } from '../../src/batch/engine/retry-policy.js';
import type { Priority } from '../../src/batch/model/status/batch-status.js';
import type { GroupCommitRequest, GroupCommitResult } from '../../src/batch/engine/commit-request.js';
import { GroupCommit } from '../../src/batch/engine/group-commit.js';
import { failed, type ItemResult, succeeded } from '../../src/batch/model/items/item.js';
import { AppConfig } from '../../src/platform/config/config.js';
import { AppError, ERRORS, type ErrorCode } from '../../src/platform/errors/app-error.js';
import type { TestDatabase } from './postgres.js';
import { probeDatabase } from './probe.js';
import { openEngine } from './probe-host.js';
import { temporaryDirectory } from './run-directory.js';

/**
 * Time as the database tells it stands still until a test moves it: a schema before pg_catalog in the search path has
 * clock functions of the same names, and the defaults of all columns are read again under it.
 */
const CLOCK = `
  CREATE SCHEMA clock;
  CREATE TABLE clock.hand (at timestamptz NOT NULL);
  INSERT INTO clock.hand VALUES (date_trunc('second', now()));
  CREATE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT at FROM clock.hand';
  CREATE FUNCTION clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT at FROM clock.hand';
  CREATE FUNCTION clock.statement_timestamp() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT at FROM clock.hand';
  SET search_path = clock, pg_catalog, public;
  DO $$ DECLARE d record; BEGIN
    FOR d IN SELECT table_name, column_name FROM information_schema.columns
              WHERE table_schema = 'public' AND column_default ~ '(now|clock_timestamp)\\(' LOOP
      EXECUTE format('ALTER TABLE public.%I ALTER %I SET DEFAULT now()', d.table_name, d.column_name);
    END LOOP;
    EXECUTE format('ALTER DATABASE %I SET search_path = clock, pg_catalog, public', current_database());
  END $$;`;

/** The submitter in the tests; batches belong to the owner that a test names. */
export const SUBMITTER: Actor = {
  userId: 1,
  role: 'admin',
  keyId: 'model',
  limitKeyId: 'model',
  scopes: new Set(['admin']),
};

/** How an attempt of an item ends in a test. */
export type Ending = 'succeeded' | 'NOT_FOUND' | 'CONNECT_TIMEOUT';

/** A row of a batch and of its items, as plain SQL reads them. */
export interface BatchRow {
  readonly id: number;
  readonly status: string;
  readonly token: number;
  readonly workers: number;
  readonly hasRoom: boolean;
  /** Its leases, the oldest first, with the indexes of what runs under them. */
  readonly leases: readonly { readonly token: number; readonly running: readonly number[] }[];
  readonly maxConcurrent: number;
  readonly counters: readonly number[];
  readonly starts: number;
  readonly items: readonly { readonly status: string; readonly attempts: number; readonly recoveries: number }[];
  readonly effects: number;
}

/**
 * The real engine over a real database, without its timers: a test takes every step of every worker, and moves the
 * time.
 */
export class ClockedEngine {
  private commits = 0;

  private constructor(
    private readonly app: INestApplicationContext,
    readonly database: TestDatabase,
  ) {}

  static async open(): Promise<ClockedEngine> {
    const database = await probeDatabase();
    await database.query(CLOCK);
    const config = AppConfig.parse({
      DATABASE_URL: database.url,
      DATA_DIR: temporaryDirectory(),
      SECRET_KEY: 'the-secret-key-of-the-tests-0123456789',
      LOG_LEVEL: 'silent',
    });
    return new ClockedEngine(await openEngine(config), database);
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** Empties the database; the time continues. */
  async clear(): Promise<void> {
    this.commits = 0;
    await this.database.query('DELETE FROM batches');
    await this.database.query('DELETE FROM probe_effects');
  }

  async advance(ms: number): Promise<void> {
    await this.database.query(`UPDATE clock.hand SET at = at + $1 * interval '1 millisecond'`, [ms]);
  }

  async submit(ownerId: number, items: number, priority: Priority, maxConcurrent: number): Promise<number> {
    const actor = { ...SUBMITTER, userId: ownerId };
    const inputs = Array.from({ length: items }, () => ({ input: {} }));
    const submission = { actor, items: inputs, options: {}, priority, validateOnly: false };
    const limits = { maxConcurrent };
    return (await this.app.get(BatchSubmitter).submit(this.handler, submission, limits)).batchId;
  }

  claim(worker: string, mayJoin = true): Promise<Claim | undefined> {
    return this.app.get(Leases).claim(worker, mayJoin);
  }

  /** What dead workers of the batch left is recovered by one that works on it. */
  takeOver({ batch, lease }: Claim): Promise<void> {
    return this.app.get(Leases).takeOver(batch, lease);
  }

  /** Answers the tokens of the leases that were extended, by batch. */
  async heartbeat(worker: string, batchIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const held = await this.app.get(Leases).heartbeat(batchIds, worker);
    return new Map([...held].filter(([, { isExtended }]) => isExtended).map(([id, { token }]) => [id, token]));
  }

  othersWait(): Promise<boolean> {
    return this.app.get(Leases).othersWait();
  }

  get control(): BatchControl {
    return this.app.get(BatchControl);
  }

  /** One group commit of a worker: what ended is recorded, and as many items start as its batch allows. */
  commit(
    { batch, lease }: Claim,
    step: {
      readonly finished: readonly ItemResult[];
      readonly running: number;
      readonly exclusive: boolean;
      readonly mayPark: boolean;
      readonly mayStart: boolean;
      /** Free slots of the worker; as many as it wants by default. */
      readonly slots?: number;
      readonly extendMs?: number;
    },
  ): Promise<GroupCommitResult | undefined> {
    return this.commitEitherWay({
      ...step,
      lost: new AbortController().signal,
      lease,
      ownerId: batch.ownerId,
      handler: this.handler,
      steps: [],
      starts: step.exclusive ? 'suspects' : 'ordinary',
      whenIdle: step.mayPark ? 'park' : 'keep',
      mayInvite: true,
      limit: () => {
        if (!step.mayStart) return 0;
        return step.exclusive ? 1 : (step.slots ?? 1000);
      },
    });
  }

  /** Commits that record one success of each batch, in one transaction. */
  async commitTogether(claims: readonly Claim[]): Promise<readonly (GroupCommitResult | undefined)[]> {
    const requests = claims.map(({ batch, lease }): GroupCommitRequest => ({
      lease,
      ownerId: batch.ownerId,
      handler: this.handler,
      lost: new AbortController().signal,
      finished: [{ index: 0, input: {}, end: succeeded({ done: true }), warnings: [] }],
      running: 0,
      steps: [],
      starts: 'ordinary',
      whenIdle: 'park',
      mayInvite: true,
      limit: () => 0,
    }));
    return this.app.get(GroupCommit).commitTogether(requests);
  }

  /** Every second commit goes the way of those that share a transaction, alone in it. */
  private async commitEitherWay(request: GroupCommitRequest): Promise<GroupCommitResult | undefined> {
    const groupCommit = this.app.get(GroupCommit);
    this.commits += 1;
    if (this.commits % 2 === 1) return groupCommit.commit(request);
    const [result] = await groupCommit.commitTogether([request]);
    if (result !== undefined) return result;
    const alone = await groupCommit.commit(request);
    if (alone !== undefined) throw new Error('A batch that nobody had locked was left out of a common transaction.');
    return undefined;
  }

  /** The state of the database, oldest batch first. */
  rows(): Promise<BatchRow[]> {
    return this.database.query<BatchRow & Record<string, unknown>>(
      `SELECT b.id::int, b.status, b.lease_token::int AS token, b.workers, b.has_room AS "hasRoom",
              (SELECT coalesce(json_agg(json_build_object('token', l.token, 'running', ARRAY(SELECT unnest(l.running) ORDER BY 1))
                               ORDER BY l.token), '[]') FROM batch_leases l WHERE l.batch_id = b.id) AS leases,
              b.max_concurrent AS "maxConcurrent",
              ARRAY[b.total_count, b.pending_count, b.running_count, b.succeeded_count, b.failed_count, b.cancelled_count] AS counters,
              (SELECT count(*)::int FROM batch_events e WHERE e.batch_id = b.id AND e.type = 'started') AS starts,
              (SELECT count(*)::int FROM probe_effects e WHERE e.batch_id = b.id) AS effects,
              (SELECT json_agg(json_build_object('status', i.status, 'attempts', i.attempts, 'recoveries', i.recoveries) ORDER BY i.index)
                 FROM batch_items i WHERE i.batch_id = b.id) AS items
         FROM batches b ORDER BY b.id`,
    );
  }

  private get handler() {
    const handler = this.app.get(HandlerRegistry).get('url_analysis');
    if (!isBackground(handler)) throw new Error('The probe is a background kind.');
    return handler;
  }
}

/** A worker's identity; a new one after every death. */
export const newWorker = (): string => randomUUID();

/**
 * Milliseconds until the next attempt, as the service decides with the longest jitter; undefined when there is none.
 */
export function waitAfter(ending: ErrorCode, attempt: number): number | undefined {
  const decision = decideRetry(new AppError(ending), attempt, 3, () => 1);
  return decision.retry ? decision.waitMs : undefined;
}

/** What a worker records of an attempt. */
export function finish(index: number, ending: Ending, attempt: number): ItemResult {
  const result = { index, input: {}, warnings: [] };
  if (ending === 'succeeded') return { ...result, end: succeeded({ done: true }) };
  const error = { code: ending, message: ERRORS[ending].meaning };
  const waitMs = waitAfter(ending, attempt);
  return { ...result, end: waitMs === undefined ? failed(error) : { status: 'pending', error, waitMs } };
}

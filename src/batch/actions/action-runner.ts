import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { LiveAccess } from '../../accounts/access/live-access.js';
import { allows, type ScopeName } from '../../accounts/rights/scopes.js';
import { visibleOwner } from '../../accounts/rights/visibility.js';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { explainOutage } from '../../platform/database/sqlstate.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { BoundedCache } from '../../platform/cache/bounded-cache.js';
import { AppError } from '../../platform/errors/app-error.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { isAway, isOutage } from '../model/items/outage.js';
import { type ActionLease, type ActionRow, ActionStore, type Refusal } from './action-store.js';
import { ActionSteps } from './action-steps.js';

/** How often a process looks for actions that another one left, in milliseconds. */
const POLL_MS = 5000;
/** Batches of one round, after which other actions come. */
const ROUND_BATCHES = 100;

/** Tries of one batch that is busy, POLL_MS or more apart, before the action goes on to the next one without it. */
const TRIES = 10;
/** Busy batches that a process remembers, and for how many milliseconds after the last try. */
const REMEMBERED = { max: 1000, ttlMs: 600_000 } as const;

/** What became of one batch. `over`: the action has ended, or another process has it. `busy`: later. */
type Step = 'done' | 'busy' | 'over';

/** The action is over, or another process has it. */
class LostAction extends Error {}

/**
 * Does what actions on many batches ask for: batch after batch, each in the transaction that also counts it, so that a
 * killed process leaves no batch out and does none twice. One process works on an action at a time, by a lease; long
 * ones take turns.
 */
@Injectable()
export class ActionRunner implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly worker = randomUUID();
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private isStopping = false;
  private isAskedAgain = false;
  /** Tries of the batch at which an action stands, by action and place. */
  private readonly tries = new BoundedCache<number>(REMEMBERED);
  /**
   * Actions that stand at a busy batch, with the time from which it is tried again, in milliseconds of
   * `performance.now()`.
   */
  private readonly busy = new Map<number, number>();

  constructor(
    private readonly store: ActionStore,
    private readonly steps: ActionSteps,
    private readonly access: LiveAccess,
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AppLogger,
  ) {}

  /** Begins to look for actions; called after the migrations. */
  start(): void {
    this.timer ??= setInterval(() => this.wakeUp(), POLL_MS).unref();
    this.wakeUp();
  }

  /** Works on what is there, now. Never throws. */
  wakeUp(): void {
    if (this.isStopping || this.timer === undefined) return;
    this.isAskedAgain = true;
    this.working ??= outsideTransaction(() => this.work()).finally(() => (this.working = undefined));
  }

  /** Begins no further batch, as early as the workers stop. */
  onModuleDestroy(): void {
    this.isStopping = true;
    clearInterval(this.timer);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    try {
      while (this.isAskedAgain) {
        this.isAskedAgain = false;
        for (let row = await this.claim(); row !== undefined; row = await this.claim())
          if (await this.round(row)) this.busy.set(row.key, performance.now() + POLL_MS);
      }
    } catch (error) {
      this.log.warn('an action on batches could not go on and is taken up again', { error: String(error) });
    }
  }

  /**
   * The next action that does not stand at a busy batch. A try of such a batch may wait for its lock for as long as a
   * transaction may, so each is left alone for a while after it.
   */
  private async claim(): Promise<ActionRow | undefined> {
    if (this.isStopping) return undefined;
    const now = performance.now();
    for (const [key, from] of this.busy) if (from <= now) this.busy.delete(key);
    return this.store.claim(this.worker, [...this.busy.keys()]);
  }

  /**
   * Some of its batches; then it is given back, unless it is over. Answers whether it stands at a batch that is busy.
   */
  private async round(row: ActionRow): Promise<boolean> {
    const lease = { key: row.key, worker: this.worker };
    const first = row.done + row.refused;
    const targets = await this.store.targets(row.key, first, ROUND_BATCHES);
    for (const [n, target] of targets.entries()) {
      if (this.isStopping) return this.giveBack(lease, false);
      const actor = await this.requester(row);
      if (!('userId' in actor)) {
        await this.stop(row, lease, actor);
        return false;
      }
      const step = await this.one(row, actor, target, { lease, nth: first + n });
      if (step === 'busy') return this.giveBack(lease, true);
      if (step === 'over') return false;
      // The embedded database answers within the same turn of the event loop: others are served in between.
      await nextTurn();
    }
    if (first + targets.length < row.matched) return this.giveBack(lease, false);
    await this.store.end(lease, undefined);
    this.log.info('action on batches ended', { action: row.publicId, user_id: row.ownerId, matched: row.matched });
    return false;
  }

  private async giveBack(lease: ActionLease, isBusy: boolean): Promise<boolean> {
    await this.store.release(lease);
    return isBusy;
  }

  /** Who asked for the action, with the present rights; or why it must not go on. */
  private async requester({ keyId, action }: ActionRow): Promise<Actor | Refusal> {
    const actor = (await this.access.reread([keyId])).get(keyId);
    if (actor === undefined) return { code: 'UNAUTHORIZED', message: 'The API key that asked for it no longer works.' };
    const needed: readonly ScopeName[] = action === 'delete' ? ['batch:write', 'batch:delete'] : ['batch:write'];
    const missing = needed.find((scope) => !allows(actor.scopes, scope));
    if (missing === undefined) return actor;
    return { code: 'FORBIDDEN', message: `The API key that asked for it lost the scope ${missing}.` };
  }

  private async stop(row: ActionRow, lease: ActionLease, reason: Refusal): Promise<void> {
    await this.store.end(lease, reason);
    this.log.warn('action on batches stopped', { action: row.publicId, user_id: row.ownerId, code: reason.code });
  }

  /** One batch. Throws when the database is away. */
  private async one(
    row: ActionRow,
    actor: Actor,
    target: string,
    place: { readonly lease: ActionLease; readonly nth: number },
  ): Promise<Step> {
    const done = async (tx: EntityManager): Promise<void> => {
      if (!(await this.store.recordDone(place.lease, place.nth, tx))) throw new LostAction();
      crashPoint('action.before_commit');
    };
    try {
      await this.steps.apply(row, target, visibleOwner(actor), actor, done);
      crashPoint('action.after_commit');
      return 'done';
    } catch (error) {
      if (error instanceof LostAction) return 'over';
      if (isAway(error)) throw error;
      if (isOutage(error) && this.mayTryAgain(row, place.nth)) return 'busy';
      const isHeld = await this.unitOfWork.run((tx) =>
        this.store.recordRefused(place.lease, place.nth, this.refusal(row, error), tx),
      );
      return isHeld ? 'done' : 'over';
    }
  }

  /** A batch may be locked for a minute, by a file of corrections. */
  private mayTryAgain({ key, publicId }: ActionRow, nth: number): boolean {
    const place = `${key} ${nth}`;
    const tries = (this.tries.get(place) ?? 0) + 1;
    this.tries.set(place, tries);
    if (tries < TRIES) return true;
    this.log.warn('an action on batches goes on without a batch that stays busy', { action: publicId, nth });
    return false;
  }

  private refusal({ publicId }: ActionRow, error: unknown): Refusal {
    const explained = explainOutage(error);
    if (explained instanceof AppError) return { code: explained.code, message: explained.message };
    this.log.error('a batch of an action could not be changed', { action: publicId, err: error });
    return { code: 'INTERNAL_ERROR', message: new AppError('INTERNAL_ERROR').message };
  }
}

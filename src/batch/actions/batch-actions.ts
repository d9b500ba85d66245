import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { requireScope } from '../../accounts/rights/scopes.js';
import { seesAll, visibleOwner } from '../../accounts/rights/visibility.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../platform/http/paging.js';
import { fault } from '../../platform/http/faults.js';
import { isPublicId, isUuid, uuidV7 } from '../model/kinds/public-id.js';
import type { Idempotency } from '../model/items/submission.js';
import { BatchQueries, type Condition } from '../read/batch-queries.js';
import { toFilter } from '../read/batch-reader.js';
import { IdempotencyStore } from '../submit/idempotency-store.js';
import { type ActionCount, type ActionRow, ActionStore, namedBatches, type RefusedBatch } from './action-store.js';
import type { BatchActionListQueryDto, NewBatchActionDto } from './batch-actions.dto.js';
import { MAX_ACTION_BATCHES, MAX_OPEN_ACTIONS, type NewAction } from './batch-action.js';

/** Seconds after which a caller with too many actions should ask again. */
const RETRY_SECONDS = 10;

/** An action with the batches that it refused. */
export interface ActionReport {
  readonly row: ActionRow;
  readonly refusals: readonly RefusedBatch[];
}

/** What an action is for: batches that fit a condition, or these, whether they exist or not. */
type Choice =
  | { readonly condition: Condition; readonly filter: object }
  | { readonly condition: Condition; readonly filter: null; readonly ids: readonly string[] };

/**
 * Actions on many batches as callers ask for them, with the rights of the caller. Which batches an action is for is
 * decided when it is asked for; ActionRunner carries it out.
 */
@Injectable()
export class BatchActions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ActionStore,
    private readonly batches: BatchQueries,
    private readonly idempotency: IdempotencyStore,
  ) {}

  /** How many batches it would be for. Throws as `ask`. */
  async count(actor: Actor, body: NewBatchActionDto): Promise<ActionCount> {
    requireRight(actor, body);
    const choice = await this.choose(actor, body);
    const counted = await this.store.count(body.action, choice.condition);
    if (counted.matched > MAX_ACTION_BATCHES) throw tooMany();
    // The action is for all that are named, whether they exist or not.
    return 'ids' in choice ? { ...counted, matched: choice.ids.length } : counted;
  }

  /**
   * Stores the action; nothing is done yet. Throws VALIDATION_ERROR for an empty filter, too many batches, or fields
   * that exclude each other; FORBIDDEN without the scope of the control; RATE_LIMITED with too many open ones;
   * IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS.
   */
  async ask(
    actor: Actor,
    body: NewBatchActionDto,
    idempotency: Idempotency | undefined,
  ): Promise<ActionReport & { readonly replayed: boolean }> {
    requireRight(actor, body);
    const choice = await this.choose(actor, body);
    const { action, priority = null, reason = null } = body;
    const stored = await this.unitOfWork.run(async (tx) => {
      const earlier = idempotency && (await this.idempotency.claim(actor.userId, idempotency, tx));
      if (earlier?.body != null && 'id' in earlier.body) return { publicId: String(earlier.body.id), replayed: true };
      if ((await this.store.countOpen(actor.userId, tx)) >= MAX_OPEN_ACTIONS) throw tooManyOpen();
      const publicId = uuidV7();
      const key = await this.store.insert(
        publicId,
        actor,
        { action, priority, reason } satisfies NewAction,
        choice.filter,
        tx,
      );
      const count =
        'ids' in choice
          ? await this.store.addNamed(key, choice.ids, tx)
          : await this.store.addMatching(key, choice.condition, tx);
      if (count > MAX_ACTION_BATCHES) throw tooMany();
      const reply = { status: 202, body: { id: publicId } } as const;
      if (idempotency !== undefined) await this.idempotency.store(actor.userId, idempotency, null, reply, tx);
      return { publicId, replayed: false };
    });
    return { ...(await this.get(actor, stored.publicId)), replayed: stored.replayed };
  }

  /** Throws NOT_FOUND for an action that does not exist or is another user's; an admin sees all. */
  async get(actor: Actor, publicId: string): Promise<ActionReport> {
    const row = isUuid(publicId) ? await this.store.find(publicId, visibleOwner(actor)) : undefined;
    if (row === undefined) throw new AppError('NOT_FOUND', `There is no action ${publicId.slice(0, 64)}.`);
    return { row, refusals: row.refused === 0 ? [] : await this.store.refusals(row.key) };
  }

  /** The caller's own actions, or all of an admin's service; newest first. */
  async list(actor: Actor, { status, cursor, limit }: BatchActionListQueryDto): Promise<Page<ActionRow>> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const rows = await this.store.page(visibleOwner(actor), status ?? null, after, limit + 1);
    return toPage(rows, limit, (last) => encodeCursor({ createdAt: last.createdAtExact, id: last.key }));
  }

  /**
   * Ends an action where it is: what is done stays done. Cancelling again changes nothing. Throws NOT_FOUND and
   * CONFLICT.
   */
  async cancel(actor: Actor, publicId: string): Promise<ActionReport> {
    const { row } = await this.get(actor, publicId);
    const isCancelled = await this.store.cancel(row.key);
    const report = await this.get(actor, publicId);
    const { status } = report.row;
    if (isCancelled || status === 'cancelled') return report;
    throw new AppError('CONFLICT', `The action has already ended: it is ${status}.`, { details: { status } });
  }

  private async choose(actor: Actor, { filter, ids }: NewBatchActionDto): Promise<Choice> {
    if (ids !== undefined) return chooseNamed(ids, visibleOwner(actor));
    const given = { ...filter };
    const condition = await this.batches.condition(toFilter(actor, { ...filter }));
    return { condition, filter: given };
  }
}

/** Only the scope that the route does not ask for yet; and what fits together. */
function requireRight(actor: Actor, body: NewBatchActionDto): void {
  const { action, priority, filter, ids } = body;
  const faults = [
    ...((action === 'priority') === (priority === undefined)
      ? [
          fault(
            'priority',
            action === 'priority' ? 'is required by the action priority' : `is not a field of the action ${action}`,
            priority,
            action === 'priority' ? 'missing' : 'unknown_field',
          ),
        ]
      : []),
    ...((filter === undefined) === (ids === undefined)
      ? [fault('filter', 'exactly one of filter and ids must be given', filter, 'missing')]
      : []),
    ...(filter !== undefined && isEmpty(actor, filter)
      ? [fault('filter', 'must have at least one field that narrows the batches down', filter, 'too_short')]
      : []),
    ...(ids ?? []).flatMap((id, n) =>
      isPublicId(id)
        ? []
        : [fault(`ids.${n}`, 'must be the id of a batch: an integer, a UUID or batch_YYYYMMDD_xxxxxx', id, 'pattern')],
    ),
  ];
  if (faults.length > 0) throw invalid(faults.slice(0, 100));
  if (action === 'delete') requireScope(actor, 'batch:delete');
}

/** Whether a filter would choose all that the caller can see: who is no admin sees one owner's batches anyway. */
function isEmpty(actor: Actor, filter: object): boolean {
  const given = Object.entries(filter).filter(
    ([field, value]) => value !== undefined && (field !== 'owner' || seesAll(actor)),
  );
  return given.length === 0;
}

function chooseNamed(ids: readonly string[], ownerId: number | null): Choice {
  const named = [...new Set(ids.map((id) => id.toLowerCase()))];
  return { condition: namedBatches(named, ownerId), filter: null, ids: named };
}

const tooManyOpen = (): AppError =>
  new AppError('RATE_LIMITED', `A user has at most ${MAX_OPEN_ACTIONS} actions on batches that have not ended.`, {
    retryAfter: RETRY_SECONDS,
    details: { limit: MAX_OPEN_ACTIONS },
  });
const tooMany = (): AppError =>
  invalid([
    fault(
      'filter',
      `must match at most ${MAX_ACTION_BATCHES} batches; narrow it down, by created_from and created_to for example`,
      null,
      'too_long',
    ),
  ]);

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { AppConfig } from '../../platform/config/config.js';
import type { ErrorCode } from '../../platform/errors/app-error.js';
import type { Cursor } from '../../platform/http/paging.js';
import type { BatchStatus, Priority } from '../model/status/batch-status.js';
import type { Condition } from '../read/batch-queries.js';
import { isActionable } from './action-sql.js';
import {
  type ActionStatus,
  type BatchActionName,
  MAX_ACTION_BATCHES,
  type NewAction,
  SHOWN_REFUSALS,
} from './batch-action.js';
import { LEASE_SETTINGS } from '../model/status/lease.settings.js';

/** Why an action was stopped, or why it refused a batch. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
}

/** An action as read from the database. */
export interface ActionRow {
  readonly key: number;
  readonly publicId: string;
  readonly ownerId: number;
  readonly keyId: string;
  readonly action: BatchActionName;
  readonly priority: Priority | null;
  readonly filter: Readonly<Record<string, unknown>> | null;
  readonly reason: string | null;
  readonly status: ActionStatus;
  readonly matched: number;
  readonly done: number;
  readonly refused: number;
  readonly stopReason: Refusal | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** ISO 8601 with microseconds, for the cursor. */
  readonly createdAtExact: string;
}

/** A refused batch of an action. */
export interface RefusedBatch extends Refusal {
  readonly batch: string;
}

/** How many batches an action is for, by state, and how many of them it would change. */
export interface ActionCount {
  readonly byStatus: Readonly<Partial<Record<BatchStatus, number>>>;
  readonly matched: number;
  readonly actionable: number;
}

/**
 * The right of a process to work on an action; it lasts so long after the last batch as that to a batch after a
 * heartbeat.
 */
export interface ActionLease {
  readonly key: number;
  readonly worker: string;
}

const COLUMNS = `
  a.id AS key, a.public_id AS "publicId", a.owner_id AS "ownerId", a.key_id AS "keyId", a.action, a.priority, a.filter, a.reason,
  a.status, a.matched_count AS matched, a.done_count AS done, a.refused_count AS refused, a.stop_reason AS "stopReason",
  a.created_at AS "createdAt", a.started_at AS "startedAt", a.ended_at AS "endedAt", to_json(a.created_at) #>> '{}' AS "createdAtExact"`;

/** SQL condition: the process holds the action, and it is still to be done. */
const HELD = `id = $1 AND lease_owner = $2 AND status = 'running'`;

/** The condition of batches that are named, of one owner or of all. */
export const namedBatches = (ids: readonly string[], ownerId: number | null): Condition => ({
  sql: 'b.public_id = ANY($1) AND ($2::bigint IS NULL OR b.owner_id = $2)',
  values: [ids, ownerId],
});

/** The statements of actions on many batches. What a process writes is guarded by its lease. */
@Injectable()
export class ActionStore {
  /** SQL assignment: the process that works on an action is taken for dead when it does nothing for so long. */
  private readonly extended: string;

  constructor(
    private readonly dataSource: DataSource,
    config: AppConfig,
  ) {
    this.extended = `lease_until = now() + interval '${LEASE_SETTINGS.of(config).LEASE_SECONDS} seconds'`;
  }

  /** The batches that fit, by state; no more than one above the limit are counted. */
  async count(action: BatchActionName, { sql, values }: Condition): Promise<ActionCount> {
    const rows: { readonly status: BatchStatus; readonly n: number; readonly actionable: number }[] =
      await this.dataSource.query(
        `SELECT status, count(*)::integer AS n, (count(*) FILTER (WHERE actionable))::integer AS actionable
           FROM (SELECT b.status, ${isActionable(action)} AS actionable FROM batches b
                  WHERE ${sql} LIMIT ${MAX_ACTION_BATCHES + 1}) found
          GROUP BY status ORDER BY status`,
        [...values],
      );
    return {
      byStatus: Object.fromEntries(rows.map(({ status, n }) => [status, n])),
      matched: rows.reduce((sum, { n }) => sum + n, 0),
      actionable: rows.reduce((sum, row) => sum + row.actionable, 0),
    };
  }

  /** Stores an action that is for no batch yet. Answers its key. */
  async insert(
    publicId: string,
    actor: Actor,
    { action, priority, reason }: NewAction,
    filter: object | null,
    tx: EntityManager,
  ): Promise<number> {
    const rows: { readonly id: number }[] = await tx.query(
      `INSERT INTO batch_actions (public_id, owner_id, key_id, action, priority, filter, reason, matched_count)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 0) RETURNING id`,
      [publicId, actor.userId, actor.keyId, action, priority, filter === null ? null : JSON.stringify(filter), reason],
    );
    return rows[0]?.id ?? 0;
  }

  /** How many actions of an owner have not ended. Two that are asked for at the same time count one after the other. */
  async countOpen(ownerId: number, tx: EntityManager): Promise<number> {
    await tx.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [ownerId]);
    const rows: { readonly n: number }[] = await tx.query(
      `SELECT count(*)::integer AS n FROM batch_actions WHERE owner_id = $1 AND status IN ('pending', 'running')`,
      [ownerId],
    );
    return rows[0]?.n ?? 0;
  }

  /** Adds the batches that fit, oldest first. Answers how many; one more than the limit when there are too many. */
  async addMatching(key: number, { sql, values }: Condition, tx: EntityManager): Promise<number> {
    const at = `$${values.length + 1}`;
    return this.countAdded(
      key,
      `SELECT ${at}::bigint, row_number() OVER (ORDER BY found.created_at, found.id) - 1, found.public_id
         FROM (SELECT b.id, b.created_at, b.public_id FROM batches b WHERE ${sql} LIMIT ${MAX_ACTION_BATCHES + 1}) found`,
      [...values, key],
      tx,
    );
  }

  /** Adds these batches, whether they exist or not. Answers how many. */
  async addNamed(key: number, ids: readonly string[], tx: EntityManager): Promise<number> {
    return this.countAdded(
      key,
      'SELECT $1::bigint, named.nth - 1, named.id FROM unnest($2::text[]) WITH ORDINALITY AS named (id, nth)',
      [key, ids],
      tx,
    );
  }

  private async countAdded(key: number, chosen: string, values: unknown[], tx: EntityManager): Promise<number> {
    const rows: { readonly n: number }[] = await tx.query(
      `WITH added AS (INSERT INTO batch_action_targets (action_id, nth, batch) ${chosen} RETURNING nth)
       SELECT count(*)::integer AS n FROM added`,
      values,
    );
    const count = rows[0]?.n ?? 0;
    await tx.query('UPDATE batch_actions SET matched_count = $2 WHERE id = $1', [key, count]);
    return count;
  }

  /** An action by its public id; of one owner, or of all. */
  async find(publicId: string, ownerId: number | null): Promise<ActionRow | undefined> {
    const rows: ActionRow[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM batch_actions a WHERE a.public_id = $1 AND ($2::bigint IS NULL OR a.owner_id = $2)`,
      [publicId, ownerId],
    );
    return rows[0];
  }

  /** Actions after the cursor, newest first. */
  page(ownerId: number | null, status: ActionStatus | null, after: Cursor | null, limit: number): Promise<ActionRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM batch_actions a
        WHERE ($1::bigint IS NULL OR a.owner_id = $1) AND ($2::text IS NULL OR a.status = $2)
          AND ($3::timestamptz IS NULL OR (a.created_at, a.id) < ($3, $4::bigint))
        ORDER BY a.created_at DESC, a.id DESC LIMIT $5`,
      [ownerId, status, after?.createdAt ?? null, after?.id ?? null, limit],
    );
  }

  /** The first batches that an action refused, in its order. */
  refusals(key: number): Promise<RefusedBatch[]> {
    return this.dataSource.query(
      `SELECT batch, code, message FROM batch_action_targets
        WHERE action_id = $1 AND code IS NOT NULL ORDER BY nth LIMIT ${SHOWN_REFUSALS}`,
      [key],
    );
  }

  /**
   * Takes the action that has waited longest, or that a dead process left, and none of these. Undefined when there is
   * none.
   */
  async claim(worker: string, except: readonly number[]): Promise<ActionRow | undefined> {
    const [rows]: [ActionRow[], number] = await this.dataSource.query(
      `UPDATE batch_actions a
          SET status = 'running', started_at = coalesce(started_at, now()), lease_owner = $1, ${this.extended}
        WHERE a.id = (SELECT id FROM batch_actions
                       WHERE status IN ('pending', 'running') AND (lease_until IS NULL OR lease_until < now() OR lease_owner = $1)
                         AND id <> ALL ($2::bigint[])
                       ORDER BY waits_since, id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [worker, except],
    );
    return rows[0];
  }

  /** The next batches of an action, in its order. */
  async targets(key: number, from: number, limit: number): Promise<readonly string[]> {
    const rows: { readonly batch: string }[] = await this.dataSource.query(
      'SELECT batch FROM batch_action_targets WHERE action_id = $1 AND nth >= $2 ORDER BY nth LIMIT $3',
      [key, from, limit],
    );
    return rows.map(({ batch }) => batch);
  }

  /**
   * Counts the batch at this place as done. In the transaction that changes the batch: both happen, or neither. Answers
   * false when the action is not the process's own any more, or is over.
   */
  recordDone({ key, worker }: ActionLease, nth: number, tx: EntityManager): Promise<boolean> {
    return changed(
      tx,
      `UPDATE batch_actions SET done_count = done_count + 1, ${this.extended} WHERE ${HELD} AND done_count + refused_count = $3`,
      [key, worker, nth],
    );
  }

  /** Counts the batch at this place as refused. Answers as `recordDone`. */
  async recordRefused(
    { key, worker }: ActionLease,
    nth: number,
    refusal: Refusal,
    tx: EntityManager,
  ): Promise<boolean> {
    const isHeld = await changed(
      tx,
      `UPDATE batch_actions SET refused_count = refused_count + 1, ${this.extended} WHERE ${HELD} AND done_count + refused_count = $3`,
      [key, worker, nth],
    );
    if (!isHeld) return false;
    await tx.query('UPDATE batch_action_targets SET code = $3, message = $4 WHERE action_id = $1 AND nth = $2', [
      key,
      nth,
      refusal.code,
      refusal.message,
    ]);
    return true;
  }

  /** Ends an action whose batches are all behind it, or with a reason before. */
  async end({ key, worker }: ActionLease, reason: Refusal | undefined): Promise<void> {
    await this.dataSource.query(
      `UPDATE batch_actions
          SET status = $3, stop_reason = $4, ended_at = clock_timestamp(), lease_owner = NULL, lease_until = NULL
        WHERE ${HELD}`,
      [
        key,
        worker,
        reason === undefined ? 'completed' : 'stopped',
        reason === undefined ? null : JSON.stringify(reason),
      ],
    );
  }

  /** Gives an action back, behind others that wait. */
  async release({ key, worker }: ActionLease): Promise<void> {
    await this.dataSource.query(
      `UPDATE batch_actions SET lease_owner = NULL, lease_until = NULL, waits_since = clock_timestamp() WHERE ${HELD}`,
      [key, worker],
    );
  }

  /** Ends an action that has not ended. Answers whether it did. */
  async cancel(key: number): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `UPDATE batch_actions SET status = 'cancelled', ended_at = clock_timestamp(), lease_owner = NULL, lease_until = NULL
        WHERE id = $1 AND status IN ('pending', 'running')`,
      [key],
    );
    return count > 0;
  }
}

async function changed(tx: EntityManager, text: string, values: unknown[]): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(text, values);
  return count > 0;
}

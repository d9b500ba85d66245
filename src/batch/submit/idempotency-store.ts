import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepeatTransaction } from '../../platform/database/sqlstate.js';
import { run, type Statement } from '../../platform/database/statement.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Idempotency, Reply } from '../model/items/submission.js';

/** The first answer that was stored under a key. */
interface StoredReply {
  readonly sameBody: boolean;
  readonly statusCode: number;
  readonly reply: object | null;
  readonly batchId: number | null;
}

/**
 * Locks the key for this transaction: of two concurrent requests, the second does not get the advisory lock and is
 * refused. The embedded database runs one transaction at a time, so there the second request gets the first one's
 * answer.
 */
const LOCK: Statement = {
  name: 'lock_idempotency_key',
  text: `SELECT pg_try_advisory_xact_lock(hashtextextended($1::bigint || ' ' || $2 || ' ' || encode($3, 'hex'), 0)) AS locked`,
};

/**
 * Reads the answer stored under the key. A separate statement after the lock: the snapshot of a statement is older than
 * a lock it takes, so a statement that did both could get the lock just after another request's commit and not see its
 * answer.
 */
const READ: Statement = {
  name: 'read_idempotency_key',
  text: `
    SELECT body_hash = $4 AS "sameBody", status_code AS "statusCode", reply, batch_id AS "batchId"
      FROM idempotency_keys
     WHERE owner_id = $1 AND route = $2 AND key_hash = $3 AND created_at > now() - interval '24 hours'`,
};

/** Replaces an existing answer only when it has expired. */
const STORE_REPLY: Statement = {
  name: 'store_idempotent_reply',
  text: `
    INSERT INTO idempotency_keys AS stored (owner_id, route, key_hash, body_hash, batch_id, status_code, reply)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (owner_id, route, key_hash) DO UPDATE
      SET body_hash = excluded.body_hash, batch_id = excluded.batch_id, status_code = excluded.status_code,
          reply = excluded.reply, created_at = now()
    WHERE stored.created_at <= now() - interval '24 hours'`,
};

/** The stored result of an earlier request with the same key and body. */
interface Earlier {
  readonly batchId: number | null;
  readonly status: number;
  /** Null when the answer must be rendered from the current state of the batch. */
  readonly body: object | null;
}

/** Idempotency keys (IETF draft-ietf-httpapi-idempotency-key-header), stored in the submission's own transaction. */
@Injectable()
export class IdempotencyStore {
  /**
   * Claims a key for this transaction. Returns the result of an earlier request with the key, if any. Throws
   * IDEMPOTENCY_KEY_REUSED when that had another body, IDEMPOTENCY_IN_PROGRESS while it is still running.
   */
  async claim(ownerId: number, idempotency: Idempotency, tx: EntityManager): Promise<Earlier | undefined> {
    const key = [ownerId, idempotency.route, hash(idempotency.key)];
    // Sent together: on a pipelined connection both share a round trip.
    const [lock, read] = await Promise.all([
      run<{ locked: boolean }>(LOCK, key, tx),
      run<StoredReply & { [column: string]: unknown }>(READ, [...key, idempotency.bodyHash], tx),
    ]);
    if (lock.rows[0]?.locked !== true) throw new AppError('IDEMPOTENCY_IN_PROGRESS', undefined, { retryAfter: 1 });
    const [stored] = read.rows;
    if (stored === undefined) return undefined;
    if (!stored.sameBody) throw new AppError('IDEMPOTENCY_KEY_REUSED');
    return { batchId: stored.batchId, status: stored.statusCode, body: stored.reply };
  }

  /**
   * Stores the answer; `body: null` when a replay must render the batch again. Throws `RepeatTransaction` when another
   * request has stored one meanwhile: the unit of work rolls back, and its repetition returns the stored answer.
   */
  async store(
    ownerId: number,
    idempotency: Idempotency,
    batchId: number | null,
    reply: { readonly status: Reply['status']; readonly body: object | null },
    tx: EntityManager,
  ): Promise<void> {
    const body = reply.body === null ? null : JSON.stringify(reply.body);
    const { count } = await run(
      STORE_REPLY,
      [ownerId, idempotency.route, hash(idempotency.key), idempotency.bodyHash, batchId, reply.status, body],
      tx,
    );
    if (count === 0) throw new RepeatTransaction('Another request stored an answer under the same Idempotency-Key.');
  }
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

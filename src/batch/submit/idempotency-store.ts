import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepeatTransaction } from '../../platform/database/sqlstate.js';
import { run, type Statement } from '../../platform/database/statement.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Idempotency, Reply } from '../model/submission.js';

/** The first answer that is kept under a key. */
interface StoredReply {
  readonly sameBody: boolean;
  readonly statusCode: number;
  readonly reply: object | null;
  readonly batchId: number | null;
}

/**
 * Takes the key for this transaction: the advisory lock tells two requests that are open at once apart. On the embedded
 * database requests serialise, so there a replay is the answer.
 */
const LOCK: Statement = {
  name: 'lock_idempotency_key',
  text: `SELECT pg_try_advisory_xact_lock(hashtextextended($1::bigint || ' ' || $2 || ' ' || encode($3, 'hex'), 0)) AS locked`,
};

/**
 * What was kept under the key. A statement of its own, after the lock: the snapshot of a statement is older than a lock it
 * takes, so one that did both could get the lock of a request that had just committed and not see what that had kept.
 */
const READ: Statement = {
  name: 'read_idempotency_key',
  text: `
    SELECT body_hash = $4 AS "sameBody", status_code AS "statusCode", reply, batch_id AS "batchId"
      FROM idempotency_keys
     WHERE owner_id = $1 AND route = $2 AND key_hash = $3 AND created_at > now() - interval '24 hours'`,
};

/** Takes the place of an answer only when that no longer counts. */
const STORE_REPLY: Statement = {
  name: 'keep_idempotent_reply',
  text: `
    INSERT INTO idempotency_keys AS kept (owner_id, route, key_hash, body_hash, batch_id, status_code, reply)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (owner_id, route, key_hash) DO UPDATE
      SET body_hash = excluded.body_hash, batch_id = excluded.batch_id, status_code = excluded.status_code,
          reply = excluded.reply, created_at = now()
    WHERE kept.created_at <= now() - interval '24 hours'`,
};

/** What is known of an earlier request with the same key and body. */
export interface Earlier {
  readonly batchId: number | null;
  readonly status: number;
  /** Null where the batch is to be rendered as it is now. */
  readonly body: object | null;
}

/** Idempotent submission (IETF draft-ietf-httpapi-idempotency-key-header): stored in the submission's own transaction. */
@Injectable()
export class IdempotencyStore {
  /**
   * Takes a key for this transaction. Answers the earlier request when there was one; throws IDEMPOTENCY_KEY_REUSED when it
   * had another body and IDEMPOTENCY_IN_PROGRESS while it is still open.
   */
  async claim(ownerId: number, idempotency: Idempotency, tx: EntityManager): Promise<Earlier | undefined> {
    const key = [ownerId, idempotency.route, hash(idempotency.key)];
    // Sent together: on a pipelined connection both share a round trip.
    const [lock, read] = await Promise.all([
      run<{ locked: boolean }>(LOCK, key, tx),
      run<StoredReply & { [column: string]: unknown }>(READ, [...key, idempotency.bodyHash], tx),
    ]);
    if (lock.rows[0]?.locked !== true) throw new AppError('IDEMPOTENCY_IN_PROGRESS', undefined, { retryAfter: 1 });
    const [kept] = read.rows;
    if (kept === undefined) return undefined;
    if (!kept.sameBody) throw new AppError('IDEMPOTENCY_KEY_REUSED');
    return { batchId: kept.batchId, status: kept.statusCode, body: kept.reply };
  }

  /**
   * Keeps the answer; `body: null` for a batch that is to be rendered anew. Throws `RepeatTransaction` when another request
   * has kept one meanwhile: the unit of work undoes everything, and the repetition answers what was kept.
   */
  async store(
    ownerId: number,
    idempotency: Idempotency,
    batchId: number,
    reply: { readonly status: Reply['status']; readonly body: object | null },
    tx: EntityManager,
  ): Promise<void> {
    const body = reply.body === null ? null : JSON.stringify(reply.body);
    const { count } = await run(
      STORE_REPLY,
      [ownerId, idempotency.route, hash(idempotency.key), idempotency.bodyHash, batchId, reply.status, body],
      tx,
    );
    if (count === 0) throw new RepeatTransaction('Another request kept an answer under the same Idempotency-Key.');
  }
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run, type Statement } from '../platform/database/statement.js';
import { AppError } from '../platform/http/error.js';
import type { Idempotency, Reply } from './submission.js';

/** The first answer that is kept under a key. */
interface Kept {
  readonly locked: boolean;
  readonly sameBody: boolean | null;
  readonly statusCode: number | null;
  readonly reply: object | null;
  readonly batchId: number | null;
}

/**
 * Takes the key for this transaction and reads what was kept under it. The advisory lock tells two requests that are open
 * at once apart; on the embedded database requests serialise, so there a replay is the answer.
 */
const CLAIM: Statement = {
  name: 'claim_idempotency_key',
  text: `
    SELECT l.locked, k.body_hash = $4 AS "sameBody", k.status_code AS "statusCode", k.reply, k.batch_id AS "batchId"
      FROM (SELECT pg_try_advisory_xact_lock(hashtextextended($1::bigint || ' ' || $2 || ' ' || encode($3, 'hex'), 0)) AS locked) l
      LEFT JOIN idempotency_keys k
        ON k.owner_id = $1 AND k.route = $2 AND k.key_hash = $3 AND k.created_at > now() - interval '24 hours'`,
};

const KEEP: Statement = {
  name: 'keep_idempotent_reply',
  text: `
    INSERT INTO idempotency_keys (owner_id, route, key_hash, body_hash, batch_id, status_code, reply)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (owner_id, route, key_hash) DO UPDATE
      SET body_hash = excluded.body_hash, batch_id = excluded.batch_id, status_code = excluded.status_code,
          reply = excluded.reply, created_at = now()`,
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
    const values = [ownerId, idempotency.route, hash(idempotency.key), idempotency.bodyHash];
    const [kept] = (await run<Kept & { [column: string]: unknown }>(CLAIM, values, tx)).rows;
    if (kept?.locked !== true) throw new AppError('IDEMPOTENCY_IN_PROGRESS', undefined, { retryAfter: 1 });
    if (kept.statusCode === null) return undefined;
    if (kept.sameBody !== true) throw new AppError('IDEMPOTENCY_KEY_REUSED');
    return { batchId: kept.batchId, status: kept.statusCode, body: kept.reply };
  }

  /** Keeps the answer; `body: null` for a batch that is to be rendered anew. */
  async keep(
    ownerId: number,
    idempotency: Idempotency,
    batchId: number,
    reply: { readonly status: Reply['status']; readonly body: object | null },
    tx: EntityManager,
  ): Promise<void> {
    const body = reply.body === null ? null : JSON.stringify(reply.body);
    await run(
      KEEP,
      [ownerId, idempotency.route, hash(idempotency.key), idempotency.bodyHash, batchId, reply.status, body],
      tx,
    );
  }
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { jsonColumn, textColumn } from '../platform/database/columns.js';
import { post, run, type Statement } from '../platform/database/statement.js';
import type { KindName } from './kind.js';
import type { Submission, SubmittedItem } from './submission.js';

/** A batch that waits for a worker. */
export interface SubmittedBatch {
  readonly id: number;
  readonly publicId: string;
  readonly createdAt: Date;
}

/** How the engine is to run a batch. */
export interface RunLimits {
  readonly maxConcurrent: number;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
}

const INSERT_BATCH: Statement = {
  name: 'insert_batch',
  text: `
    INSERT INTO batches (public_id, kind, owner_id, key_id, name, priority, is_atomic, options, metadata, webhook_url,
                         max_concurrent, timeout_ms, max_attempts)
    VALUES (coalesce($1, nextval('operation_batch_numbers')::text), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    RETURNING id, public_id AS "publicId", created_at AS "createdAt"`,
};

const INSERT_ITEMS: Statement = {
  name: 'insert_items',
  text: `
    INSERT INTO batch_items (batch_id, index, ref, metadata, input)
    SELECT $1, $2::integer + r.nth - 1, r.ref, r.metadata, r.input
      FROM unnest($3::text[], $4::jsonb[], $5::jsonb[]) WITH ORDINALITY AS r (ref, metadata, input, nth)`,
};

const FIND: Statement = {
  name: 'find_submitted_batch',
  text: 'SELECT id AS "batchId", public_id AS "publicId", created_at AS "createdAt" FROM batches WHERE id = $1',
};

/** Stores batches that wait for a worker. */
@Injectable()
export class SubmissionStore {
  async insertBatch<Input extends object, Options extends object>(
    kind: KindName,
    publicId: string | null,
    submission: Omit<Submission<Input, Options>, 'items'>,
    limits: RunLimits,
    tx: EntityManager,
  ): Promise<SubmittedBatch> {
    const { actor, metadata } = submission;
    const values = [
      publicId,
      kind,
      actor.userId,
      actor.keyId,
      submission.name ?? null,
      submission.priority ?? 'normal',
      submission.atomic ?? false,
      JSON.stringify(submission.options),
      metadata === undefined ? null : JSON.stringify(metadata),
      submission.webhookUrl ?? null,
      limits.maxConcurrent,
      limits.timeoutMs,
      limits.maxAttempts,
    ];
    const [row] = (await run<SubmittedBatch & Record<string, unknown>>(INSERT_BATCH, values, tx)).rows;
    if (row === undefined) throw new Error('The batch was not stored.');
    return row;
  }

  /** A batch that an earlier request stored. */
  async find(
    batchId: number,
    tx: EntityManager,
  ): Promise<{ readonly batchId: number; readonly publicId: string; readonly createdAt: Date }> {
    const [row] = (await run<{ batchId: number; publicId: string; createdAt: Date }>(FIND, [batchId], tx)).rows;
    if (row === undefined) throw new Error(`The batch ${batchId} is gone although its idempotency row is not.`);
    return row;
  }

  /** Adds items, the first at the given index, in one statement that it does not wait for. */
  async insertItems(
    batchId: number,
    items: readonly SubmittedItem<object>[],
    firstIndex: number,
    tx: EntityManager,
  ): Promise<void> {
    const refs = textColumn(items.map(({ ref }) => ref));
    const metadata = jsonColumn(items.map((item) => item.metadata));
    const inputs = jsonColumn(items.map(({ input }) => input));
    await post(INSERT_ITEMS, [batchId, firstIndex, refs, metadata, inputs], tx);
  }
}

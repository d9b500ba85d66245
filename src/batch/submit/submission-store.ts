import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppConfig } from '../../platform/config/config.js';
import { jsonColumn, textColumn } from '../../platform/database/columns.js';
import { sendWithoutWaiting, run, type Statement } from '../../platform/database/statement.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { FieldSummary } from '../model/fields/item-fields.js';
import type { KindName } from '../model/kinds/kind.js';
import { blockColumns, type SearchBlock } from '../model/search/search-blocks.js';
import type { Submission, SubmittedItem } from '../model/items/submission.js';
import { FileStore } from './file-store.js';
import { QueuedItems } from './queued-items-store.js';
import { SUBMISSION_SETTINGS } from './submission.settings.js';

/** A batch that waits for a worker. */
export interface SubmittedBatch {
  readonly id: number;
  readonly publicId: string;
  readonly createdAt: Date;
}

/** Limits with which the engine runs a batch. */
export interface RunLimits {
  readonly maxConcurrent: number;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
}

/**
 * Until when a batch waits that has nothing to do before it gets further items; the trigger `keep_batch_open` has the
 * same.
 */
const PARKED = `'9999-12-31Z'::timestamptz`;

/**
 * Stores the batch unless a limit is reached. Concurrent submissions do not see each other and may exceed the limits by
 * their number, and that of all items by what other processes submitted since this one last summed up, 1 s ago or more
 * (queued-items-store.ts); the limits keep the queue from growing without bound and need not be exact. Paused batches
 * count for the limit of their key, which could otherwise pause any number of them. Counts no further than the limit.
 */
export const INSERT_BATCH: Statement = {
  name: 'insert_batch',
  text: `
    WITH load AS (
      SELECT count(*) AS active
        FROM (SELECT FROM batches WHERE limit_key_id = $18 AND status IN ('pending', 'processing', 'paused') LIMIT $14::bigint) mine),
    stored AS (
      INSERT INTO batches (public_id, kind, owner_id, key_id, name, priority, is_atomic, options, metadata, webhook_url,
                           max_concurrent, timeout_ms, max_attempts, seal_by, starts_at_once, wake_at, limit_key_id)
      SELECT coalesce($1, nextval('operation_batch_numbers')::text), $2, $3::bigint, $4, $5, $6, $7::boolean, $8::jsonb,
             $9::jsonb, $10, $11::integer, $12::integer, $13::integer,
             now() + $16::integer * interval '1 hour', coalesce($17::boolean, false),
             CASE WHEN $16::integer IS NOT NULL THEN ${PARKED} END, $18
        FROM load WHERE load.active < $14::bigint AND NOT $15::boolean
      RETURNING id, public_id, created_at)
    SELECT s.id, s.public_id AS "publicId", s.created_at AS "createdAt", l.active < $14::bigint AS "mayAdd"
      FROM load l LEFT JOIN stored s ON true`,
};

const INSERT_ITEMS: Statement = {
  name: 'insert_items',
  text: `
    INSERT INTO batch_items (batch_id, index, ref, metadata, input)
    SELECT $1, $2::integer + r.nth - 1, r.ref, r.metadata, r.input
      FROM unnest($3::text[], $4::jsonb[], $5::jsonb[]) WITH ORDINALITY AS r (ref, metadata, input, nth)`,
};

const INSERT_BLOCKS: Statement = {
  name: 'insert_search_blocks',
  text: `
    INSERT INTO batch_search (batch_id, first_index, last_index, bits)
    SELECT $1, r.first_index, r.last_index, r.bits
      FROM unnest($2::integer[], $3::integer[], $4::bytea[]) AS r (first_index, last_index, bits)`,
};

const INSERT_FIELDS: Statement = {
  name: 'insert_fields',
  text: 'INSERT INTO batch_fields (batch_id, inputs) VALUES ($1, $2)',
};

/** The stored batch; `id: null` when a limit was reached, `mayAdd: false` when it was that of the key. */
type InsertedBatch = { readonly mayAdd: boolean } & (SubmittedBatch | { readonly id: null });

const FIND: Statement = {
  name: 'find_submitted_batch',
  text: 'SELECT id AS "batchId", public_id AS "publicId", created_at AS "createdAt" FROM batches WHERE id = $1',
};

/** Retry-After of a refused submission, in seconds. */
const RETRY_SECONDS = 10;

/** Stores batches that wait for a worker. */
@Injectable()
export class SubmissionStore {
  constructor(
    private readonly config: AppConfig,
    private readonly queuedItems: QueuedItems,
    /** What belongs to a batch that comes as a file. */
    readonly files: FileStore,
  ) {}

  /**
   * Throws TOO_MANY_ACTIVE_BATCHES when the key and those made with it have MAX_ACTIVE_BATCHES open batches, QUEUE_FULL
   * when MAX_QUEUED_ITEMS items are waiting.
   */
  async insertBatch<Input extends object, Options extends object>(
    kind: KindName,
    publicId: string | null,
    submission: Omit<Submission<Input, Options>, 'items'>,
    limits: RunLimits,
    tx: EntityManager,
  ): Promise<SubmittedBatch> {
    const { actor, metadata } = submission;
    const { MAX_ACTIVE_BATCHES, MAX_QUEUED_ITEMS, SEAL_HOURS } = SUBMISSION_SETTINGS.of(this.config);
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
      MAX_ACTIVE_BATCHES,
      await this.queuedItems.reach(MAX_QUEUED_ITEMS, tx),
      submission.open === undefined ? null : SEAL_HOURS,
      submission.open?.startsAtOnce ?? null,
      actor.limitKeyId,
    ];
    const [row] = (await run<InsertedBatch>(INSERT_BATCH, values, tx)).rows;
    if (row === undefined) throw new Error('The batch was not stored.');
    if (row.id === null) throw this.refusal(row.mayAdd);
    return row;
  }

  /** Throws QUEUE_FULL when as many items wait as may. */
  async requireRoom(tx: EntityManager): Promise<void> {
    const { MAX_QUEUED_ITEMS } = SUBMISSION_SETTINGS.of(this.config);
    if (await this.queuedItems.reach(MAX_QUEUED_ITEMS, tx)) throw this.refusal(true);
  }

  private refusal(keyMayAdd: boolean): AppError {
    const { MAX_ACTIVE_BATCHES, MAX_QUEUED_ITEMS } = SUBMISSION_SETTINGS.of(this.config);
    return keyMayAdd
      ? new AppError('QUEUE_FULL', undefined, { retryAfter: RETRY_SECONDS, details: { limit: MAX_QUEUED_ITEMS } })
      : new AppError('TOO_MANY_ACTIVE_BATCHES', undefined, {
          retryAfter: RETRY_SECONDS,
          details: { limit: MAX_ACTIVE_BATCHES },
        });
  }

  /** Keeps which words the inputs have, with one statement that is sent without waiting for its result. */
  async insertBlocks(batchId: number, blocks: readonly SearchBlock[], tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(INSERT_BLOCKS, [batchId, ...blockColumns(blocks)], tx);
  }

  /** Keeps what fields the inputs have, with one statement that is sent without waiting for its result. */
  async insertFields(batchId: number, fields: FieldSummary, tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(INSERT_FIELDS, [batchId, JSON.stringify(fields)], tx);
  }

  /** Counts submitted items for the limit of all items, after their commit. */
  countQueued(items: number): void {
    this.queuedItems.add(items);
  }

  /** Reads a batch that an earlier request stored. */
  async find(
    batchId: number,
    tx: EntityManager,
  ): Promise<{ readonly batchId: number; readonly publicId: string; readonly createdAt: Date }> {
    const [row] = (await run<{ batchId: number; publicId: string; createdAt: Date }>(FIND, [batchId], tx)).rows;
    if (row === undefined) throw new Error(`The batch ${batchId} of an idempotency key does not exist.`);
    return row;
  }

  /** Inserts items, the first at `firstIndex`, with one statement that is sent without waiting for its result. */
  async insertItems(
    batchId: number,
    items: readonly SubmittedItem<object>[],
    firstIndex: number,
    tx: EntityManager,
  ): Promise<void> {
    const refs = textColumn(items.map(({ ref }) => ref));
    const metadata = jsonColumn(items.map((item) => item.metadata));
    const inputs = jsonColumn(items.map(({ input }) => input));
    await sendWithoutWaiting(INSERT_ITEMS, [batchId, firstIndex, refs, metadata, inputs], tx);
  }
}

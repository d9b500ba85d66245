import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { jsonColumn, textColumn } from '../../platform/database/columns.js';
import { run, type Statement } from '../../platform/database/statement.js';
import type { Outcome } from '../model/items/item.js';
import type { KindName } from '../model/kinds/kind.js';
import { terminalStatus } from '../model/status/batch-status.js';
import { BatchWebhookUrl } from '../webhooks/batch-webhook-url.js';
import { EVENT_OF } from '../webhooks/webhook-event.js';
import { WebhookOutbox } from '../webhooks/webhook-outbox.js';
import { outcomeColumns } from './outcome-columns.js';
import { blockColumns, searchPieces, toBlocks } from '../model/search/search-blocks.js';
import type { Submission, SubmittedItem } from '../model/items/submission.js';

/** A batch that was stored with its outcomes. */
export interface RecordedBatch {
  readonly id: number;
  readonly publicId: string;
  readonly createdAt: Date;
  readonly startedAt: Date;
  readonly completedAt: Date;
}

/**
 * Inserts a batch and all its ended items with one statement. The items end at statement_timestamp(), which the trigger
 * copies to the batch, so `completed_at` need not be read back: RETURNING sees the row before the trigger (measured).
 * The batch comes with the status that the trigger gives it anyway, so that it is in none of the indexes of open
 * batches.
 */
const RECORD_BATCH: Statement = {
  name: 'record_ended_batch',
  text: `
    WITH batch AS (
      INSERT INTO batches (public_id, kind, owner_id, name, status, priority, is_atomic, options, metadata, webhook_url,
                           started_at, next_index)
      VALUES (coalesce($1, nextval('operation_batch_numbers')::text), $2, $3, $4, $16::text, $5, $6, $7, $8, $9, now(),
              cardinality($10::text[]))
      RETURNING id, public_id, created_at, started_at),
    items AS (
      INSERT INTO batch_items (batch_id, index, ref, metadata, input, status, output, error, attempts, started_at, ended_at)
      SELECT batch.id, r.nth - 1, r.ref, r.metadata, r.input, r.status, r.output, r.error, 1, now(), statement_timestamp()
        FROM batch, unnest($10::text[], $11::jsonb[], $12::jsonb[], $13::text[], $14::jsonb[], $15::jsonb[])
             WITH ORDINALITY AS r (ref, metadata, input, status, output, error, nth)),
    words AS (
      INSERT INTO batch_search (batch_id, first_index, last_index, bits)
      SELECT batch.id, r.first_index, r.last_index, r.bits
        FROM batch, unnest($17::integer[], $18::integer[], $19::bytea[]) AS r (first_index, last_index, bits))
    SELECT id, public_id AS "publicId", created_at AS "createdAt", started_at AS "startedAt",
           statement_timestamp() AS "completedAt",
           EXISTS (SELECT FROM webhook_endpoints e WHERE e.owner_id = $3 AND e.disabled_at IS NULL) AS listens
      FROM batch`,
};

/** Stores batches whose items have all ended, and writes their webhooks. */
@Injectable()
export class BatchRecorder {
  constructor(
    private readonly webhookUrl: BatchWebhookUrl,
    private readonly outbox: WebhookOutbox,
  ) {}

  async record<Input extends object, Options extends object, Output extends object>(
    kind: KindName,
    publicId: string | null,
    submission: Submission<Input, Options>,
    outcomes: readonly Outcome<Output>[],
    tx: EntityManager,
  ): Promise<RecordedBatch> {
    await this.webhookUrl.prepare(submission.webhookUrl, submission.actor.userId, tx);
    const { rows } = await run<RecordedBatch & { readonly listens: boolean }>(
      RECORD_BATCH,
      [
        publicId,
        kind,
        submission.actor.userId,
        submission.name ?? null,
        submission.priority ?? 'normal',
        submission.atomic ?? false,
        JSON.stringify(submission.options),
        submission.metadata === undefined ? null : JSON.stringify(submission.metadata),
        submission.webhookUrl ?? null,
        ...itemColumns(submission.items, outcomes),
        statusOf(outcomes),
        ...blockColumns([...searchPieces(submission.items, 0)].flatMap(toBlocks)),
      ],
      tx,
    );
    const [row] = rows;
    if (row === undefined) throw new Error('The batch was not stored.');
    if (row.listens) await this.queueEvents(row.id, outcomes, tx);
    return row;
  }

  private async queueEvents(batchId: number, outcomes: readonly Outcome<unknown>[], tx: EntityManager): Promise<void> {
    const event = EVENT_OF[statusOf(outcomes)];
    if (event !== undefined) await this.outbox.write(batchId, event, tx);
  }
}

const statusOf = (outcomes: readonly Outcome<unknown>[]): ReturnType<typeof terminalStatus> =>
  terminalStatus(outcomes.length, outcomes.filter(({ status }) => status === 'succeeded').length);

/** The columns of `batch_items`. Throws when there is not one outcome per item. */
function itemColumns<Input extends object, Output>(
  items: readonly SubmittedItem<Input>[],
  outcomes: readonly Outcome<Output>[],
): readonly Buffer[] {
  if (items.length !== outcomes.length) throw new Error(`${items.length} items have ${outcomes.length} outcomes.`);
  return [
    textColumn(items.map(({ ref }) => ref)),
    jsonColumn(items.map(({ metadata }) => metadata)),
    jsonColumn(items.map(({ input }) => input)),
    ...outcomeColumns(outcomes),
  ];
}

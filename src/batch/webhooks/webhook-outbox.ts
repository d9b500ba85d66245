import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run, type Statement } from '../../platform/database/statement.js';
import type { WebhookEvent } from './webhook-event.js';

/** Longer metadata of a batch, in characters of JSON, is left out of messages, so that a message is at most 20 KB. */
const MAX_METADATA = 8192;

/** Most failed items that a message names, and the longest metadata of one, within the same 20 KB. */
const FAILED_ITEMS = 10;
const MAX_ITEM_METADATA = 512;

/** Whether the key that registered the endpoint may read the items of the batch's kind; who submits a batch chooses its own URL. */
const SHOWS_ITEMS = '(e.url IS NULL OR e.item_kinds IS NULL OR b.kind = ANY(e.item_kinds))';

/** The failed items of the indexes $4, with the caller's `ref` and metadata where the endpoint may have them. */
const NAMED_ITEMS = `
             (SELECT jsonb_agg(jsonb_build_object('index', i.index, 'ref', CASE WHEN ${SHOWS_ITEMS} THEN i.ref END,
                       'metadata', CASE WHEN ${SHOWS_ITEMS} AND length(i.metadata::text) <= ${MAX_ITEM_METADATA} THEN i.metadata END,
                       'error_code', i.error ->> 'code') ORDER BY i.index)
                FROM batch_items i WHERE i.batch_id = b.id AND i.index = ANY($4::integer[]))`;

/** The first failed items of an unsent message and of the one that replaces it. */
const MERGED_ITEMS = `(SELECT jsonb_agg(named.item ORDER BY named.nth) FROM (
        SELECT item, nth FROM jsonb_array_elements((d.payload #> '{data,failed_items}') || (excluded.payload #> '{data,failed_items}'))
               WITH ORDINALITY AS a (item, nth) LIMIT ${FAILED_ITEMS}) named)`;

/**
 * Inserts one row for every endpoint of the owner that subscribes to the event, and one for the batch's own
 * `webhook_url`. The message holds ids, counts and links only. An unsent `batch.progress` is replaced by the newer one;
 * an unsent `batch.items_failed` is merged with it. Costs one index probe when the owner has no endpoint.
 */
const WRITE: Statement = {
  name: 'write_webhook_deliveries',
  text: `
    INSERT INTO webhook_deliveries AS d (message_id, endpoint_id, owner_id, batch_id, url, event, payload, next_attempt_at)
    SELECT gen_random_uuid(), e.id, b.owner_id, b.id, CASE WHEN e.url IS NULL THEN b.webhook_url END, $2,
           jsonb_build_object('type', $2::text, 'timestamp', to_json(clock_timestamp()), 'data', jsonb_build_object(
             'batch_id', b.public_id, 'kind', b.kind, 'name', b.name, 'status', b.status, 'revision', b.revision,
             'progress', CASE WHEN b.total_count = 0 THEN 0
                ELSE round((b.succeeded_count + b.failed_count + b.cancelled_count) * 100.0 / b.total_count, 2) END,
             'counters', jsonb_build_object('total', b.total_count, 'pending', b.pending_count, 'running', b.running_count,
                'succeeded', b.succeeded_count, 'failed', b.failed_count, 'cancelled', b.cancelled_count),
             'metadata', CASE WHEN length(b.metadata::text) <= ${MAX_METADATA} THEN b.metadata END,
             'links', jsonb_build_object('batch', '/api/v1/batches/' || b.public_id,
                'items', '/api/v1/batches/' || b.public_id || '/items'))
             || CASE WHEN $3::integer IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('newly_failed', $3::integer, 'failed_items', ${NAMED_ITEMS}) END),
           now() + CASE WHEN $2 = 'batch.items_failed' THEN interval '2 seconds' ELSE interval '0' END
      FROM batches b JOIN webhook_endpoints e ON e.owner_id = b.owner_id AND e.disabled_at IS NULL
     WHERE b.id = $1 AND CASE WHEN e.url IS NULL THEN b.webhook_url IS NOT NULL ELSE $2 = ANY(e.events) END
     ORDER BY e.id
    ON CONFLICT (endpoint_id, batch_id, event)
      WHERE status = 'pending' AND attempts = 0 AND redeliveries = 0 AND event IN ('batch.progress', 'batch.items_failed')
    DO UPDATE SET payload = CASE WHEN d.event = 'batch.progress' THEN excluded.payload ELSE jsonb_set(
      jsonb_set(excluded.payload, '{data,newly_failed}', to_jsonb((d.payload #>> '{data,newly_failed}')::integer
                                                       + (excluded.payload #>> '{data,newly_failed}')::integer)),
      '{data,failed_items}', ${MERGED_ITEMS}) END`,
};

/**
 * Transactional outbox: writes deliveries in the transaction that makes the change, so exactly committed changes are
 * sent.
 */
@Injectable()
export class WebhookOutbox {
  private listener: (() => void) | undefined;

  /** Registers the one listener that is called after a write; the write may not be committed yet. */
  onWrite(listener: () => void): void {
    this.listener = listener;
  }

  /** `newlyFailed`, the indexes of the failed items, is required for `batch.items_failed` and absent otherwise. */
  async write(
    batchId: number,
    event: WebhookEvent,
    tx: EntityManager,
    more: { readonly newlyFailed?: readonly number[] } = {},
  ): Promise<void> {
    const { newlyFailed } = more;
    const values = [batchId, event, newlyFailed?.length ?? null, newlyFailed?.slice(0, FAILED_ITEMS) ?? []];
    const { count } = await run(WRITE, values, tx);
    if (count > 0) this.listener?.();
  }
}

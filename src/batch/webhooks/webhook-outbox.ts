import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run, type Statement } from '../../platform/database/statement.js';
import { MERGED_EVENTS, type WebhookEvent } from './webhook-event.js';

/** Longer metadata of a batch, in characters of JSON, is left out of messages, so that a message is at most 20 KB. */
const MAX_METADATA = 8192;

/** Most items that a message names, and the longest metadata of one, within the same 20 KB. */
const NAMED = 10;
const MAX_ITEM_METADATA = 512;

/**
 * Whether the key that registered the endpoint may read the items of the batch's kind; who submits a batch chooses its
 * own URL.
 */
const SHOWS_ITEMS = '(e.url IS NULL OR e.item_kinds IS NULL OR b.kind = ANY(e.item_kinds))';

/**
 * The items of the indexes $4, failed ones with their error's code and others with the flag $5, with the caller's `ref`
 * and metadata where the endpoint may have them.
 */
const NAMED_ITEMS = `
             (SELECT jsonb_agg(jsonb_build_object('index', i.index, 'ref', CASE WHEN ${SHOWS_ITEMS} THEN i.ref END,
                       'metadata', CASE WHEN ${SHOWS_ITEMS} AND length(i.metadata::text) <= ${MAX_ITEM_METADATA} THEN i.metadata END,
                       CASE WHEN $5::text IS NULL THEN 'error_code' ELSE 'flag' END, coalesce($5::text, i.error ->> 'code')) ORDER BY i.index)
                FROM batch_items i WHERE i.batch_id = b.id AND i.index = ANY($4::integer[]))`;

/** What a message about items says of them: the field of their number, and that of the first of them. */
const FIELDS = { failed: ['newly_failed', 'failed_items'], flagged: ['newly_flagged', 'flagged_items'] } as const;

/** The merge of an unsent message about items with the one that replaces it. */
const merged = ([count, items]: readonly [string, string]): string => `jsonb_set(
      jsonb_set(excluded.payload, '{data,${count}}', to_jsonb((d.payload #>> '{data,${count}}')::integer
                                                       + (excluded.payload #>> '{data,${count}}')::integer)),
      '{data,${items}}', (SELECT jsonb_agg(named.item ORDER BY named.nth) FROM (
        SELECT item, nth FROM jsonb_array_elements((d.payload #> '{data,${items}}') || (excluded.payload #> '{data,${items}}'))
               WITH ORDINALITY AS a (item, nth) LIMIT ${NAMED}) named))`;

/**
 * Inserts one row for every endpoint of the owner that subscribes to the event, and one for the batch's own
 * `webhook_url`. The message holds ids, counts and links only. An unsent `batch.progress` is replaced by the newer one;
 * an unsent `batch.items_failed` or `batch.items_flagged` is merged with it. Costs one index probe when the owner has
 * no endpoint.
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
             || CASE $2 WHEN 'batch.items_failed' THEN jsonb_build_object('${FIELDS.failed[0]}', $3::integer, '${FIELDS.failed[1]}', ${NAMED_ITEMS})
                  WHEN 'batch.items_flagged' THEN jsonb_build_object('${FIELDS.flagged[0]}', $3::integer, '${FIELDS.flagged[1]}', ${NAMED_ITEMS})
                  ELSE '{}'::jsonb END),
           now() + CASE WHEN $2 IN ('batch.items_failed', 'batch.items_flagged') THEN interval '2 seconds' ELSE interval '0' END
      FROM batches b JOIN webhook_endpoints e ON e.owner_id = b.owner_id AND e.disabled_at IS NULL
     WHERE b.id = $1 AND CASE WHEN e.url IS NULL THEN b.webhook_url IS NOT NULL ELSE $2 = ANY(e.events) END
     ORDER BY e.id
    ON CONFLICT (endpoint_id, batch_id, event)
      WHERE status = 'pending' AND attempts = 0 AND redeliveries = 0 AND event IN ${MERGED_EVENTS}
    DO UPDATE SET payload = CASE d.event WHEN 'batch.items_failed' THEN ${merged(FIELDS.failed)}
                                         WHEN 'batch.items_flagged' THEN ${merged(FIELDS.flagged)} ELSE excluded.payload END`,
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

  /**
   * `newlyFailed`, the indexes of the failed items, is required for `batch.items_failed`, and `flagged`, the indexes of
   * items whose outcome needs attention and why, for `batch.items_flagged`; both are absent otherwise.
   */
  async write(
    batchId: number,
    event: WebhookEvent,
    tx: EntityManager,
    more: {
      readonly newlyFailed?: readonly number[];
      readonly flagged?: { readonly indexes: readonly number[]; readonly flag: string };
    } = {},
  ): Promise<void> {
    const indexes = more.newlyFailed ?? more.flagged?.indexes;
    const values = [
      batchId,
      event,
      indexes?.length ?? null,
      indexes?.slice(0, NAMED) ?? [],
      more.flagged?.flag ?? null,
    ];
    const { count } = await run(WRITE, values, tx);
    if (count > 0) this.listener?.();
  }
}

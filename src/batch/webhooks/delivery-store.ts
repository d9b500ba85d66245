import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeliveryCandidate } from './delivery-places.js';
import { MERGED_EVENTS } from './webhook-event.js';

/** Rows that one poll for due deliveries reads of all endpoints together. */
const OLDEST = 200;
/** Endpoints that one poll reads individually when more than that is due. */
const ENDPOINTS = 100;

/** Deliveries that one statement cancels: a backlog may be too large for one within its deadline. */
const CANCELLED_AT_ONCE = 1000;
/** SQL condition on the delivery `d` and its endpoint `e`: the receiver has answered 410 Gone. */
const IS_GONE = '(d.url IS NULL AND e.disabled_at IS NOT NULL)';

/** What a claim has taken, and how many it has cancelled instead. */
interface ClaimedDeliveries {
  readonly taken: readonly DueDelivery[];
  readonly cancelled: number;
}

/** A delivery that a process has claimed for one attempt. */
export interface DueDelivery extends DeliveryCandidate {
  readonly messageId: string;
  readonly url: string;
  /** Whether the URL is the batch's `webhook_url`. */
  readonly isBatchUrl: boolean;
  readonly payload: object;
  /** Number of this attempt, from 1. */
  readonly attempt: number;
  readonly secret: Buffer;
  /** Null once the overlap after a rotation is over. */
  readonly previousSecret: Buffer | null;
}

/** The result of an attempt. */
export interface AttemptResult {
  readonly responseStatus: number | null;
  readonly errorCode: string | null;
  readonly next: { readonly status: 'delivered' | 'failed' } | { readonly status: 'pending'; readonly waitMs: number };
}

/** The statements of the deliverer. The result of an attempt is recorded only if no later attempt has been claimed. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Deliveries that are due, a few of each endpoint, oldest first. Reads a bounded number of rows whatever the backlog:
   * the 200 oldest ones, and, when that many are due, those of 100 endpoints from a random one on, so that the backlog
   * of one endpoint does not hide the deliveries of others.
   */
  due(perEndpoint: number): Promise<DeliveryCandidate[]> {
    return this.dataSource.query(
      `WITH RECURSIVE oldest AS (
         SELECT endpoint_id FROM webhook_deliveries
          WHERE status = 'pending' AND next_attempt_at <= now() ORDER BY next_attempt_at LIMIT ${OLDEST}),
       waiting (endpoint_id, n) AS (
         SELECT $2::uuid, 0 WHERE (SELECT count(*) FROM oldest) = ${OLDEST}
         UNION ALL
         SELECT coalesce(
                  (SELECT d.endpoint_id FROM webhook_deliveries d
                    WHERE d.status = 'pending' AND d.endpoint_id > w.endpoint_id ORDER BY d.endpoint_id LIMIT 1),
                  (SELECT d.endpoint_id FROM webhook_deliveries d
                    WHERE d.status = 'pending' ORDER BY d.endpoint_id LIMIT 1)), n + 1
           FROM waiting w WHERE n < ${ENDPOINTS} AND w.endpoint_id IS NOT NULL)
       SELECT d.id, e.id AS "endpointId", e.owner_id AS "ownerId"
         FROM webhook_endpoints e CROSS JOIN LATERAL (
                SELECT id, next_attempt_at FROM webhook_deliveries
                 WHERE endpoint_id = e.id AND status = 'pending' AND next_attempt_at <= now()
                 ORDER BY next_attempt_at LIMIT $1) d
        WHERE e.id IN (SELECT endpoint_id FROM oldest UNION SELECT endpoint_id FROM waiting)
        ORDER BY d.next_attempt_at, d.id`,
      [perEndpoint, randomUUID()],
    );
  }

  /**
   * Claims those of the deliveries that are still due, for one attempt each. No other process claims them until the
   * lease has expired; those of a process that crashed are then sent again, under the same message id. Cancels instead
   * what is left over of an endpoint that is disabled.
   */
  async claim(ids: readonly number[], leaseMs: number): Promise<ClaimedDeliveries> {
    const [rows]: [(DueDelivery & { readonly isGone: boolean })[], number] = await this.dataSource.query(
      `UPDATE webhook_deliveries d
          SET (status, error_code, attempts, last_attempt_at, next_attempt_at) = (
              SELECT CASE WHEN gone THEN 'cancelled' ELSE d.status END, CASE WHEN gone THEN 'HTTP_ERROR' ELSE d.error_code END,
                     d.attempts + CASE WHEN gone THEN 0 ELSE 1 END, CASE WHEN gone THEN d.last_attempt_at ELSE now() END,
                     now() + $2 * interval '1 millisecond'
                FROM (SELECT ${IS_GONE} AS gone) g)
         FROM webhook_endpoints e
        WHERE e.id = d.endpoint_id AND d.id = ANY (ARRAY(
                SELECT id FROM webhook_deliveries
                 WHERE id = ANY($1) AND status = 'pending' AND next_attempt_at <= now() FOR UPDATE SKIP LOCKED))
      RETURNING d.id, d.message_id AS "messageId", d.endpoint_id AS "endpointId", e.owner_id AS "ownerId",
                coalesce(d.url, e.url) AS url, d.url IS NOT NULL AS "isBatchUrl", d.payload, d.attempts AS attempt, e.secret,
                CASE WHEN e.previous_secret_until > now() THEN e.previous_secret END AS "previousSecret",
                d.status = 'cancelled' AS "isGone"`,
      [ids, leaseMs],
    );
    const taken = rows.filter(({ isGone }) => !isGone);
    return { taken, cancelled: rows.length - taken.length };
  }

  async record(id: number, attempt: number, { responseStatus, errorCode, next }: AttemptResult): Promise<void> {
    await this.dataSource.query(
      `UPDATE webhook_deliveries
          SET status = $3, response_status = $4, error_code = $5,
              delivered_at = CASE WHEN $3 = 'delivered' THEN clock_timestamp() END,
              next_attempt_at = clock_timestamp() + $6 * interval '1 millisecond'
        WHERE id = $1 AND attempts = $2 AND status = 'pending'`,
      [id, attempt, next.status, responseStatus, errorCode, next.status === 'pending' ? next.waitMs : 0],
    );
  }

  /** Makes a delivery due again and does not count its attempt, which was aborted because the process stops. */
  async undoAttempt(id: number, attempt: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE webhook_deliveries SET attempts = attempts - 1, next_attempt_at = now()
        WHERE id = $1 AND attempts = $2 AND status = 'pending'
          AND event NOT IN ${MERGED_EVENTS}`,
      [id, attempt],
    );
  }

  /**
   * Disables the endpoint and cancels its pending deliveries, some at a time, after the receiver answered 410 Gone.
   * Those that are left when it is stopped are cancelled by `claim`; of a batch's URL, after its next answer.
   */
  async disable(delivery: DueDelivery, signal: AbortSignal): Promise<void> {
    if (!delivery.isBatchUrl)
      await this.dataSource.query(
        `UPDATE webhook_endpoints SET disabled_at = now(), disabled_reason = 'The receiver answered 410 Gone.'
          WHERE id = $1 AND disabled_at IS NULL`,
        [delivery.endpointId],
      );
    let cancelled = CANCELLED_AT_ONCE;
    while (cancelled === CANCELLED_AT_ONCE && !signal.aborted) cancelled = await this.cancelSome(delivery);
  }

  /** Cancels pending deliveries to the same receiver; answers how many. */
  private async cancelSome({ endpointId, isBatchUrl, url }: DueDelivery): Promise<number> {
    const [, count]: [unknown[], number] = await this.dataSource.query(
      `UPDATE webhook_deliveries SET status = 'cancelled', error_code = 'HTTP_ERROR'
        WHERE status = 'pending' AND id = ANY (ARRAY(
                SELECT id FROM webhook_deliveries
                 WHERE endpoint_id = $1 AND status = 'pending' AND url IS NOT DISTINCT FROM $2
                   AND ($2 IS NOT NULL OR EXISTS (SELECT FROM webhook_endpoints WHERE id = $1 AND disabled_at IS NOT NULL))
                 LIMIT ${CANCELLED_AT_ONCE} FOR UPDATE SKIP LOCKED))`,
      [endpointId, isBatchUrl ? url : null],
    );
    return count;
  }
}

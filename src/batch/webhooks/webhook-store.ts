import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { KindName } from '../model/kinds/kind.js';
import type { DeliveryStatus } from './webhook-delivery.entity.js';

/** Most endpoints of one owner, besides the one for the `webhook_url` of batches. */
export const MAX_ENDPOINTS = 10;
/** How long messages are also signed with the previous secret after a rotation, in hours. */
const OVERLAP_HOURS = 24;

export interface EndpointRow {
  readonly id: string;
  readonly ownerId: number;
  readonly url: string | null;
  readonly events: readonly string[];
  readonly description: string | null;
  readonly disabledAt: Date | null;
  readonly disabledReason: string | null;
  readonly createdAt: Date;
}

export interface DeliveryRow {
  readonly id: number;
  readonly messageId: string;
  readonly event: string;
  readonly batchPublicId: string | null;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastAttemptAt: Date | null;
  readonly responseStatus: number | null;
  readonly errorCode: string | null;
  readonly payload: Record<string, unknown>;
  readonly deliveredAt: Date | null;
  readonly createdAt: Date;
}

/** An endpoint to insert. */
interface NewEndpoint {
  readonly id: string;
  readonly ownerId: number;
  readonly url: string | null;
  readonly events: readonly string[];
  readonly description: string | null;
  readonly secret: Buffer;
  /** Kinds whose items its messages may tell something of; null for all. */
  readonly itemKinds: readonly KindName[] | null;
}

const ENDPOINT = `id, owner_id AS "ownerId", url, events, description, disabled_at AS "disabledAt",
  disabled_reason AS "disabledReason", created_at AS "createdAt"`;

const DELIVERY = `d.id, d.message_id AS "messageId", d.event, b.public_id AS "batchPublicId", d.status, d.attempts,
  d.next_attempt_at AS "nextAttemptAt", d.last_attempt_at AS "lastAttemptAt", d.response_status AS "responseStatus",
  d.error_code AS "errorCode", d.payload, d.delivered_at AS "deliveredAt", d.created_at AS "createdAt"`;

/** The statements of the webhook routes. Each is limited to one owner's rows; `null` means all owners. */
@Injectable()
export class WebhookStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Inserts an endpoint. Returns undefined when the owner already has MAX_ENDPOINTS. Locks the owner's user row, so
   * that concurrent requests cannot pass the limit.
   */
  async insert(endpoint: NewEndpoint, tx: EntityManager): Promise<EndpointRow | undefined> {
    await tx.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [endpoint.ownerId]);
    const rows: EndpointRow[] = await tx.query(
      `INSERT INTO webhook_endpoints (id, owner_id, url, events, description, secret, item_kinds)
       SELECT $1, $2, $3, $4, $5, $6, $7
        WHERE (SELECT count(*) FROM webhook_endpoints WHERE owner_id = $2 AND url IS NOT NULL) < ${MAX_ENDPOINTS}
       RETURNING ${ENDPOINT}`,
      [
        endpoint.id,
        endpoint.ownerId,
        endpoint.url,
        endpoint.events,
        endpoint.description,
        endpoint.secret,
        endpoint.itemKinds,
      ],
    );
    return rows[0];
  }

  /** Inserts the endpoint for the `webhook_url` of an owner's batches, unless it exists. */
  async ensureForBatchUrls(endpoint: NewEndpoint, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO webhook_endpoints (id, owner_id, url, events, secret)
       VALUES ($1, $2, NULL, $3, $4) ON CONFLICT (owner_id) WHERE url IS NULL DO NOTHING`,
      [endpoint.id, endpoint.ownerId, endpoint.events, endpoint.secret],
    );
  }

  async hasForBatchUrls(ownerId: number, tx: EntityManager): Promise<boolean> {
    const rows: unknown[] = await tx.query('SELECT FROM webhook_endpoints WHERE owner_id = $1 AND url IS NULL', [
      ownerId,
    ]);
    return rows.length > 0;
  }

  list(ownerId: number): Promise<EndpointRow[]> {
    return this.dataSource.query(
      `SELECT ${ENDPOINT} FROM webhook_endpoints WHERE owner_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2`,
      [ownerId, MAX_ENDPOINTS + 1],
    );
  }

  async find(id: string, ownerId: number | null): Promise<EndpointRow | undefined> {
    const rows: EndpointRow[] = await this.dataSource.query(
      `SELECT ${ENDPOINT} FROM webhook_endpoints WHERE id = $1 AND ($2::bigint IS NULL OR owner_id = $2)`,
      [id, ownerId],
    );
    return rows[0];
  }

  /** Deletes an endpoint with its deliveries. Returns whether it existed. */
  async delete(id: string, ownerId: number | null): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      'DELETE FROM webhook_endpoints WHERE id = $1 AND ($2::bigint IS NULL OR owner_id = $2)',
      [id, ownerId],
    );
    return count > 0;
  }

  /**
   * Replaces the secret; messages are also signed with the previous one for 24 hours. Enables a disabled endpoint, and
   * limits its messages to what its owner's present key may read; the key of an admin changes nothing of another
   * owner's.
   */
  async rotate(
    id: string,
    ownerId: number | null,
    { callerId, secret, itemKinds }: Pick<NewEndpoint, 'secret' | 'itemKinds'> & { readonly callerId: number },
  ): Promise<EndpointRow | undefined> {
    const [rows]: [EndpointRow[], number] = await this.dataSource.query(
      `UPDATE webhook_endpoints
          SET previous_secret = secret, previous_secret_until = now() + interval '${OVERLAP_HOURS} hours', secret = $3,
              disabled_at = NULL, disabled_reason = NULL,
              item_kinds = CASE WHEN url IS NULL THEN NULL WHEN owner_id = $5 THEN $4::text[] ELSE item_kinds END
        WHERE id = $1 AND ($2::bigint IS NULL OR owner_id = $2)
      RETURNING ${ENDPOINT}`,
      [id, ownerId, secret, itemKinds, callerId],
    );
    return rows[0];
  }

  /** The deliveries before the cursor, newest first. */
  deliveries(endpointId: string, before: number | null, limit: number): Promise<DeliveryRow[]> {
    return this.dataSource.query(
      `SELECT ${DELIVERY} FROM webhook_deliveries d LEFT JOIN batches b ON b.id = d.batch_id
        WHERE d.endpoint_id = $1 AND ($2::bigint IS NULL OR d.id < $2) ORDER BY d.id DESC LIMIT $3`,
      [endpointId, before, limit],
    );
  }

  /**
   * Restarts the attempts of a delivery under the same message id. Returns undefined when there is no such delivery.
   */
  async redeliver(endpointId: string, id: number): Promise<DeliveryRow | undefined> {
    await this.dataSource.query(
      `UPDATE webhook_deliveries
          SET status = 'pending', attempts = 0, redeliveries = redeliveries + 1, next_attempt_at = now(), delivered_at = NULL
        WHERE endpoint_id = $1 AND id = $2`,
      [endpointId, id],
    );
    return this.delivery(endpointId, id);
  }

  /** Inserts a `webhook.test` message, without data of a batch. */
  async insertTest(endpoint: EndpointRow): Promise<DeliveryRow | undefined> {
    const rows: { id: number }[] = await this.dataSource.query(
      `INSERT INTO webhook_deliveries (message_id, endpoint_id, owner_id, event, payload)
       VALUES (gen_random_uuid(), $1::uuid, $2, 'webhook.test',
               jsonb_build_object('type', 'webhook.test', 'timestamp', to_json(now()), 'data', jsonb_build_object('webhook_id', $1::uuid)))
       RETURNING id`,
      [endpoint.id, endpoint.ownerId],
    );
    return rows[0] && this.delivery(endpoint.id, rows[0].id);
  }

  private async delivery(endpointId: string, id: number): Promise<DeliveryRow | undefined> {
    const rows: DeliveryRow[] = await this.dataSource.query(
      `SELECT ${DELIVERY} FROM webhook_deliveries d LEFT JOIN batches b ON b.id = d.batch_id
        WHERE d.endpoint_id = $1 AND d.id = $2`,
      [endpointId, id],
    );
    return rows[0];
  }
}

import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** `pending` until it was delivered, given up (`failed`) or called off with its endpoint (`cancelled`). */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One message to one endpoint, written in the transaction that makes the change it tells of. */
@Entity('webhook_deliveries')
export class WebhookDelivery {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  /** The `webhook-id` of every attempt. */
  @Column({ name: 'message_id', type: 'uuid', unique: true })
  messageId!: string;

  @Column({ name: 'endpoint_id', type: 'uuid' })
  endpointId!: string;

  @Column({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  /** Null for a test. */
  @Column({ name: 'batch_id', type: 'bigint', nullable: true })
  batchId!: number | null;

  /** The batch's own `webhook_url`; null: the endpoint's. */
  @Column({ type: 'text', nullable: true })
  url!: string | null;

  @Column({ type: 'text' })
  event!: string;

  @Column({ type: 'jsonb' })
  payload!: Record<string, unknown>;

  @Column({ type: 'text', default: 'pending' })
  status!: DeliveryStatus;

  /** Attempts of the present round, one that is under way included. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** How often somebody asked for another round. */
  @Column({ type: 'integer', default: 0 })
  redeliveries!: number;

  /** While an attempt is under way: when another process may take it for dead. */
  @Column({ name: 'next_attempt_at', type: 'timestamptz', default: () => 'now()' })
  nextAttemptAt!: Date;

  /** HTTP status of the last attempt; null when there was no answer. */
  @Column({ name: 'response_status', type: 'integer', nullable: true })
  responseStatus!: number | null;

  /** Why the last attempt failed. */
  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode!: string | null;

  @Column({ name: 'last_attempt_at', type: 'timestamptz', nullable: true })
  lastAttemptAt!: Date | null;

  @Column({ name: 'delivered_at', type: 'timestamptz', nullable: true })
  deliveredAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

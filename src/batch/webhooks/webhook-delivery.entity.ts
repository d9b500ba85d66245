import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** `failed`: all attempts failed. `cancelled`: the endpoint was disabled before the delivery. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One message to one endpoint, written in the same transaction as the change that it reports. */
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

  /** Null for a test message. */
  @Column({ name: 'batch_id', type: 'bigint', nullable: true })
  batchId!: number | null;

  /** The batch's `webhook_url`; null when the endpoint's URL is used. */
  @Column({ type: 'text', nullable: true })
  url!: string | null;

  @Column({ type: 'text' })
  event!: string;

  @Column({ type: 'jsonb' })
  payload!: Record<string, unknown>;

  @Column({ type: 'text', default: 'pending' })
  status!: DeliveryStatus;

  /** Attempts since the creation or the last redelivery, including one that is under way. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** How often a redelivery was requested. */
  @Column({ type: 'integer', default: 0 })
  redeliveries!: number;

  /** When the next attempt is due; while an attempt is under way, when its lease expires. */
  @Column({ name: 'next_attempt_at', type: 'timestamptz', default: () => 'now()' })
  nextAttemptAt!: Date;

  /** HTTP status of the last attempt; null when there was no answer. */
  @Column({ name: 'response_status', type: 'integer', nullable: true })
  responseStatus!: number | null;

  /** Error code of the last attempt; null when it did not fail. */
  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode!: string | null;

  @Column({ name: 'last_attempt_at', type: 'timestamptz', nullable: true })
  lastAttemptAt!: Date | null;

  @Column({ name: 'delivered_at', type: 'timestamptz', nullable: true })
  deliveredAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

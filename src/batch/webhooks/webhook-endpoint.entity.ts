import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A URL to which the events of an owner's batches are sent. */
@Entity('webhook_endpoints')
export class WebhookEndpoint {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  /** Null for the endpoint that holds the signing secret for the `webhook_url` of the owner's batches. */
  @Column({ type: 'text', nullable: true })
  url!: string | null;

  /** Names of events; see webhook-event.ts. */
  @Column({ type: 'text', array: true })
  events!: string[];

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  /** Encrypted, see secret-box.ts. */
  @Column({ type: 'bytea' })
  secret!: Buffer;

  /** Messages are signed with this secret too until `previousSecretUntil`. */
  @Column({ name: 'previous_secret', type: 'bytea', nullable: true })
  previousSecret!: Buffer | null;

  @Column({ name: 'previous_secret_until', type: 'timestamptz', nullable: true })
  previousSecretUntil!: Date | null;

  /** Null while the endpoint is enabled. */
  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;

  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason!: string | null;

  /** Kinds whose items its messages may name by `ref` and metadata; null for all. */
  @Column({ name: 'item_kinds', type: 'text', array: true, nullable: true, default: [] })
  itemKinds!: string[] | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { OrderStatus } from '../rules/order-status.js';

/** A client's order of a professional's service. */
@Entity('orders')
export class Order {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  /** The user who ordered. */
  @Column({ name: 'client_id', type: 'bigint' })
  clientId!: number;

  /** The professional of the service at the time of the order. */
  @Column({ name: 'professional_id', type: 'bigint' })
  professionalId!: number;

  @Column({ name: 'service_id', type: 'bigint' })
  serviceId!: number;

  @Column({ type: 'text', default: 'pending' })
  status!: OrderStatus;

  @Column({ type: 'text', default: '' })
  notes!: string;

  /** Exact decimal with two fraction digits, 0 to 99,999,999.99; the price of the service at the time of the order. */
  @Column({ type: 'numeric', precision: 12, scale: 2 })
  price!: string;

  /** Increases by one with every update that changes something. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}

import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A service that a professional offers. */
@Entity('services')
export class Service {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'professional_id', type: 'bigint' })
  professionalId!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', default: '' })
  description!: string;

  /** Exact decimal with two fraction digits, 0 to 99,999,999.99. */
  @Column({ type: 'numeric', precision: 12, scale: 2 })
  price!: string;

  /** Only active services can be ordered. */
  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  /** Increases by one with every update that changes something. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}

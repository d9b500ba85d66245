import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A user's profile as a provider of services. */
@Entity('professionals')
export class Professional {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'user_id', type: 'bigint', unique: true })
  userId!: number;

  /** One line about their work. */
  @Column({ type: 'text', default: '' })
  headline!: string;

  /** Services of professionals who are not approved are hidden from clients. */
  @Column({ name: 'is_approved', type: 'boolean', default: false })
  isApproved!: boolean;

  /** Whether the identity was checked; only approved professionals can be verified. */
  @Column({ name: 'is_verified', type: 'boolean', default: false })
  isVerified!: boolean;

  /** Increases by one with every update that changes something. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}

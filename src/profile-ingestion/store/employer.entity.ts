import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A real company in the work histories of an owner's profiles, stored once. */
@Entity('employers')
export class StoredEmployer {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  @Column({ type: 'text' })
  name!: string;

  /** Other ways in which it was written. */
  @Column({ type: 'text', array: true, default: [] })
  aliases!: string[];

  /** What company extraction knows of it. */
  @Column({ type: 'jsonb', nullable: true })
  facts!: Record<string, unknown> | null;

  /** The same company as company extraction stores it. */
  @Column({ name: 'company_id', type: 'bigint', nullable: true })
  companyId!: number | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}

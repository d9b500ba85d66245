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

  /** Other spellings of the name. */
  @Column({ type: 'text', array: true, default: [] })
  aliases!: string[];

  /** Facts from company extraction. */
  @Column({ type: 'jsonb', nullable: true })
  facts!: Record<string, unknown> | null;

  /** Id of the same company in company extraction. */
  @Column({ name: 'company_id', type: 'bigint', nullable: true })
  companyId!: number | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}

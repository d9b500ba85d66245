import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An inserted contact. Ids are unique per owner: two owners may use the same one. */
@Entity('contact_analysis')
export class Contact {
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Public id of the batch that inserted it. */
  @Column({ name: 'batch_id', type: 'text', nullable: true })
  batchId!: string | null;

  /** 1 to 10; 10 is the most urgent. */
  @Column({ type: 'integer', default: 5 })
  priority!: number;

  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', nullable: true })
  phone!: string | null;

  @Column({ type: 'text', nullable: true })
  company!: string | null;

  @Column({ type: 'text', nullable: true })
  position!: string | null;

  @Column({ type: 'text', nullable: true })
  source!: string | null;

  @Column({ type: 'double precision', nullable: true })
  score!: number | null;

  @Column({ type: 'text', nullable: true })
  sentiment!: string | null;

  @Column({ type: 'text', array: true, nullable: true })
  tags!: string[] | null;

  @Column({ type: 'text', nullable: true })
  notes!: string | null;

  /** Fields of `data` without a column of their own. */
  @Column({ type: 'jsonb', default: {} })
  extra!: Record<string, unknown>;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

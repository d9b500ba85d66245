import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A kind that batches may have. Written at every start by the processes that have it; kept when its module is gone. */
@Entity('batch_kinds')
export class BatchKind {
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  title!: string;

  /** Scope for submitting batches of the kind, besides `batch:write`. */
  @Column({ name: 'submit_scope', type: 'text' })
  submitScope!: string;

  /** Scope for reading items of the kind, besides `batch:read`. */
  @Column({ name: 'read_scope', type: 'text' })
  readScope!: string;

  @Column({ name: 'registered_at', type: 'timestamptz', default: () => 'now()' })
  registeredAt!: Date;
}

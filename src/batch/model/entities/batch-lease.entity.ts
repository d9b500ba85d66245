import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The right of one worker to run items of a batch; several workers may have one each. */
@Entity('batch_leases')
export class BatchLease {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  @PrimaryColumn({ name: 'worker_id', type: 'uuid' })
  workerId!: string;

  /** Number of the claim; what a worker writes is guarded by it. */
  @Column({ type: 'bigint' })
  token!: number;

  @Column({ name: 'lease_until', type: 'timestamptz' })
  leaseUntil!: Date;

  /** Indexes of the items that the worker runs. */
  @Column({ type: 'integer', array: true, default: () => "'{}'" })
  running!: number[];
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Failed items of a batch with one error code, counted by the trigger of the batch's counters; 0 once none is left. */
@Entity('batch_failures')
export class BatchFailure {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  @PrimaryColumn({ type: 'text' })
  code!: string;

  @Column({ type: 'bigint' })
  failures!: number;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which profile an item of a batch is about, whether or not it was found. */
@Entity('profile_results')
export class ProfileResult {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @Column({ name: 'profile_id', type: 'uuid' })
  profileId!: string;

  @Column({ name: 'erased_at', type: 'timestamptz', nullable: true })
  erasedAt!: Date | null;
}

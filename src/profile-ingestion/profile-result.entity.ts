import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which item of which batch holds a profile in its result. */
@Entity('profile_results')
export class ProfileResult {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @Column({ name: 'profile_id', type: 'uuid' })
  profileId!: string;
}

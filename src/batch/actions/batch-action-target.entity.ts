import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A batch that an action is for. */
@Entity('batch_action_targets')
export class BatchActionTarget {
  @PrimaryColumn({ name: 'action_id', type: 'bigint' })
  actionId!: number;

  /** Its place in the action, from 0. */
  @PrimaryColumn({ type: 'integer' })
  nth!: number;

  /** Public id of the batch. */
  @Column({ type: 'text' })
  batch!: string;

  /** Why it was refused; null when it was not. */
  @Column({ type: 'text', nullable: true })
  code!: string | null;

  @Column({ type: 'text', nullable: true })
  message!: string | null;
}

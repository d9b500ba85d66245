import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The row of a file that an item came as. */
@Entity('batch_file_rows')
export class BatchFileRow {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  /** That of the item. */
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  /** Line of the file at which the row begins, or row of the sheet; from 1. */
  @Column({ type: 'integer' })
  line!: number;

  /**
   * JSON text: the cells in the order of the headers, or the object of a line of JSON; null without a file of its own.
   */
  @Column({ type: 'text', nullable: true })
  cells!: string | null;

  /** A correction that a retry has yet to take over. */
  @Column({ type: 'jsonb', nullable: true })
  mended!: object | null;
}

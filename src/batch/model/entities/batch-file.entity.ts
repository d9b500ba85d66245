import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How the file was read that a batch came as. */
@Entity('batch_files')
export class BatchFile {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  /** `csv`, `ndjson` or `xlsx`. */
  @Column({ type: 'text' })
  format!: string;

  /** Name of the separator of a CSV file. */
  @Column({ type: 'text', nullable: true })
  delimiter!: string | null;

  /** The headers as they stand in the file. */
  @Column({ type: 'json' })
  headers!: string[];

  /** What the caller was told of the import. */
  @Column({ type: 'json' })
  report!: object;
}

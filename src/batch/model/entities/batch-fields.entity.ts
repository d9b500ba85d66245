import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldSummary } from '../fields/item-fields.js';

/**
 * Fields of the inputs of a large batch, summed up when it was submitted. A batch without this row is searched for
 * them.
 */
@Entity('batch_fields')
export class BatchFields {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  @Column({ type: 'jsonb' })
  inputs!: FieldSummary;
}

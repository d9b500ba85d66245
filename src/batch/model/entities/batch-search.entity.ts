import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which words the inputs of consecutive items have; see search-blocks.ts. */
@Entity('batch_search')
export class BatchSearch {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  @PrimaryColumn({ name: 'first_index', type: 'integer' })
  firstIndex!: number;

  @PrimaryColumn({ name: 'last_index', type: 'integer' })
  lastIndex!: number;

  @Column({ type: 'bytea' })
  bits!: Buffer;
}

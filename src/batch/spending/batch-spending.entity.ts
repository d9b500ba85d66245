import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a batch has spent on questions to one provider. */
@Entity('batch_spending')
export class BatchSpending {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  /** Who was asked: a provider, or the language model. */
  @PrimaryColumn({ type: 'text' })
  provider!: string;

  @Column({ type: 'integer', default: 0 })
  calls!: number;

  @Column({ name: 'input_tokens', type: 'bigint', default: 0 })
  inputTokens!: number;

  @Column({ name: 'output_tokens', type: 'bigint', default: 0 })
  outputTokens!: number;

  /** Tokens set aside for questions that are not answered yet. */
  @Column({ type: 'bigint', default: 0 })
  reserved!: number;
}

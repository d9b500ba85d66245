import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an owner has spent on questions to one provider outside batches, by day. */
@Entity('owner_spending')
export class OwnerSpending {
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  /** Day in UTC. */
  @PrimaryColumn({ type: 'date' })
  day!: string;

  /** Who was asked: the language model. */
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

import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An answer of a language model, by the texts and the form that it was asked about. */
@Entity('model_answers')
export class ModelAnswerRow {
  /** SHA-256 of model, form, instructions and texts. */
  @PrimaryColumn({ name: 'question_hash', type: 'bytea' })
  questionHash!: Buffer;

  @Column({ type: 'text' })
  model!: string;

  /** The texts, in which the quotes stand. */
  @Column({ type: 'jsonb' })
  material!: object;

  /** Null when the model gave none of the form. */
  @Column({ type: 'jsonb', nullable: true })
  answer!: object | null;

  @Index('model_answers_created')
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

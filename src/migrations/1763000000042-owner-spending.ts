import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What owners spend on paid questions outside batches. */
export class OwnerSpending1763000000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE owner_spending (
        owner_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
        -- Day in UTC.
        day           date NOT NULL,
        -- Who was asked: the language model.
        provider      text NOT NULL,
        calls         integer NOT NULL DEFAULT 0,
        input_tokens  bigint NOT NULL DEFAULT 0,
        output_tokens bigint NOT NULL DEFAULT 0,
        -- Tokens set aside for questions that are not answered yet.
        reserved      bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (owner_id, day, provider)
      );
      ALTER TABLE owner_spending ENABLE ROW LEVEL SECURITY;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE owner_spending;');
  }
}

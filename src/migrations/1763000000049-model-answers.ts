import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers of a language model, and what a batch has spent on paid questions. */
export class ModelAnswers1763000000049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Texts of pages and what a model said of them: the service's own, like the cache of companies.
      CREATE TABLE model_answers (
        question_hash bytea PRIMARY KEY,
        model         text NOT NULL,
        material      jsonb NOT NULL,
        answer        jsonb,
        created_at    timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX model_answers_created ON model_answers (created_at);
      CREATE TABLE batch_spending (
        batch_id      bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
        -- Who was asked: a provider, or the language model.
        provider      text NOT NULL,
        calls         integer NOT NULL DEFAULT 0,
        input_tokens  bigint NOT NULL DEFAULT 0,
        output_tokens bigint NOT NULL DEFAULT 0,
        -- Tokens set aside for questions that are not answered yet.
        reserved      bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (batch_id, provider)
      );
      -- A CV in free text, read with the model.
      ALTER TABLE profile_archives DROP CONSTRAINT profile_archives_format_check;
      ALTER TABLE profile_archives ADD CONSTRAINT profile_archives_format_check
        CHECK (format IN ('linkedin_export', 'json_resume', 'cv_text'));
      ALTER TABLE model_answers ENABLE ROW LEVEL SECURITY;
      ALTER TABLE batch_spending ENABLE ROW LEVEL SECURITY;
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
          CREATE POLICY batch_spending_owner ON batch_spending FOR SELECT TO batchwright_reader
            USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
          GRANT SELECT ON batch_spending TO batchwright_reader;
        END IF;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM profile_archives WHERE format = 'cv_text';
      ALTER TABLE profile_archives DROP CONSTRAINT profile_archives_format_check;
      ALTER TABLE profile_archives ADD CONSTRAINT profile_archives_format_check
        CHECK (format IN ('linkedin_export', 'json_resume'));
      DROP TABLE batch_spending, model_answers;
    `);
  }
}

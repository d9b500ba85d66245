import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A retry may change addresses; what they share with others of the batch is then found in the database. What the first
 * of an address came to before a retry is no answer to it, so its time stays with the row.
 */
export class UrlRetries1763000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- SHA-256 of what near duplicates have in common; null for an address that was refused.
      ALTER TABLE url_processing_status ADD COLUMN near_hash bytea;
      -- When a retry last put the item back; null when none has.
      ALTER TABLE url_processing_status ADD COLUMN reopened_at timestamptz;
      UPDATE url_processing_status
         SET near_hash = sha256(convert_to(
               regexp_replace(regexp_replace(cleaned_url, '^https?://(www[.])?', ''), '/+(?=[?]|$)', ''), 'UTF8'))
       WHERE cleaned_url IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE url_processing_status DROP COLUMN near_hash, DROP COLUMN reopened_at');
  }
}

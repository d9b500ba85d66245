// @ts-check

/** @typedef {import('batchwright/kind').MigrationInterface} MigrationInterface */

/**
 * A table of the feature. The number in the name is a time in milliseconds: it orders the migrations. Once released, a
 * migration stays as it is.
 * @implements {MigrationInterface}
 */
export class CreateIbanChecks1764000000001 {
  /** @param {import('batchwright/kind').QueryRunner} runner */
  async up(runner) {
    await runner.query(`
      CREATE TABLE iban_checks (
        batch_id bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
        index    integer NOT NULL,
        country  text,
        PRIMARY KEY (batch_id, index)
      )`);
  }

  /** @param {import('batchwright/kind').QueryRunner} runner */
  async down(runner) {
    await runner.query('DROP TABLE iban_checks');
  }
}

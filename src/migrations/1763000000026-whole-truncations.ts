import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two references are kept by triggers (see 1763000000015), which TRUNCATE does not fire: `TRUNCATE … CASCADE` empties
 * every table with a foreign key, and left items without a batch and contacts without an owner behind. It empties these
 * two as well, and what was left behind before is removed: nobody can reach it.
 */
const EMPTIED = [
  { table: 'batches', with: 'batch_items', by: 'batch_id' },
  { table: 'users', with: 'contact_analysis', by: 'owner_id' },
] as const;

export class WholeTruncations1763000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const { table, with: dependent, by } of EMPTIED)
      await runner.query(`
        DELETE FROM ${dependent} d WHERE d.${by} IS NOT NULL AND NOT EXISTS (SELECT FROM ${table} t WHERE t.id = d.${by});
        CREATE FUNCTION truncate_${dependent}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          TRUNCATE ${dependent} CASCADE;
          RETURN NULL;
        END $$;
        CREATE TRIGGER ${table}_truncated AFTER TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION truncate_${dependent}();
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, with: dependent } of EMPTIED)
      await runner.query(`
        DROP TRIGGER ${table}_truncated ON ${table};
        DROP FUNCTION truncate_${dependent}();
      `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which key a key was made with. What ends or shortens a key does the same to those made with it, by a trigger: whoever
 * ends a key, the service or an operator, must not leave one behind that its holder made in time.
 */
export class KeyFamilies1763000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_keys
        ADD COLUMN parent_id text REFERENCES api_keys ON DELETE CASCADE,
        ADD COLUMN root_id   text;
      CREATE INDEX api_keys_parent_id ON api_keys (parent_id) WHERE parent_id IS NOT NULL;

      CREATE FUNCTION end_child_keys() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE api_keys
           SET revoked_at = coalesce(revoked_at, NEW.revoked_at), expires_at = least(expires_at, NEW.expires_at)
         WHERE parent_id = NEW.id
           AND ((revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) OR expires_at > NEW.expires_at
                OR (expires_at IS NULL AND NEW.expires_at IS NOT NULL));
        RETURN NULL;
      END $$;
      CREATE TRIGGER api_keys_end_children AFTER UPDATE OF revoked_at, expires_at ON api_keys
        FOR EACH ROW EXECUTE FUNCTION end_child_keys();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER api_keys_end_children ON api_keys;
      DROP FUNCTION end_child_keys();
      DROP INDEX api_keys_parent_id;
      ALTER TABLE api_keys DROP COLUMN root_id, DROP COLUMN parent_id;
    `);
  }
}

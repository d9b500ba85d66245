import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A foreign key is checked row by row, and every check locks the row referred to: a thousand contacts of one owner locked the
 * same user a thousand times, 11 of the 37 µs that a contact cost the database, and about as much of an item's insert
 * (measured). The two tables that are filled in bulk get the same promise from one check a statement. It locks the rows
 * referred to as a foreign key does (FOR KEY SHARE; the counters' trigger updates the batch), so nobody can delete them
 * meanwhile, and refuses with the same code and constraint name.
 */
const CONTACTS = `
  ALTER TABLE contact_analysis DROP CONSTRAINT contact_analysis_owner_id_fkey;

  CREATE FUNCTION require_contact_owners() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM FROM users WHERE id IN (SELECT owner_id FROM added) FOR KEY SHARE;
    IF EXISTS (SELECT FROM added a WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = a.owner_id)) THEN
      RAISE EXCEPTION 'a contact refers to a user who does not exist'
        USING ERRCODE = 'foreign_key_violation', TABLE = 'contact_analysis', CONSTRAINT = 'contact_analysis_owner_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER contact_analysis_owners_added AFTER INSERT ON contact_analysis
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_contact_owners();

  -- Nothing of ours moves a contact to another owner; who does it by hand is checked row by row.
  CREATE FUNCTION require_contact_owner() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM FROM users WHERE id = NEW.owner_id FOR KEY SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'a contact refers to a user who does not exist'
        USING ERRCODE = 'foreign_key_violation', TABLE = 'contact_analysis', CONSTRAINT = 'contact_analysis_owner_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER contact_analysis_owner_changed AFTER UPDATE OF owner_id ON contact_analysis
    FOR EACH ROW EXECUTE FUNCTION require_contact_owner();

  CREATE FUNCTION keep_contact_owners() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM contact_analysis c JOIN removed r ON r.id = c.owner_id) THEN
      RAISE EXCEPTION 'contacts refer to the user'
        USING ERRCODE = 'foreign_key_violation', TABLE = 'contact_analysis', CONSTRAINT = 'contact_analysis_owner_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER users_with_contacts_removed AFTER DELETE ON users
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_contact_owners();
`;

/** The counters' trigger has locked the batch, if there is one: it updated it. Triggers of one event fire by name. */
const ITEMS = `
  ALTER TABLE batch_items DROP CONSTRAINT batch_items_batch_id_fkey;

  CREATE FUNCTION require_batches() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM added a WHERE NOT EXISTS (SELECT FROM batches b WHERE b.id = a.batch_id)) THEN
      RAISE EXCEPTION 'an item refers to a batch that does not exist'
        USING ERRCODE = 'foreign_key_violation', TABLE = 'batch_items', CONSTRAINT = 'batch_items_batch_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER batch_items_batches_added AFTER INSERT ON batch_items
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_batches();

  CREATE FUNCTION require_batch() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM FROM batches WHERE id = NEW.batch_id FOR KEY SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'an item refers to a batch that does not exist'
        USING ERRCODE = 'foreign_key_violation', TABLE = 'batch_items', CONSTRAINT = 'batch_items_batch_id_fkey';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER batch_items_batch_changed AFTER UPDATE OF batch_id ON batch_items
    FOR EACH ROW EXECUTE FUNCTION require_batch();

  CREATE FUNCTION remove_items_of_batches() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM batch_items WHERE batch_id IN (SELECT id FROM removed);
    RETURN NULL;
  END $$;
  CREATE TRIGGER batches_removed AFTER DELETE ON batches
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION remove_items_of_batches();
`;

export class SetWiseReferences1763000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONTACTS + ITEMS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER batches_removed ON batches;
      DROP TRIGGER batch_items_batch_changed ON batch_items;
      DROP TRIGGER batch_items_batches_added ON batch_items;
      DROP TRIGGER users_with_contacts_removed ON users;
      DROP TRIGGER contact_analysis_owner_changed ON contact_analysis;
      DROP TRIGGER contact_analysis_owners_added ON contact_analysis;
      DROP FUNCTION remove_items_of_batches(), require_batch(), require_batches();
      DROP FUNCTION keep_contact_owners(), require_contact_owner(), require_contact_owners();
      ALTER TABLE batch_items ADD CONSTRAINT batch_items_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES batches ON DELETE CASCADE;
      ALTER TABLE contact_analysis ADD CONSTRAINT contact_analysis_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A column that refers to `id` of another table, under the name its foreign key had. */
interface Reference {
  readonly table: string;
  readonly column: string;
  readonly referred: string;
}

const CONTACT_OWNER: Reference = { table: 'contact_analysis', column: 'owner_id', referred: 'users' };
const ITEM_BATCH: Reference = { table: 'batch_items', column: 'batch_id', referred: 'batches' };

const nameOf = ({ table, column }: Reference): string => `${table}_${column}`;

/** Refuses as the foreign key did: same code, table and constraint name. */
const refuse = (reference: Reference, message: string): string => `
      RAISE EXCEPTION '${message}' USING ERRCODE = 'foreign_key_violation',
        TABLE = '${reference.table}', CONSTRAINT = '${nameOf(reference)}_fkey';`;

/**
 * A foreign key is checked row by row, and every check locks the row referred to: a thousand contacts of one owner
 * locked the same user a thousand times, 11 of the 37 µs that a contact cost the database, and about as much of an
 * item's insert (measured). The two tables that are filled in bulk get the same promise from one check a statement. It
 * locks the rows referred to as a foreign key does (FOR KEY SHARE), so nobody can delete them meanwhile.
 */
function checkOnceAStatement(reference: Reference): string {
  const { table, column, referred } = reference;
  const name = nameOf(reference);
  const missing = refuse(reference, `${table}.${column} refers to a row of ${referred} that does not exist`);
  return `
  ALTER TABLE ${table} DROP CONSTRAINT ${name}_fkey;

  CREATE FUNCTION require_${name}s() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    wanted bigint[] := ARRAY(SELECT DISTINCT ${column} FROM added);
    locked integer;
  BEGIN
    PERFORM FROM ${referred} WHERE id = ANY (wanted) FOR KEY SHARE;
    GET DIAGNOSTICS locked = ROW_COUNT;
    IF locked < cardinality(wanted) THEN${missing}
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER ${name}s_added AFTER INSERT ON ${table}
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION require_${name}s();

  -- Nothing of ours moves a row to another one; who does it by hand is checked row by row.
  CREATE FUNCTION require_${name}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM FROM ${referred} WHERE id = NEW.${column} FOR KEY SHARE;
    IF NOT FOUND THEN${missing}
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER ${name}_changed AFTER UPDATE OF ${column} ON ${table}
    FOR EACH ROW EXECUTE FUNCTION require_${name}();
`;
}

function checkRowByRow(reference: Reference, onDelete: string): string {
  const { table, column, referred } = reference;
  const name = nameOf(reference);
  return `
  DROP TRIGGER ${name}_changed ON ${table};
  DROP TRIGGER ${name}s_added ON ${table};
  DROP FUNCTION require_${name}(), require_${name}s();
  ALTER TABLE ${table} ADD CONSTRAINT ${name}_fkey FOREIGN KEY (${column}) REFERENCES ${referred} ${onDelete};
`;
}

const KEEP_OWNERS = `
  CREATE FUNCTION keep_contact_owners() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM contact_analysis c JOIN removed r ON r.id = c.owner_id) THEN${refuse(CONTACT_OWNER, 'contact_analysis refers to the user')}
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER users_removed AFTER DELETE ON users
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION keep_contact_owners();
`;

const REMOVE_ITEMS = `
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
    await runner.query(
      checkOnceAStatement(CONTACT_OWNER) + KEEP_OWNERS + checkOnceAStatement(ITEM_BATCH) + REMOVE_ITEMS,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER batches_removed ON batches;
      DROP FUNCTION remove_items_of_batches();
      DROP TRIGGER users_removed ON users;
      DROP FUNCTION keep_contact_owners();
      ${checkRowByRow(ITEM_BATCH, 'ON DELETE CASCADE')}
      ${checkRowByRow(CONTACT_OWNER, '')}
    `);
  }
}

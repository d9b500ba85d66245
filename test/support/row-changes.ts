import type { Service } from './service.js';

/**
 * Tells whether a request left rows behind, in any table but those named. Triggers of the test's own database note what each
 * statement added or removed, in the statement's own transaction: what is rolled back leaves no note, what is committed
 * cannot escape. Asking costs one small statement; counting every table before and after every request took minutes.
 */
export class RowChanges {
  private constructor(private readonly service: Service) {}

  /** Watches all tables of a service on PostgreSQL but these. */
  static async watch(service: Service, except: readonly string[]): Promise<RowChanges> {
    await service.sql('CREATE TABLE row_changes (name text NOT NULL, n integer NOT NULL)');
    await service.sql(`
      CREATE FUNCTION note_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO row_changes
        SELECT TG_TABLE_NAME, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END FROM changed HAVING count(*) > 0;
        RETURN NULL;
      END $$`);
    const tables = await service.sql(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1)`,
      [[...except, 'row_changes']],
    );
    for (const { tablename } of tables)
      await service.sql(`
        CREATE TRIGGER note_added AFTER INSERT ON "${String(tablename)}" REFERENCING NEW TABLE AS changed
          FOR EACH STATEMENT EXECUTE FUNCTION note_rows();
        CREATE TRIGGER note_removed AFTER DELETE ON "${String(tablename)}" REFERENCING OLD TABLE AS changed
          FOR EACH STATEMENT EXECUTE FUNCTION note_rows()`);
    return new RowChanges(service);
  }

  /** By how many rows each table grew so far; tables that did not are left out. */
  sum(): Promise<Record<string, unknown>[]> {
    return this.service.sql(
      'SELECT name, sum(n)::integer AS n FROM row_changes GROUP BY name HAVING sum(n) <> 0 ORDER BY name',
    );
  }
}

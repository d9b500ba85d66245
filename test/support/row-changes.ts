import type { Service } from './service.js';

/**
 * Tells which rows a request left behind, or took. Triggers of the test's own database note what each statement added
 * or removed, in the statement's own transaction: what is rolled back leaves no note, what is committed cannot escape.
 * Asking costs one small statement; counting every table before and after every request took minutes.
 */
export class RowChanges {
  private seen = 0;

  private constructor(private readonly service: Service) {}

  /** Watches all tables of a service on PostgreSQL. */
  static async watch(service: Service): Promise<RowChanges> {
    await service.sql(
      'CREATE TABLE row_changes (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, name text NOT NULL, n integer NOT NULL)',
    );
    await service.sql(`
      CREATE FUNCTION note_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO row_changes (name, n)
        SELECT TG_TABLE_NAME, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END FROM changed HAVING count(*) > 0;
        RETURN NULL;
      END $$`);
    const tables = await service.sql(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'row_changes'`,
    );
    for (const { tablename } of tables)
      await service.sql(`
        CREATE TRIGGER note_added AFTER INSERT ON "${String(tablename)}" REFERENCING NEW TABLE AS changed
          FOR EACH STATEMENT EXECUTE FUNCTION note_rows();
        CREATE TRIGGER note_removed AFTER DELETE ON "${String(tablename)}" REFERENCING OLD TABLE AS changed
          FOR EACH STATEMENT EXECUTE FUNCTION note_rows()`);
    return new RowChanges(service);
  }

  /**
   * By how many rows each table has grown since this was asked last; tables that have not, and those named, are left
   * out.
   */
  async sinceLast(except: readonly string[] = []): Promise<Readonly<Record<string, number>>> {
    const notes = await this.service.sql('SELECT id, name, n FROM row_changes WHERE id > $1', [this.seen]);
    const grown = new Map<string, number>();
    for (const { id, name, n } of notes) {
      this.seen = Math.max(this.seen, Number(id));
      if (!except.includes(String(name))) grown.set(String(name), (grown.get(String(name)) ?? 0) + Number(n));
    }
    return Object.fromEntries([...grown].filter(([, n]) => n !== 0));
  }
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { createDatabase } from '../support/postgres.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { appliedCount, schemaShape } from '../support/schema-shape.js';
import { revertLastMigration, revertMigrations, typeorm } from '../support/typeorm-cli.js';

describe('Migrations', () => {
  it('go forth, all the way back, and forth again to the same schema', async () => {
    const database = await createDatabase({ empty: true });
    await typeorm(['migration:run'], database.url);
    const [before, count] = [await schemaShape(database), await appliedCount(database)];
    expect(before.length).toBeGreaterThan(50);

    await typeorm(['migration:revert'], database.url);
    await revertMigrations(count - 1, database.url);
    expect(await schemaShape(database)).toEqual([]);
    expect(await appliedCount(database)).toBe(0);

    await typeorm(['migration:run'], database.url);
    expect(await schemaShape(database)).toEqual(before);
  }, 180_000);

  it('are not reverted while another process migrates', async () => {
    const database = await createDatabase();
    const last = (): Promise<readonly unknown[]> =>
      database.query('SELECT name FROM schema_migrations ORDER BY id DESC LIMIT 1');
    const before = await last();
    let reverted: Promise<string> | undefined;
    await database.session(async (other) => {
      await other.query('SELECT pg_advisory_lock(4202611)');
      reverted = revertLastMigration(database.url);
      await eventually('the reversal waits for the lock', async () => {
        const [row] = await database.query(
          `SELECT count(*)::integer AS waiting FROM pg_locks
          WHERE locktype = 'advisory' AND objid = 4202611 AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        return row?.['waiting'] === 1;
      });
      expect(await last()).toEqual(before);
      await other.query('SELECT pg_advisory_unlock(4202611)');
    });
    expect(await reverted).toMatch(/^Reverted /);
    expect(await last()).not.toEqual(before);
  });

  it("of modules are seen by TypeORM's program", async () => {
    const [database, module] = [await createDatabase(), join(temporaryDirectory(), 'notes.cjs')];
    const authorApi = join(__dirname, '..', '..', 'dist', 'src', 'kind', 'author-api.js');
    writeFileSync(
      module,
      `class Notes1999999999999 {
        async up(runner) { await runner.query('CREATE TABLE module_notes (id integer)'); }
        async down(runner) { await runner.query('DROP TABLE module_notes'); }
      }
      const { defineFeature } = require(${JSON.stringify(authorApi)});
      module.exports = defineFeature({ name: 'notes', module: class {}, scopes: [], kinds: [], migrations: [Notes1999999999999] });`,
    );
    await typeorm(['migration:run'], database.url, { BATCHWRIGHT_MODULES: module });
    expect(await database.query('SELECT * FROM module_notes')).toEqual([]);
  });

  it('are numbered without a double', async () => {
    const database = await createDatabase();
    const rows = await database.query('SELECT timestamp FROM schema_migrations');
    expect(new Set(rows.map((row) => String(row['timestamp']))).size).toBe(rows.length);
  });
});

import { createDatabase } from '../support/postgres.js';
import { appliedCount, schemaShape } from '../support/schema-shape.js';
import { revertMigrations, typeorm } from '../support/typeorm-cli.js';

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

  it('are numbered without a double', async () => {
    const database = await createDatabase();
    const rows = await database.query('SELECT timestamp FROM schema_migrations');
    expect(new Set(rows.map((row) => String(row['timestamp']))).size).toBe(rows.length);
  });
});

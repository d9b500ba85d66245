import { createDatabase } from '../support/postgres.js';
import { typeorm } from '../support/typeorm-cli.js';

/**
 * Check constraints, foreign keys and indexes stand in the migrations alone (constraints.spec.ts compares those that repeat a
 * list in code), so TypeORM, which knows of none, would drop them; whatever else it would do is a disagreement.
 */
const OF_MIGRATIONS_ONLY = /^(ALTER TABLE "\w+" DROP CONSTRAINT "\w+_(check|fkey)"|DROP INDEX "public"."\w+");$/;

async function disagreements(databaseUrl: string): Promise<string[]> {
  const log = await typeorm(['schema:log'], databaseUrl);
  return log
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('--') && !OF_MIGRATIONS_ONLY.test(line));
}

describe('Entities and migrations', () => {
  it('agree on every table, column, type, default and key', async () => {
    const database = await createDatabase();
    expect(await disagreements(database.url)).toEqual([]);
  });

  it.each([
    ['a column that no entity has', 'ALTER TABLE contact_analysis ADD COLUMN unknown_text text'],
    ['a column of another type', 'ALTER TABLE contact_analysis ALTER COLUMN score TYPE numeric'],
    ['a column that may be empty', 'ALTER TABLE batches ALTER COLUMN options DROP NOT NULL'],
    ['a missing unique key', 'ALTER TABLE batches DROP CONSTRAINT batches_public_id_key'],
  ])('are compared for real: %s is found', async (_, statement) => {
    const database = await createDatabase();
    await database.query(statement);
    expect(await disagreements(database.url)).not.toEqual([]);
  });
});

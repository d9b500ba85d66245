import { createDatabase } from '../support/postgres.js';
import { schemaDifferences } from '../support/typeorm-cli.js';

/**
 * Check constraints, foreign keys and indexes stand in the migrations alone (constraints.spec.ts compares those that
 * repeat a list in code), so TypeORM, which knows of none, would drop them; whatever else it would do is a
 * disagreement.
 */
const OF_MIGRATIONS_ONLY = /^(ALTER TABLE "\w+" DROP CONSTRAINT "\w+_(check|fkey)"|DROP INDEX "public"."\w+");?$/;

const CHANGES = [
  ['a column that no entity has', 'ALTER TABLE contact_analysis ADD COLUMN unknown_text text'],
  ['a column of another type', 'ALTER TABLE contact_analysis ALTER COLUMN score TYPE numeric'],
  ['a column that may be empty', 'ALTER TABLE batches ALTER COLUMN options DROP NOT NULL'],
  ['a missing unique key', 'ALTER TABLE batches DROP CONSTRAINT batches_public_id_key'],
] as const;

describe('Entities and migrations', () => {
  /** Of the unchanged schema, and by change. */
  const disagreements = new Map<string, readonly string[]>();
  beforeAll(async () => {
    const all = [['none', 'SELECT'] as const, ...CHANGES];
    const urls: string[] = [];
    for (const [, statement] of all) {
      const database = await createDatabase();
      await database.query(statement);
      urls.push(database.url);
    }
    const found = await schemaDifferences(urls);
    for (const [n, [change]] of all.entries())
      disagreements.set(change, found[n]?.filter((statement) => !OF_MIGRATIONS_ONLY.test(statement)) ?? []);
  });

  it('agree on every table, column, type, default and key', () => {
    expect(disagreements.get('none')).toEqual([]);
  });

  it.each(CHANGES)('are compared for real: %s is found', (change) => {
    expect(disagreements.get(change)).not.toEqual([]);
  });
});

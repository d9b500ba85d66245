import { createDatabase } from '../support/postgres.js';

describe('TRUNCATE … CASCADE', () => {
  it('empties tables that it names and those that triggers empty with them', async () => {
    const database = await createDatabase();
    for (const named of [
      'batches, batch_items',
      'batches, url_processing_status',
      'users, batches, contact_analysis',
    ]) {
      await database.query(
        `INSERT INTO users (name, role) SELECT 'of the test', 'user' WHERE NOT EXISTS (SELECT FROM users)`,
      );
      await database.query(
        `WITH b AS (INSERT INTO batches (public_id, kind, owner_id, options) SELECT 't', 'url_analysis', id, '{}' FROM users LIMIT 1 RETURNING id)
         INSERT INTO batch_items (batch_id, index, input) SELECT id, 0, '{}' FROM b`,
      );
      await database.query(`TRUNCATE ${named} CASCADE`);
      expect(await database.query('SELECT FROM batch_items')).toEqual([]);
    }
  });

  it('leaves no item without its batch, and no contact without its owner', async () => {
    const database = await createDatabase();
    const count = async (table: string): Promise<number> => (await database.query(`SELECT FROM ${table}`)).length;
    await database.query(
      `WITH b AS (INSERT INTO batches (public_id, kind, owner_id, options) VALUES ('t', 'url_analysis', 1, '{}') RETURNING id),
            i AS (INSERT INTO batch_items (batch_id, index, input) SELECT id, 0, '{}' FROM b RETURNING batch_id)
       SELECT batch_id FROM i`,
    );
    await database.query(
      `INSERT INTO url_processing_status (batch_id, index, strategy, original_url)
       SELECT batch_id, index, 'mobile', 'https://example.com' FROM batch_items`,
    );
    await database.query(`INSERT INTO contact_analysis (owner_id, id) VALUES (1, 'c')`);
    await database.query('TRUNCATE batches CASCADE');
    expect([await count('batch_items'), await count('url_processing_status')]).toEqual([0, 0]);
    expect(await count('contact_analysis')).toBe(1);
    await database.query('TRUNCATE users CASCADE');
    expect([await count('contact_analysis'), await count('batches')]).toEqual([0, 0]);
  });
});

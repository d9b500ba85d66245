import { createDatabase, type TestDatabase } from '../support/postgres.js';

const ERROR = `'{"code":"TIMEOUT","message":""}'`;
const OUTCOMES = {
  succeeded: `status = 'succeeded', output = '{}', error = NULL`,
  failed: `status = 'failed', output = NULL, error = ${ERROR}`,
  cancelled: `status = 'cancelled', output = NULL, error = ${ERROR}`,
} as const;
type Outcome = keyof typeof OUTCOMES;
const all = Object.keys(OUTCOMES) as Outcome[];

describe('The database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await database.query(
      `INSERT INTO batches (public_id, kind, owner_id, status, options) VALUES ('one', 'operations', 1, 'processing', '{}')`,
    );
  });
  beforeEach(async () => {
    await database.query('DELETE FROM batch_items');
    await database.query(
      `INSERT INTO batch_items (batch_id, index, input) SELECT id, n, '{}' FROM batches, generate_series(0, 2) n`,
    );
  });

  const set = (what: string, items = 'index = 1'): Promise<unknown> =>
    database.query(`UPDATE batch_items SET ${what} WHERE ${items}`);
  const end = (outcome: Outcome, items?: string): Promise<unknown> =>
    set(`${OUTCOMES[outcome]}, ended_at = clock_timestamp()`, items);
  const statuses = async (): Promise<unknown> =>
    (await database.query('SELECT status FROM batch_items ORDER BY index')).map(({ status }) => status);

  it.each(all.flatMap((first) => all.map((second) => [first, second] as const)))(
    'refuses that an item that ended as %s ends again as %s, with all that the statement does',
    async (first, second) => {
      await end(first);
      await expect(end(second, 'true')).rejects.toMatchObject({
        code: '23514',
        constraint: 'batch_items_one_outcome',
        message: expect.stringMatching(`item 1 of batch \\d+ has ended as ${first}, and cannot end again as ${second}`),
      });
      expect(await statuses()).toEqual(['pending', first, 'pending']);
    },
  );

  it('refuses another state of an item that has ended, also at the same time', async () => {
    await end('failed');
    await expect(set(OUTCOMES.succeeded)).rejects.toMatchObject({ constraint: 'batch_items_one_outcome' });
  });

  it('lets an item that has ended run again and end', async () => {
    await end('failed');
    await set(`status = 'pending', output = NULL, error = NULL, ended_at = NULL`);
    await end('succeeded');
    expect(await statuses()).toEqual(['pending', 'succeeded', 'pending']);
  });

  it('lets what an outcome holds be erased, and a success fail whose rows are refused', async () => {
    await end('succeeded');
    await set(`output = '{"erased":true}', input = '{}'`);
    await set(`status = 'failed', output = NULL, error = '{"code":"SAVE_FAILED","message":""}'`);
    expect(await statuses()).toEqual(['pending', 'failed', 'pending']);
  });
});

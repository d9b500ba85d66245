import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { createDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';

describe('SIGTERM while an asynchronous batch of a transactional kind runs', () => {
  it('gives the batch back at once, between two of its transactions', async () => {
    const database = await createDatabase();
    const service = await Service.start({ databaseUrl: database.url });
    await database.query(
      `CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END $$;
       CREATE TRIGGER take_time BEFORE INSERT ON contact_analysis FOR EACH ROW EXECUTE FUNCTION take_time()`,
    );
    const body = { items: Array.from({ length: 1000 }, (_, n) => ({ id: `later-${n}`, data: {} })) };
    const headers = { Prefer: 'respond-async' };
    const answer = await service.request('POST', '/api/v1/batch-process', { key: KEYS.ana, body, headers });
    expect(answer.status).toBe(202);
    await eventually('some items are done', async () => {
      const [batch] = await database.query<{ done: number }>('SELECT succeeded_count AS done FROM batches');
      return (batch?.done ?? 0) > 0;
    });
    await service.stop();
    const rows = await database.query('SELECT status, workers, pending_count > 0 AS "isOpen" FROM batches');
    expect(rows).toEqual([{ status: 'processing', workers: 0, isOpen: true }]);
  });
});

import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { probeDatabase } from '../support/probe.js';
import { RunningEngine } from '../support/running-engine.js';

/** The next `left` times an item becomes running its statement fails as on a server that goes down. */
const FAILING_STARTS = `
  CREATE TABLE failing_starts (left_over integer NOT NULL);
  CREATE SEQUENCE failed_starts;
  CREATE FUNCTION fail_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('failed_starts') <= (SELECT left_over FROM failing_starts) THEN
      RAISE EXCEPTION 'terminating connection due to administrator command' USING ERRCODE = '57P01';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER fail_start BEFORE UPDATE ON batch_items FOR EACH ROW WHEN (NEW.status = 'running') EXECUTE FUNCTION fail_start();
`;

const statuses = async (database: TestDatabase): Promise<readonly string[]> =>
  (await database.query<{ status: string }>('SELECT status FROM batches ORDER BY id')).map(({ status }) => status);

describe('A database error while an item takes the whole process', () => {
  it('gives the process back to the others', async () => {
    const database = await probeDatabase();
    const engine = await RunningEngine.open(database.url);
    await engine.submit([{}]);
    // As if two workers had died with it.
    await database.query(`UPDATE batch_items SET recoveries = 2`);
    await database.query(`UPDATE batches SET started_at = now(), status = 'processing'`);
    await database.query(`${FAILING_STARTS} INSERT INTO failing_starts VALUES (1)`);
    const worker = await RunningEngine.start(database.url);
    await eventually(
      'the error has happened',
      async () => (await database.query('SELECT FROM failed_starts WHERE is_called')).length > 0,
    );
    await engine.submit([{}, {}]);
    await eventually(
      'both batches end',
      async () => (await statuses(database)).every((status) => status === 'completed'),
      20_000,
    );
    await Promise.all([worker.stop(), engine.stop()]);
  });
});

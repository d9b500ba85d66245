import { DataSource } from 'typeorm';
import { DeliveryStore, type DueDelivery } from '../../src/batch/webhooks/delivery-store.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

const ENDPOINT = '00000000-0000-7000-8000-000000000001';

describe('Deliveries to an endpoint whose receiver answered 410', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: DeliveryStore;
  beforeEach(async () => {
    database = await createDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    store = new DeliveryStore(dataSource);
    await database.query(
      `INSERT INTO webhook_endpoints (id, owner_id, url, secret, events) VALUES ($1, 1, 'https://example.com/', '', '{}')`,
      [ENDPOINT],
    );
  });
  afterEach(() => dataSource.destroy());

  const wait = (count: number, url: string | null = null): Promise<unknown> =>
    database.query(
      `INSERT INTO webhook_deliveries (message_id, endpoint_id, owner_id, event, payload, url)
       SELECT gen_random_uuid(), $1, 1, 'batch.completed', '{}', $2 FROM generate_series(1, $3)`,
      [ENDPOINT, url, count],
    );
  const claimDue = async (): Promise<readonly DueDelivery[]> => (await claimed()).taken;
  const claimed = async () =>
    store.claim(
      (await store.due(10)).map(({ id }) => id),
      1000,
    );
  const statuses = () =>
    database.query('SELECT status, attempts, count(*)::integer AS n FROM webhook_deliveries GROUP BY 1, 2 ORDER BY 1');
  const going = new AbortController().signal;

  it('are not sent when some were left over, but cancelled, and those to the URL of a batch are sent', async () => {
    await wait(2);
    await wait(1, 'https://example.com/of-a-batch');
    await database.query(`UPDATE webhook_endpoints SET disabled_at = now(), disabled_reason = 'Gone.'`);
    expect((await claimDue()).map(({ url }) => url)).toEqual(['https://example.com/of-a-batch']);
    expect(await statuses()).toEqual([
      { status: 'cancelled', attempts: 0, n: 2 },
      { status: 'pending', attempts: 1, n: 1 },
    ]);
    expect(await claimDue()).toEqual([]);
    await wait(1);
    expect(await claimed()).toMatchObject({ taken: [], cancelled: 1 });
  });

  it('go on as soon as the endpoint is enabled again, also while the backlog is cancelled', async () => {
    await wait(1);
    const [delivery] = await claimDue();
    if (delivery === undefined) throw new Error('Nothing was due.');
    await wait(1500);
    // The owner enables it while the first thousand are cancelled.
    await database.query(`
      CREATE FUNCTION enable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE webhook_endpoints SET disabled_at = NULL, disabled_reason = NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER enable AFTER UPDATE ON webhook_deliveries FOR EACH STATEMENT EXECUTE FUNCTION enable()`);
    await store.disable(delivery, going);
    expect(await database.query(`SELECT FROM webhook_deliveries WHERE status = 'pending'`)).not.toEqual([]);
  });

  it('are cancelled some at a time, however many wait', async () => {
    await wait(1);
    const [delivery] = await claimDue();
    if (delivery === undefined) throw new Error('Nothing was due.');
    await wait(2500);
    await database.query(`
      CREATE FUNCTION refuse_many() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM changed) > 1000 THEN
          RAISE EXCEPTION 'canceling statement due to statement timeout' USING ERRCODE = '57014';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER refuse_many AFTER UPDATE ON webhook_deliveries REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_many()`);
    await store.disable(delivery, going);
    expect(await statuses()).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);
    expect(await database.query('SELECT FROM webhook_endpoints WHERE disabled_at IS NOT NULL')).toHaveLength(1);
  });
});

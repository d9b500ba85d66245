import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { Service } from '../support/service.js';

/** What happens to the rows of contacts of an asynchronous batch, in the transaction that writes them. */
const TROUBLES = `
  CREATE SEQUENCE outages;
  CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.id LIKE 'slow-%' THEN
      RAISE EXCEPTION 'canceling statement due to statement timeout' USING ERRCODE = '57014';
    ELSIF NEW.id LIKE 'cut-%' AND nextval('outages') <= 4 THEN
      PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER trouble BEFORE INSERT ON contact_analysis FOR EACH ROW EXECUTE FUNCTION trouble()`;

describe('An asynchronous atomic batch', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on: 'postgres', env: { LEASE_SECONDS: '5' } });
    await service.sql(TROUBLES);
  });

  const submit = async (on: Service, prefix: string, count = 3): Promise<string> => {
    const items = Array.from({ length: count }, (_, n) => ({ id: `${prefix}-${n}`, data: {} }));
    const body = { kind: 'contact_analysis', atomic: true, items };
    const accepted = await on.request('POST', '/api/v1/batches', { key: KEYS.ana, body });
    expect(accepted.status).toBe(201);
    return `/api/v1/batches/${String(accepted.at('id'))}`;
  };
  const ends = (at: string, status: string): Promise<true> =>
    eventually(
      `the batch is ${status}`,
      async () => (await service.request('GET', at, { key: KEYS.ana })).at('status') === status,
      60_000,
    );

  it('ends with a reason when its transaction took too long three times, and writes nothing', async () => {
    await ends(await submit(service, 'slow'), 'failed');
    const found = await service.sql(
      `SELECT i.status, i.error ->> 'code' AS code FROM batch_items i WHERE i.input ->> 'id' LIKE 'slow-%'`,
    );
    expect(found).toEqual(Array.from({ length: 3 }, () => ({ status: 'failed', code: 'BATCH_DEADLINE' })));
    expect(await service.sql(`SELECT FROM contact_analysis WHERE id LIKE 'slow-%'`)).toEqual([]);
  });

  it('is done after four connections of the database were lost in the middle of it', async () => {
    await ends(await submit(service, 'cut'), 'completed');
    expect(await service.sql(`SELECT last_value > 4 AS four FROM outages`)).toEqual([{ four: true }]);
    expect(await service.sql(`SELECT FROM contact_analysis WHERE id LIKE 'cut-%'`)).toHaveLength(3);
  });

  it('is refused at submission above its limit, which the answer names', async () => {
    const items = Array.from({ length: 5001 }, (_, n) => ({ id: `many-${n}`, data: {} }));
    const body = { kind: 'contact_analysis', atomic: true, items };
    const refused = await service.request('POST', '/api/v1/batches', { key: KEYS.ana, body });
    expect([refused.status, refused.at('error_code'), refused.at('details')]).toEqual([
      400,
      'BATCH_TOO_LARGE',
      { field: 'atomic', limit: 5000, items: 5001 },
    ]);
  });

  it('has a try counted that ended with its process', async () => {
    const dying = await Service.start({ on: 'postgres', env: { CRASH_AT: 'group_commit.before_commit' } });
    await submit(dying, 'dies', 1).catch(() => undefined);
    await dying.exited;
    expect(await dying.database?.query('SELECT transaction_tries AS tries FROM batches')).toEqual([{ tries: 1 }]);
  });
});

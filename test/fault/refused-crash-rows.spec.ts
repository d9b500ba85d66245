import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { createDatabase } from '../support/postgres.js';
import { describeWith } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';
import { Service } from '../support/service.js';

const COMPANY = '/api/v1/company/batch';
const URLS = '/api/v1/batch-processing';
const PROFILES = '/api/v1/profiles/batch-enhanced';

/** The features' own rows of an item that ended are refused. */
const REFUSE = `
  CREATE FUNCTION refuse_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE check_violation; END $$;
  CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON url_processing_status FOR EACH ROW EXECUTE FUNCTION refuse_rows();
  CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON batch_processing_metrics FOR EACH ROW EXECUTE FUNCTION refuse_rows();
  CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON profile_results FOR EACH ROW EXECUTE FUNCTION refuse_rows()`;
/** As a third worker leaves items that it died of; leases of several workers that end at once would charge nobody. */
const CRASHED = [
  `UPDATE batch_items SET status = 'running', recoveries = 2, attempts = 3, started_at = now()`,
  `UPDATE batches SET status = 'processing', started_at = now(), lease_token = 3`,
  `INSERT INTO batch_leases (batch_id, worker_id, token, lease_until, running)
   SELECT id, '00000000-0000-4000-8000-000000000001', 3, now() - interval '1 minute',
          ARRAY(SELECT index FROM batch_items WHERE batch_id = b.id) FROM batches b`,
];

describeWith('redis-server', 'An item that killed three workers and whose rows the database refuses', () => {
  let redis: RedisServer;
  let api: Service;
  const key = KEYS.ana;
  const get = (path: string) => api.request('GET', path, { key });

  beforeAll(async () => {
    redis = await RedisServer.start();
    const database = await createDatabase();
    const start = (role: string): Promise<Service> =>
      Service.start({
        databaseUrl: database.url,
        env: { REDIS_URL: redis.url, ROLE: role, CONTACT_EMAIL: 'ops@x.test' },
      });
    api = await start('api');
    const post = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}) => {
      const answer = await api.request('POST', path, { key, body, headers });
      expect([path, answer.status]).toEqual([path, path === `${URLS}/start` ? 201 : 202]);
      return answer;
    };
    ids.url = String((await post(`${URLS}/start`, { urls: ['http://crashed.test/'] })).at('batch_job_id'));
    const company = await post(`${COMPANY}/submit`, { company_names: ['Crashed Works'] });
    ids.company = String(company.at('data', 'batch_id'));
    const profiles = [{ linkedin_url: 'https://www.linkedin.com/in/crashed/', suggested_role: 'CTO' }];
    ids.profile = String((await post(PROFILES, { profiles }, { Prefer: 'respond-async' })).at('batch_id'));
    await database.query(REFUSE);
    for (const statement of CRASHED) await database.query(statement);
    await start('worker');
    await eventually(
      'every batch has ended',
      async () => {
        const open = await database.query('SELECT FROM batches WHERE completed_at IS NULL');
        return open.length === 0;
      },
      60_000,
    );
  }, 120_000);
  afterAll(() => redis.stop());

  const ids = { url: '', company: '', profile: '' };

  it.each(['url', 'company', 'profile'] as const)('is failed in the shared API and its export: %s', async (kind) => {
    const path = `/api/v1/batches/${ids[kind]}`;
    expect((await get(path)).body).toMatchObject({ status: 'failed', counters: { total: 1, failed: 1, running: 0 } });
    expect((await get(`${path}/items/0`)).body).toMatchObject({ status: 'failed', error: { code: 'WORKER_CRASHED' } });
    expect((await get(`${path}/export?format=csv&only=failed`)).text).toContain('WORKER_CRASHED');
  });

  it('is a failed URL of a failed job', async () => {
    expect((await get(`${URLS}/progress/${ids.url}`)).body).toMatchObject({
      status: 'failed',
      failed_urls: 1,
      remaining_urls: 0,
      progress_percentage: 100,
      current_urls: [],
    });
    const results = await get(`${URLS}/results/${ids.url}`);
    expect(results.text).toContain('WORKER_CRASHED');
    expect(results.text).toContain('http://crashed.test/');
    expect((await get(`${URLS}/analytics`)).status).toBe(200);
  });

  it('is a failed company of a failed batch', async () => {
    expect((await get(`${COMPANY}/${ids.company}/status`)).at('data')).toMatchObject({
      status: 'failed',
      progress: { failed: 1, remaining: 0 },
    });
    expect((await get(`${COMPANY}/${ids.company}/results`)).at('data')).toMatchObject({
      failed_extractions: 1,
      results: [{ company_name: 'Crashed Works', extraction_status: 'failed' }],
    });
  });

  it('is a failed profile of a batch that has ended', async () => {
    expect((await get(`${PROFILES}/${ids.profile}`)).body).toMatchObject({
      failed: 1,
      results: [{ id: '', position: 'Processing Failed', url: 'https://www.linkedin.com/in/crashed/' }],
    });
  });
});

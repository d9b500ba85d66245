import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { fastestOf } from '../support/fastest-of.js';
import { describeWith } from '../support/programs.js';
import { createDatabase } from '../support/postgres.js';
import { RedisServer } from '../support/redis.js';
import { Service } from '../support/service.js';

const contacts = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `r-${from + n}`,
    data: { name: 'N', email: `r${from + n}@example.com` },
  }));

describeWith('redis-server', 'An API process and two workers on PostgreSQL and Redis', () => {
  it('answer requests, run batches and limit rates without one worker and without Redis', async () => {
    const redis = await RedisServer.start();
    const database = await createDatabase();
    const start = (role: string, more: Readonly<Record<string, string>> = {}): Promise<Service> =>
      Service.start({
        on: 'postgres',
        databaseUrl: database.url,
        env: { REDIS_URL: redis.url, ROLE: role, LEASE_SECONDS: '3', ...more },
      });
    const api = await start('api', { CONTACT_RATE_LIMIT_PER_MINUTE: '2' });
    const workers = await Promise.all([start('worker'), start('worker')]);

    for (const worker of workers) {
      expect((await worker.request('GET', '/api/v1/health/ready', { checked: false })).status).toBe(200);
      expect((await worker.request('GET', '/api/v1/batches', { checked: false })).status).toBe(404);
    }
    const submit = async (from: number): Promise<string> => {
      const body = { kind: 'contact_analysis', items: contacts(from, 500) };
      const answer = await api.request('POST', '/api/v1/batches', { key: KEYS.ana, body });
      expect(answer.status).toBe(201);
      return answer.headers.get('Location') ?? '';
    };
    const ended = (path: string) =>
      eventually(
        'the batch ends',
        async () => (await api.request('GET', path, { key: KEYS.ana })).at('status') === 'completed',
        60_000,
      );
    const first = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => submit(n * 1000)));
    await workers[0].kill9();
    for (const path of first) await ended(path);

    const insert = (id: string) =>
      api.request('POST', '/api/v1/batch-process', {
        key: KEYS.ana,
        body: { items: [{ id, data: { name: 'N', email: 'n@example.com' } }] },
      });
    expect([(await insert('a')).status, (await insert('b')).status]).toEqual([200, 200]);
    const refused = await insert('c');
    expect([refused.status, Number(refused.headers.get('Retry-After')) > 30]).toEqual([429, true]);

    // Asked again: a machine without a free core may answer the service late once.
    await eventually('all is up', async () => {
      expect((await api.request('GET', '/api/v1/health')).body).toMatchObject({ status: 'ok', redis: 'up' });
      return true;
    });
    await redis.kill();
    await eventually('Redis alone is down', async () => {
      const down = await api.request('GET', '/api/v1/health');
      expect([down.status, down.at('status'), down.at('redis')]).toEqual([200, 'degraded', 'down']);
      return true;
    });
    expect((await insert('d')).status).toBe(429);
    const late: string[] = [];
    const taken = await fastestOf(2000, async (nth) => {
      const began = performance.now();
      late.push(await submit(50_000 + 1000 * nth));
      return performance.now() - began;
    });
    expect(taken).toBeLessThan(2000);
    for (const path of late) await ended(path);
    await Promise.all([api.stop(), workers[1].stop()]);
    await redis.stop();
  });
});

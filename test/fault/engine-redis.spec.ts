import { Redis } from 'ioredis';
import { describeWith } from '../support/programs.js';
import type { TestDatabase } from '../support/postgres.js';
import { ResultChecker, Probe, probeDatabase } from '../support/probe.js';
import { RedisServer } from '../support/redis.js';

const SIZE = 60;

describeWith('redis-server', 'The engine over Redis', () => {
  let database: TestDatabase;
  let checker: ResultChecker;
  let redis: RedisServer;
  beforeEach(async () => {
    database = await probeDatabase();
    checker = ResultChecker.watch(database);
    redis = await RedisServer.start();
  });
  afterEach(() => redis.stop());

  /** One process that answers and two that work; batches of the first are worked off by the others. */
  async function startProcesses(env: Readonly<Record<string, string>> = {}): Promise<readonly [Probe, Probe, Probe]> {
    const start = (role: string) => Probe.start(database, { REDIS_URL: redis.url, ROLE: role, ...env });
    return Promise.all([start('api'), start('worker'), start('worker')]);
  }

  async function submitAll(api: Probe, batches: number): Promise<Map<number, number>> {
    const acknowledged = new Map<number, number>();
    for (let batch = 0; batch < batches; batch += 1) {
      const id = await api.submit(Array.from({ length: SIZE }, () => ({ sleep: 30 })));
      if (id === undefined) throw new Error('The submission failed.');
      acknowledged.set(id, SIZE);
    }
    return acknowledged;
  }

  it.each(['0', '3'])('changes nothing when every wake-up is sent %s times', async (times) => {
    const [api, ...workers] = await startProcesses({ PROBE_WAKE_UPS: times });
    expect(await checker.violations(await submitAll(api, 8))).toEqual([]);
    for (const probe of [api, ...workers]) expect(await probe.stop('SIGTERM')).toBe(0);
  });

  it('recovers when Redis is emptied all the time, is killed, and comes back empty', async () => {
    const [api, ...workers] = await startProcesses();
    const eraser = new Redis(redis.url, { maxRetriesPerRequest: null });
    eraser.on('error', () => undefined);
    const erasing = setInterval(() => void eraser.flushall().catch(() => undefined), 100);
    const first = await submitAll(api, 6);
    await redis.kill();
    const without = await submitAll(api, 6);
    await redis.restart();
    const back = await submitAll(api, 6);
    expect(await checker.violations(new Map([...first, ...without, ...back]))).toEqual([]);
    clearInterval(erasing);
    eraser.disconnect();
    for (const probe of [api, ...workers]) expect(await probe.stop('SIGTERM')).toBe(0);
  });

  it('shares the work between two workers, and the one that is left ends it', async () => {
    const [api, left, killed] = await startProcesses({ WORKER_BATCHES: '2' });
    const acknowledged = await submitAll(api, 12);
    await killed.stop('SIGKILL');
    expect(await checker.violations(acknowledged)).toEqual([]);
    for (const probe of [api, left]) expect(await probe.stop('SIGTERM')).toBe(0);
  });
});

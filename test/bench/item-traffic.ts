import { Redis } from 'ioredis';
import type { TestDatabase } from '../support/postgres.js';
import { eventually } from '../support/eventually.js';
import { Probe, probeDatabase } from '../support/probe.js';
import { RedisServer } from '../support/redis.js';
import { type Carried, CountingRelay } from './counting-relay.js';

const ITEMS = 1000;
const AT_ONCE = 64;

/** What a process has sent and got. */
interface Traffic extends Carried {
  /** Commands that Redis was sent by all processes; scripts count by the commands they give, too. */
  readonly commands: number;
}

/** Statements, bytes and Redis commands for 1,000 items, of an API process and of a worker. */
export async function benchItemTraffic(): Promise<void> {
  const [database, redis] = [await probeDatabase(), await RedisServer.start()];
  const [api, worker] = [await CountingRelay.open(database.url), await CountingRelay.open(database.url)];
  const asking = new Redis(redis.url);
  const env = { REDIS_URL: redis.url, LEASE_SECONDS: '30', WORKER_ITEMS: String(AT_ONCE) };
  const through = (relay: CountingRelay): TestDatabase => ({ ...database, url: relay.url });
  const probes = [
    await Probe.start(through(api), { ...env, ROLE: 'api' }),
    await Probe.start(through(worker), { ...env, ROLE: 'worker' }),
  ] as const;
  const traffic = async (): Promise<readonly [Traffic, Traffic]> => {
    const commands = await commandsOf(asking);
    return [
      { ...api.carried, commands },
      { ...worker.carried, commands },
    ];
  };
  // Statements are prepared and plans made with the first.
  await workOff(probes[0], database, 1);
  for (const batches of [1, 10]) {
    const before = await traffic();
    await workOff(probes[0], database, batches);
    tell(batches, before, await traffic());
  }
  for (const probe of probes) await probe.stop('SIGTERM');
  asking.disconnect();
  await Promise.all([api.close(), worker.close()]);
  await redis.stop();
  await database.drop();
}

/** Submits the items in so many batches, one after the other, and waits until all have ended and all is quiet. */
async function workOff(api: Probe, database: TestDatabase, batches: number): Promise<void> {
  const items = Array.from({ length: ITEMS / batches }, () => ({}));
  for (let batch = 0; batch < batches; batch += 1) await api.submit(items, AT_ONCE);
  const open = 'SELECT FROM batches WHERE completed_at IS NULL OR workers > 0';
  await eventually('all batches end', async () => (await database.query(open)).length === 0);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** Calls of all commands, but for those that ask for it. */
async function commandsOf(redis: Redis): Promise<number> {
  const lines = (await redis.info('commandstats')).split('\n');
  return lines.reduce((sum, line) => {
    const [, name, calls] = /^cmdstat_([^:]+):calls=(\d+)/.exec(line) ?? [];
    return name === undefined || name === 'info' ? sum : sum + Number(calls);
  }, 0);
}

function tell(batches: number, before: readonly [Traffic, Traffic], after: readonly [Traffic, Traffic]): void {
  console.log(`\n${ITEMS} items that do nothing in batches of ${ITEMS / batches}, ${AT_ONCE} at once`);
  for (const [n, name] of (['API process', 'worker'] as const).entries()) {
    const of = (key: keyof Traffic): string => ((after[n]?.[key] ?? 0) - (before[n]?.[key] ?? 0)).toLocaleString('en');
    console.log(
      `  ${name}: ${of('statements')} statements in ${of('packets')} packets, ` +
        `${of('sent')} bytes to the database and ${of('received')} from it`,
    );
  }
  console.log(`  ${(after[0].commands - before[0].commands).toLocaleString('en')} commands of Redis, from both`);
}

import type { TestDatabase } from '../support/postgres.js';
import { Probe, probeDatabase } from '../support/probe.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';

const ITEMS = 20_000;
const AT_ONCE = 200;

interface Figures {
  readonly wal: number;
  readonly commits: number;
  readonly updates: number;
  readonly hot: number;
  readonly pages: number;
}

/** What the database writes for an item of a batch, from its start to its end, without the submission. */
export async function benchItemCost(): Promise<void> {
  if (findProgram('redis-server') === undefined) {
    console.log(
      'There is no redis-server on this machine: what an item costs is not measured, which takes two processes.',
    );
    return;
  }
  const [database, redis] = [await probeDatabase(), await RedisServer.start()];
  const env = { REDIS_URL: redis.url, LEASE_SECONDS: '30' };
  const api = await Probe.start(database, { ...env, ROLE: 'api' });
  await api.submit(
    Array.from({ length: ITEMS / 2 }, () => ({})),
    AT_ONCE,
  );
  await api.submit(
    Array.from({ length: ITEMS / 2 }, () => ({})),
    AT_ONCE,
  );
  // What the submission left to be written is not the items'.
  await database.query('CHECKPOINT');
  const before = await figures(database);
  const worker = await Probe.start(database, { ...env, ROLE: 'worker' });
  await allEnded(database);
  await worker.stop('SIGTERM');
  await api.stop('SIGTERM');
  const after = await figures(database);
  const each = (of: (one: Figures) => number): string => ((of(after) - of(before)) / ITEMS).toFixed(2);
  const [rate] = await database.query<{ rate: number }>(
    `SELECT ($1 / extract(epoch FROM max(completed_at) - min(started_at)))::float8 AS rate FROM batches`,
    [ITEMS],
  );
  console.log(`\nAn item that does nothing, ${AT_ONCE} at once, two batches of ${ITEMS / 2}, from start to end`);
  console.log(`  ${each(({ wal }) => wal)} bytes of WAL, ${each(({ commits }) => commits)} commits`);
  console.log(`  ${each(({ updates }) => updates)} updates of batch_items, ${each(({ hot }) => hot)} of them HOT`);
  console.log(
    `  ${after.pages} pages of batch_items (${before.pages} before), ${(rate?.rate ?? 0).toFixed(0)} items/s`,
  );
  await redis.stop();
  await database.drop();
}

async function figures(database: TestDatabase): Promise<Figures> {
  // Counted by each connection, and told when it has been idle for a moment.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const [row] = await database.query<Figures & Record<string, unknown>>(
    `SELECT (pg_current_wal_lsn() - '0/0')::float8 AS wal,
            (SELECT xact_commit::float8 FROM pg_stat_database WHERE datname = current_database()) AS commits,
            n_tup_upd::float8 AS updates, n_tup_hot_upd::float8 AS hot,
            (pg_relation_size('batch_items') / 8192)::int AS pages
       FROM pg_stat_user_tables WHERE relname = 'batch_items'`,
  );
  if (row === undefined) throw new Error('There are no figures.');
  return row;
}

async function allEnded(database: TestDatabase): Promise<void> {
  for (const until = performance.now() + 180_000; performance.now() < until;) {
    if ((await database.query('SELECT FROM batches WHERE completed_at IS NULL')).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The batches did not end within three minutes.');
}

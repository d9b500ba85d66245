import { readdirSync, readFileSync } from 'node:fs';
import type { TestDatabase } from '../support/postgres.js';
import { Probe, probeDatabase } from '../support/probe.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';
import { benchItemTraffic } from './item-traffic.js';

const ITEMS = 20_000;
const AT_ONCE = 200;

interface Figures {
  readonly wal: number;
  readonly commits: number;
  readonly updates: number;
  readonly hot: number;
  readonly pages: number;
  /** Microseconds of the processor that PostgreSQL has used, with all its processes; NaN where there is no /proc. */
  readonly processor: number;
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
  console.log(`  ${each(({ processor }) => processor)} µs of PostgreSQL's processor time`);
  console.log(`  ${each(({ updates }) => updates)} updates of batch_items, ${each(({ hot }) => hot)} of them HOT`);
  console.log(
    `  ${after.pages} pages of batch_items (${before.pages} before), ${(rate?.rate ?? 0).toFixed(0)} items/s`,
  );
  await redis.stop();
  await database.drop();
  await benchItemTraffic();
}

async function figures(database: TestDatabase): Promise<Figures> {
  // Counted by each connection, and told when it has been idle for a moment.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const [row] = await database.query<Omit<Figures, 'processor'> & { readonly pid: string }>(
    `SELECT (pg_current_wal_lsn() - '0/0')::float8 AS wal,
            (SELECT xact_commit::float8 FROM pg_stat_database WHERE datname = current_database()) AS commits,
            n_tup_upd::float8 AS updates, n_tup_hot_upd::float8 AS hot,
            (pg_relation_size('batch_items') / 8192)::int AS pages,
            split_part(pg_read_file('postmaster.pid'), E'\n', 1) AS pid
       FROM pg_stat_user_tables WHERE relname = 'batch_items'`,
  );
  if (row === undefined) throw new Error('There are no figures.');
  return { ...row, processor: processorOf(row.pid) };
}

/** Microseconds of a clock tick of /proc. */
const TICK = 10_000;

/** What a process and its children have used, those that have ended included. */
function processorOf(parent: string): number {
  try {
    const ticks = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        // The name in parentheses may have spaces: state, parent, …, from the 14th field on the four times.
        const fields = statOf(pid)?.split(') ').at(-1)?.split(' ') ?? [];
        const own = Number(fields[11]) + Number(fields[12]);
        if (pid === parent) return own + Number(fields[13]) + Number(fields[14]);
        return fields[1] === parent ? own : 0;
      });
    return ticks.reduce((sum, one) => sum + one, 0) * TICK;
  } catch {
    return Number.NaN;
  }
}

/** Undefined for a process that has just ended. */
function statOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
}

async function allEnded(database: TestDatabase): Promise<void> {
  for (const until = performance.now() + 180_000; performance.now() < until;) {
    if ((await database.query('SELECT FROM batches WHERE completed_at IS NULL')).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The batches did not end within three minutes.');
}

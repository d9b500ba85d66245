import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { administer } from '../support/postgres.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { acknowledgedAgain, upTo, withoutDeaths, worksAgain } from './actions.js';
import { Cluster } from './cluster.js';
import type { Ledger } from './ledger.js';
import type { PageSite } from './page-site.js';
import { LEASE_SECONDS } from './place.js';
import { type Finding, type Observations, underLoad } from './trial.js';

const UNAVAILABLE = /^DATABASE_UNAVAILABLE$/;
/**
 * How long PostgreSQL is away, in milliseconds: in turn less and more than a worker may wait before it gives up its
 * leases.
 */
const AWAY_MS = [1000, LEASE_SECONDS * 1000 + 2000, 2000];

const F8_KILLS = 5;
export const killPostgres = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    { what: `kill -9 of PostgreSQL under load, ${F8_KILLS} times`, mayRefuse: UNAVAILABLE },
    async (ledger, seen) => {
      await withoutDeaths(cluster, seen, async () => {
        for (let kill = 0; kill < F8_KILLS; kill += 1)
          await outage(cluster, ledger, seen, { end: () => cluster.postgres.kill(), awayMs: AWAY_MS[kill % 3] ?? 0 });
      });
    },
  );

const TERMINATIONS = 4;
export const restartPostgres = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    {
      what: `PostgreSQL restarted, fast and immediate; then all its sessions ended each 3 s, ${TERMINATIONS} times`,
      mayRefuse: UNAVAILABLE,
    },
    async (ledger, seen) => {
      await withoutDeaths(cluster, seen, async () => {
        for (const mode of ['fast', 'immediate'] as const)
          await outage(cluster, ledger, seen, { end: () => cluster.postgres.shutDown(mode), awayMs: 500 });
        for (let time = 0; time < TERMINATIONS; time += 1) {
          await administer(
            cluster.postgres.address,
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
          );
          await delay(3000);
        }
        seen.time('items end', await worksAgain(cluster), 5000);
      });
    },
  );

async function outage(
  cluster: Cluster,
  ledger: Ledger,
  seen: Observations,
  { end, awayMs }: { readonly end: () => Promise<void>; readonly awayMs: number },
): Promise<void> {
  await acknowledgedAgain(ledger, 30);
  await upTo(1000);
  const began = performance.now();
  await end();
  const refused = await eventually(
    'a submission is refused',
    () => ledger.unavailableAt.find((at) => at > began),
    15_000,
  );
  seen.time('first 503 after', refused - began, 3000);
  await delay(awayMs);
  await cluster.postgres.restart();
  const [acknowledged, worked] = await Promise.all([acknowledgedAgain(ledger), worksAgain(cluster)]);
  seen.time('acknowledged after its return', acknowledged, 5000);
  seen.time('items end after its return', worked, 5000);
}

const LIBRARIES = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`);

/** libfaketime of Debian; undefined when it is not installed. */
export const findFaketime = (): string | undefined => LIBRARIES.find((path) => existsSync(path));

/** The clock of PostgreSQL jumps by an hour while batches run. On a cluster of its own. */
export async function jumpClock(pages: PageSite, library: string): Promise<Finding> {
  const directory = temporaryDirectory();
  // PostgreSQL runs as another OS user.
  chmodSync(directory, 0o755);
  const offset = join(directory, 'offset');
  writeFileSync(offset, '+0');
  const cluster = await Cluster.start(pages, {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: offset,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
  try {
    const trial = { what: 'the clock of PostgreSQL jumps by +1 h while batches run' };
    return await underLoad(cluster, trial, async (ledger, seen) => {
      await withoutDeaths(cluster, seen, async () => {
        await acknowledgedAgain(ledger, 40);
        await worksAgain(cluster);
        writeFileSync(offset, '+3600');
        const [row] = (await cluster.peek('SELECT extract(epoch FROM now())::float8 AS now')) ?? [];
        const jump = Number(row?.['now']) - Date.now() / 1000;
        if (!(jump > 3000)) seen.broken.push(`the clock did not jump: ${jump.toFixed(0)} s`);
        await delay(LEASE_SECONDS * 1000);
        seen.time('acknowledged', await acknowledgedAgain(ledger), 5000);
        seen.time('items end', await worksAgain(cluster), 5000);
      });
    });
  } finally {
    await cluster.stop();
  }
}

import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { within } from '../support/eventually.js';
import { setUpService } from '../support/shared-run.js';
import { burst, oneKey } from './bursts.js';
import { Cluster } from './cluster.js';
import { cancelAtRandom, pauseOften } from './control-faults.js';
import { Embedded } from './embedded.js';
import { embeddedCrashPoints, killEmbedded, restartEmbedded } from './embedded-faults.js';
import { PageSite } from './page-site.js';
import { findFaketime, jumpClock, killPostgres, restartPostgres } from './postgres-faults.js';
import {
  crashPoints,
  freezeWorker,
  killAll,
  killApis,
  killWorkers,
  rollingRestart,
  undisturbed,
} from './process-faults.js';
import { flushRedis, killRedis, repeatJobs } from './redis-faults.js';
import { print, printSummary, type Row } from './table.js';
import type { Finding } from './trial.js';
import { sinkDown } from './webhook-sink.js';

/** Longest section, in milliseconds. */
const SECTION_MS = 240_000;
/** No section begins later than this, in milliseconds. */
const LAST_BEGIN_MS = Number(process.env['FAULTS_MINUTES'] ?? 15) * 60_000;

const restartWorkers = async ({ workers }: Cluster): Promise<void> => {
  await Promise.all(workers.map((worker) => worker.terminate()));
  await Promise.all(workers.map((worker) => worker.start()));
};

/** What is done to two API processes and two workers on PostgreSQL and Redis, in this order. */
const ON_CLUSTER: Readonly<Record<string, (cluster: Cluster) => Promise<Finding>>> = {
  none: undisturbed,
  F1: killWorkers,
  F2: killApis,
  F3: killAll,
  F4: crashPoints,
  F5: killRedis,
  F6: flushRedis,
  F8: killPostgres,
  F9: restartPostgres,
  F11: rollingRestart,
  F13: freezeWorker,
  F15: repeatJobs,
  F17: (cluster) =>
    burst(
      cluster,
      cluster.members.map(({ pid }) => pid),
    ),
  F18: oneKey,
  F23: cancelAtRandom,
  F24: (cluster) => pauseOften(cluster, () => restartWorkers(cluster)),
  sink: sinkDown,
};

/** The same faults where they apply to one process on the embedded database. */
const ON_EMBEDDED: Readonly<Record<string, (place: Embedded) => Promise<Finding>>> = {
  F3: killEmbedded,
  F4: embeddedCrashPoints,
  restart: restartEmbedded,
  F17: (place) => burst(place, [place.member.pid]),
  F18: oneKey,
  F23: cancelAtRandom,
  F24: (place) =>
    pauseOften(place, async () => {
      await place.member.terminate();
      await place.member.start();
    }),
};

const NAMES = new Set([...Object.keys(ON_CLUSTER), 'F38', ...Object.keys(ON_EMBEDDED), 'cluster', 'embedded']);

/** Runs the chosen sections on a place that is made anew after one that went wrong. */
async function runOn<P extends { readonly name: string; stop(): Promise<void> }>(
  sections: Readonly<Record<string, (place: P) => Promise<Finding>>>,
  chosen: (name: string) => boolean,
  start: () => Promise<P>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let place: P | undefined;
  try {
    for (const [name, run] of Object.entries(sections)) {
      if (!chosen(name)) continue;
      if (performance.now() > LAST_BEGIN_MS) {
        rows.push({ name, on: '–', seconds: 0, notRun: 'no time was left; see FAULTS_MINUTES' });
        continue;
      }
      place ??= await start();
      const on = place.name === 'embedded' ? 'embedded' : 'cluster';
      const row = await toRow(name, on, () => run(place as P));
      rows.push(row);
      print(row);
      if (row.finding === undefined || row.finding.broken.length > 0) {
        await place.stop();
        place = undefined;
      }
    }
  } finally {
    await place?.stop();
  }
  return rows;
}

async function toRow(name: string, on: string, run: () => Promise<Finding>): Promise<Row> {
  const began = performance.now();
  try {
    const finding = await within(`the section ${name}`, SECTION_MS, run());
    return { name, on, seconds: (performance.now() - began) / 1000, finding };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, on, seconds: (performance.now() - began) / 1000, reason };
  }
}

async function runClockJump(pages: PageSite): Promise<Row> {
  const library = findFaketime();
  if (library === undefined)
    return {
      name: 'F38',
      on: 'cluster',
      seconds: 0,
      notRun: 'libfaketime is not installed (apt-get install faketime)',
    };
  return toRow('F38', 'cluster', () => jumpClock(pages, library));
}

/** Applies faults to running processes and checks the guarantees. Exits 1 when one is broken. */
async function main(given: readonly string[]): Promise<void> {
  const unknown = given.find((name) => !NAMES.has(name));
  if (unknown !== undefined) throw new Error(`There is no section ${unknown}: ${[...NAMES].join(', ')}.`);
  const places = given.filter((name) => name === 'cluster' || name === 'embedded');
  const names = given.filter((name) => name !== 'cluster' && name !== 'embedded');
  const isPlace = (place: 'cluster' | 'embedded'): boolean => places.length === 0 || places.includes(place);
  const isChosen = (name: string): boolean => names.length === 0 || names.includes(name);
  await setUpService();
  const pages = await PageSite.start();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  console.log(`Commit ${commit}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`);
  const rows: Row[] = [];
  try {
    if (isPlace('cluster')) {
      rows.push(...(await runOn(ON_CLUSTER, isChosen, () => Cluster.start(pages))));
      if (isChosen('F38')) {
        const row = await runClockJump(pages);
        print(row);
        rows.push(row);
      }
    }
    if (isPlace('embedded')) rows.push(...(await runOn(ON_EMBEDDED, isChosen, () => Embedded.start(pages))));
  } finally {
    await pages.close();
    await globalThis.batchwrightTearDown?.();
  }
  process.exit(printSummary(rows) ? 0 : 1);
}

void main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(2);
});

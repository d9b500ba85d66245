import { cpus, loadavg } from 'node:os';
import { eventually } from '../support/eventually.js';
import { type Excuses, Ledger } from './ledger.js';
import { countOpen, Load } from './load.js';
import { LEASE_SECONDS, type Place } from './place.js';
import { Sampler } from './sampler.js';
import type { Work } from './submissions.js';
import { checkResults } from './verdict.js';

/** A row of the table. */
export interface Finding {
  readonly what: string;
  readonly batches: number;
  readonly items: number;
  readonly lost: number;
  readonly doubled: number;
  readonly wrong: number;
  readonly charged: number;
  readonly answers: string;
  /** Measured times beside their bounds. */
  readonly times: readonly string[];
  /** What else is worth knowing. */
  readonly notes: readonly string[];
  /** Broken guarantees; empty on success. */
  readonly broken: readonly string[];
}

/** What a section does to a place that callers use. */
export interface Trial {
  readonly what: string;
  readonly excuses?: Excuses;
  /** Kinds that callers submit; all by default. */
  readonly works?: readonly Work[];
  readonly callers?: number;
  /** Deaths of workers: items that ran there count a recovery, and after three of them an item has failed. */
  readonly deaths?: number;
  /** Codes of 429 and 503 that the fault explains, besides those of a busy machine. */
  readonly mayRefuse?: RegExp;
  /** A worker dies or stands still: how long its batches wait for another one is measured. */
  readonly orphans?: boolean;
  /** What must not be found in the rows: statements with the prefix of the intents as their value. */
  readonly never?: readonly { readonly fault: string; readonly text: string }[];
  /** By when everything has ended after the callers have, in milliseconds. */
  readonly endWithinMs?: number;
}

/** What a section measures and finds while it is at work. */
export class Observations {
  readonly times: string[] = [];
  readonly notes: string[] = [];
  readonly broken: string[] = [];
  private readonly worst = new Map<string, { readonly seconds: number; readonly bound: number }>();

  /** A duration beside its bound, in milliseconds; of several with one name the longest counts. */
  time(name: string, ms: number, boundMs: number): void {
    const seconds = Math.max(ms / 1000, this.worst.get(name)?.seconds ?? 0);
    this.worst.set(name, { seconds, bound: boundMs / 1000 });
  }

  /** Compares the durations with their bounds, which hold on a machine that has nothing else to do. */
  conclude(busy: number): void {
    for (const [name, { seconds, bound }] of this.worst) {
      this.times.push(`${name} ${seconds.toFixed(1)} s (≤ ${bound} s)`);
      if (seconds > bound * busy) this.broken.push(`${name}: ${seconds.toFixed(1)} s, bound ${bound} s`);
    }
  }
}

/** Items that one process runs at once: what one death may charge. */
const ITEMS_OF_A_PROCESS = 64;
/** As many deaths of its worker end an item. */
const MAX_RECOVERIES = 3;
const DEFAULT_END_MS = 60_000;
/** From the death of a worker until another one has its batches: the lease, a look of the reconciler, and a second. */
const TAKE_OVER_MS = (LEASE_SECONDS + LEASE_SECONDS / 6 + 1) * 1000;
let count = 0;

/** Applies a fault while callers are active, lets everything end, and checks the guarantees. */
export async function underLoad(
  place: Place,
  trial: Trial,
  work: (ledger: Ledger, seen: Observations, prefix: string) => Promise<void>,
): Promise<Finding> {
  count += 1;
  const prefix = `t${process.pid}.${count}`;
  const ledger = new Ledger(trial.excuses ?? {}, trial.mayRefuse);
  const seen = new Observations();
  const sampler = new Sampler(place, ledger);
  const load = new Load(place, ledger, prefix, trial.works, trial.callers);
  try {
    await work(ledger, seen, prefix);
  } catch (error) {
    throw new Error(`${String(error)}; answers so far: ${ledger.answers}; ${ledger.faults.join('; ')}`, {
      cause: error,
    });
  } finally {
    await load.stop();
    await place.restore();
  }
  await waitForEnd(place, trial, seen);
  await sampler.stop();
  return conclude(place, trial, { ledger, seen, sampler, prefix });
}

async function waitForEnd(place: Place, { endWithinMs = DEFAULT_END_MS }: Trial, seen: Observations): Promise<void> {
  const began = performance.now();
  const hasEnded = await eventually('everything ends', async () => (await countOpen(place)) === 0, endWithinMs).catch(
    () => false,
  );
  seen.time('all ended', performance.now() - began, endWithinMs);
  if (!hasEnded) seen.broken.push(`not everything has ended ${endWithinMs / 1000} s after the callers`);
}

interface Run {
  readonly ledger: Ledger;
  readonly seen: Observations;
  readonly sampler: Sampler;
  readonly prefix: string;
}

async function conclude(place: Place, trial: Trial, { ledger, seen, sampler, prefix }: Run): Promise<Finding> {
  const { deaths = 0, never = [] } = trial;
  const mayCharge = deaths * ITEMS_OF_A_PROCESS;
  const result = await checkResults(place, ledger, prefix, never);
  if (trial.orphans === true && sampler.samples > 0)
    seen.time('taken over after', (LEASE_SECONDS + sampler.overdueSeconds) * 1000, TAKE_OVER_MS);
  const busy = Math.max(1, (loadavg()[0] ?? 1) / cpus().length);
  seen.conclude(busy);
  const broken = [
    ...seen.broken,
    ...ledger.faults,
    ...result.broken,
    ...result.doubled.slice(0, 3),
    ...result.lost.slice(0, 3).map((id) => `lost batch ${id}`),
    ...(sampler.crowded > 0 ? [`more items ran than max_concurrent in ${sampler.crowded} samples`] : []),
    ...(result.charged > mayCharge ? [`${result.charged} items charged, at most ${mayCharge} explained`] : []),
    ...(result.crashed > 0 && deaths < MAX_RECOVERIES ? [`${result.crashed} items failed as WORKER_CRASHED`] : []),
    ...(sampler.wrong + result.wrong.length > 0 ? ['counters and items differ'] : []),
    ...(ledger.acknowledged.length === 0 ? ['nothing was acknowledged'] : []),
  ];
  return {
    what: trial.what,
    batches: ledger.acknowledged.length,
    items: ledger.acknowledged.reduce((sum, { items }) => sum + items, 0),
    lost: result.lost.length,
    doubled: result.doubled.length,
    wrong: sampler.wrong + result.wrong.length + ledger.wrongReads,
    charged: result.charged,
    answers: ledger.answers,
    times: seen.times,
    notes: [
      ...seen.notes,
      `${sampler.samples} snapshots and ${ledger.reads} reads of counters`,
      ...(result.refetched > 0 ? [`${result.refetched} pages analysed again`] : []),
      ...(result.crashed > 0 ? [`${result.crashed} items had a worker die ${MAX_RECOVERIES} times`] : []),
      ...(busy > 1 ? [`bounds of time × ${busy.toFixed(1)}: so many wanted each processor`] : []),
    ],
    broken,
  };
}

import { setTimeout as delay } from 'node:timers/promises';
import type { TestDatabase } from '../support/postgres.js';
import { Probe, probeDatabase } from '../support/probe.js';
import { median } from './quantiles.js';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** Items that always wait, in batches of as many as the case says: enough for what is worked off between two looks. */
const BACKLOG = 40_000;
/** Seconds before the first phase, in which caches and the compiler warm up. */
const WARM_UP = 3;

/** What is compared: many batches leave their rows dead, a large one leaves many versions of its own row. */
interface Case {
  readonly items: number;
  readonly isHeld: boolean;
}

const CASES: readonly Case[] = [
  { items: 200, isHeld: true },
  { items: 10_000, isHeld: true },
  { items: 200, isHeld: false },
];

const PHASES = ['before', 'during', 'after'] as const;
type PhaseName = (typeof PHASES)[number];

interface Phase {
  readonly perSecond: number;
  /** The rate in the last quarter of the phase, by which a decline shows. */
  readonly lastPerSecond: number;
  /** Dead rows at its end, by table, as PostgreSQL estimates them. */
  readonly dead: Readonly<Record<string, number>>;
}

/**
 * No-op items a second before, while and after a connection holds a snapshot open, as a dump or a forgotten transaction
 * does: nothing that dies meanwhile can be cleared away. As many seconds each, at the default settings, a new database
 * each time; a case in which nothing is held shows what growth alone does.
 */
export async function benchSnapshot(seconds: number): Promise<void> {
  const taken = new Map<Case, Record<PhaseName, Phase>[]>(CASES.map((one) => [one, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (let n = 0; n < CASES.length; n += 1) {
      const one = CASES[(round + n) % CASES.length];
      if (one !== undefined) taken.get(one)?.push(await measure(one, seconds));
    }
  console.log(`\nNo-op items around a held snapshot, ${seconds} s each, medians of ${ROUNDS} rounds`);
  for (const [one, rounds] of taken) print(one, rounds);
}

async function measure({ items, isHeld }: Case, seconds: number): Promise<Record<PhaseName, Phase>> {
  const database = await probeDatabase();
  const probe = await Probe.start(database, { MAX_ACTIVE_BATCHES: '1000', LEASE_SECONDS: '30' });
  const feeder = new Feeder(probe, database, items);
  try {
    await delay(WARM_UP * 1000);
    const before = await phase(database, seconds);
    const during = isHeld ? await whileHeld(database, () => phase(database, seconds)) : await phase(database, seconds);
    return { before, during, after: await phase(database, seconds) };
  } finally {
    try {
      await feeder.stop();
    } finally {
      await probe.stop('SIGTERM');
      await database.drop();
    }
  }
}

/** Does the work while a connection of its own is idle in a transaction whose snapshot is taken. */
const whileHeld = (database: TestDatabase, work: () => Promise<Phase>): Promise<Phase> =>
  database.session(async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    try {
      await client.query('SELECT count(*) FROM batches');
      return await work();
    } finally {
      await client.query('COMMIT');
    }
  });

async function phase(database: TestDatabase, seconds: number): Promise<Phase> {
  const start = await progress(database);
  await delay(seconds * 750);
  const late = await progress(database);
  await delay(seconds * 250);
  const end = await progress(database);
  const rows = await database.query<{ name: string; dead: number }>(
    'SELECT relname AS name, n_dead_tup::int AS dead FROM pg_stat_user_tables WHERE n_dead_tup > 0',
  );
  return {
    perSecond: rateOf(start, end),
    lastPerSecond: rateOf(late, end),
    dead: Object.fromEntries(rows.map(({ name, dead }) => [name, dead])),
  };
}

/** How many items had ended, and when, by the database's clock. */
type Progress = Readonly<Record<'ended' | 'at', number>>;

const rateOf = (from: Progress, to: Progress): number => (to.ended - from.ended) / (to.at - from.at);

async function progress(database: TestDatabase): Promise<Progress> {
  const [row] = await database.query<Progress & { failed: number }>(
    `SELECT coalesce(sum(succeeded_count), 0)::float8 AS ended, coalesce(sum(failed_count), 0)::int AS failed,
            extract(epoch FROM clock_timestamp())::float8 AS at FROM batches`,
  );
  if (row?.failed !== 0) throw new Error(`${row?.failed ?? 'Unknown'} items failed that do nothing.`);
  return row;
}

/** Submits batches so that there is always work. */
class Feeder {
  private isStopped = false;
  private readonly loop: Promise<void>;

  constructor(
    private readonly probe: Probe,
    private readonly database: TestDatabase,
    private readonly items: number,
  ) {
    this.loop = this.feed();
    // Told by `stop`; until then the phases go on without work.
    this.loop.catch(() => undefined);
  }

  /** Throws when a submission was refused. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.loop;
  }

  private async feed(): Promise<void> {
    while (!this.isStopped) {
      const [row] = await this.database.query<{ waiting: number }>(
        `SELECT coalesce(sum(total_count - succeeded_count), 0)::int AS waiting FROM batches WHERE completed_at IS NULL`,
      );
      const missing = Math.floor((BACKLOG - (row?.waiting ?? 0)) / this.items);
      for (let n = 0; n < missing && !this.isStopped; n += 1)
        if ((await this.probe.submit(Array.from({ length: this.items }, () => ({})))) === undefined)
          throw new Error('A submission was refused.');
      await delay(100);
    }
  }
}

function print({ items, isHeld }: Case, rounds: readonly Record<PhaseName, Phase>[]): void {
  console.log(`\nBatches of ${items}, ${isHeld ? 'a snapshot held during the second phase' : 'nothing held'}`);
  for (const name of PHASES) {
    const phases = rounds.map((round) => round[name]);
    const rates = phases.map(({ perSecond }) => perSecond);
    // Each round against its own beginning: the machine's speed drifts from round to round.
    const share = median(rounds.map((round) => round[name].perSecond / round.before.perSecond));
    const figures = [
      `${median(rates).toFixed(0).padStart(6)} items/s (${Math.min(...rates).toFixed(0)} to ${Math.max(...rates).toFixed(0)})`,
      `${(share * 100).toFixed(0).padStart(4)} % of before`,
      `last quarter ${median(phases.map(({ lastPerSecond }) => lastPerSecond)).toFixed(0)}`,
      deadOf(phases),
    ];
    console.log(`${name.padEnd(8)}${figures.join(', ')}`);
  }
}

/** The tables with the most dead rows, each with the median of the rounds. */
function deadOf(phases: readonly Phase[]): string {
  const names = [...new Set(phases.flatMap(({ dead }) => Object.keys(dead)))];
  const tables = names
    .map((name) => ({ name, dead: median(phases.map(({ dead }) => dead[name] ?? 0)) }))
    .sort((a, b) => b.dead - a.dead);
  const sum = tables.reduce((all, { dead }) => all + dead, 0);
  const most = tables.slice(0, 4).map(({ name, dead }) => `${name} ${dead}`);
  return `dead rows ${sum}${most.length === 0 ? '' : ` (${most.join(', ')})`}`;
}

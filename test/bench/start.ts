import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase } from '../support/postgres.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service, type ServiceOptions } from '../support/service.js';

/** Each start is measured this often; the table shows the median. */
const RUNS = 3;
/** How long a process does nothing before its memory is read, in milliseconds. */
const IDLE_MS = 5000;

/** Goal for the time and memory of a start. */
interface Goal {
  readonly name: string;
  readonly seconds: number;
  readonly mebibytes: number;
}

interface Measured {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** From the start of a process to its first answer, and its memory when idle. */
export async function benchStart(): Promise<void> {
  const lines: string[] = [];
  const measure = async (goal: Goal, options: () => Promise<ServiceOptions>): Promise<void> => {
    const runs: Measured[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await startOnce(await options()));
    lines.push(line(goal, runs));
  };
  const used: string[] = [];
  await measure({ name: 'embedded, first start', seconds: 6, mebibytes: 600 }, () => {
    const dataDir = temporaryDirectory();
    used.push(dataDir);
    return Promise.resolve({ dataDir });
  });
  await measure({ name: 'embedded, later start', seconds: 2, mebibytes: 450 }, () =>
    Promise.resolve({ dataDir: used.pop() ?? '' }),
  );
  const database = await createDatabase();
  await measure({ name: 'on PostgreSQL', seconds: 1.5, mebibytes: 180 }, () =>
    Promise.resolve({ databaseUrl: database.url }),
  );
  await database.drop();
  console.log(`\nStart to first answer, and memory after ${IDLE_MS / 1000} s, medians of ${RUNS}\n${lines.join('\n')}`);
}

async function startOnce(options: ServiceOptions): Promise<Measured> {
  const began = performance.now();
  const service = await Service.start(options);
  try {
    const answer = await service.request('GET', '/api/v1/health', { key: null, checked: false });
    const seconds = (performance.now() - began) / 1000;
    if (answer.status !== 200) throw new Error(`The health route answered ${answer.status}: ${answer.text}`);
    await delay(IDLE_MS);
    return { seconds, mebibytes: residentMebibytes(service.pid) };
  } finally {
    await service.stop();
  }
}

/** Memory of a process as the system counts it. `ps` tells it in KiB on every Unix. */
const residentMebibytes = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

function line(goal: Goal, runs: readonly Measured[]): string {
  const seconds = median(runs.map((run) => run.seconds)).toFixed(1);
  const mebibytes = median(runs.map((run) => run.mebibytes)).toFixed(0);
  return `${goal.name.padEnd(22)} ${seconds} s (goal ${goal.seconds} s)  ${mebibytes} MiB (goal ${goal.mebibytes} MiB)`;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase } from '../support/postgres.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service, type ServiceOptions } from '../support/service.js';
import { median } from './quantiles.js';

/** Each start is measured this often, all of them in turn; the table shows the median and the range. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** How long a process does nothing before its memory is read, in milliseconds. */
const IDLE_MS = 5000;
const BARE = join(__dirname, 'bare-start.cjs');

interface Measured {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** A start of ours, and those that its time is compared with, one after the other. */
interface Start {
  readonly name: string;
  readonly besides: readonly string[];
  readonly measure: () => Promise<Measured>;
}

const NEST = 'bare Nest and Fastify';
const DATABASE = "PGlite's own open";

/**
 * From the start of a process to its first answer, and its memory when idle, beside a Nest service with one route and,
 * for the embedded database, that database's own open of the same directory.
 */
export async function benchStart(): Promise<void> {
  const dataDir = temporaryDirectory();
  await startOnce({ dataDir });
  const database = await createDatabase();
  const starts: readonly Start[] = [
    { name: NEST, besides: [], measure: () => startBare(['nest']) },
    { name: DATABASE, besides: [], measure: () => startBare(['database', join(dataDir, 'postgres')]) },
    { name: 'on PostgreSQL', besides: [NEST], measure: () => startOnce({ databaseUrl: database.url }) },
    { name: 'embedded, later start', besides: [NEST, DATABASE], measure: () => startOnce({ dataDir }) },
    { name: 'embedded, first start', besides: [], measure: () => startOnce({ dataDir: temporaryDirectory() }) },
  ];
  const taken = new Map(starts.map(({ name }) => [name, [] as Measured[]]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { name, measure } of starts) taken.get(name)?.push(await measure());
  await database.drop();
  const seconds = (name: string): number => median((taken.get(name) ?? []).map((one) => one.seconds));
  console.log(`\nStart to first answer, and memory after ${IDLE_MS / 1000} s, medians of ${ROUNDS}; goal 1.5 ×`);
  for (const { name, besides } of starts) {
    const all = taken.get(name) ?? [];
    const range = `${Math.min(...all.map((one) => one.seconds)).toFixed(1)}–${Math.max(...all.map((one) => one.seconds)).toFixed(1)}`;
    const least = besides.reduce((sum, other) => sum + seconds(other), 0);
    const ratio = least === 0 ? '' : `  ${(seconds(name) / least).toFixed(2)} × of ${besides.join(' and ')}`;
    const memory = median(all.map((one) => one.mebibytes)).toFixed(0);
    console.log(`${name.padEnd(22)} ${seconds(name).toFixed(2)} s (${range})  ${memory.padStart(4)} MiB${ratio}`);
  }
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

/** Starts one of the programs that do nothing else, to its answer or, of the database, to its line. */
async function startBare(words: readonly string[]): Promise<Measured> {
  const began = performance.now();
  const child = spawn(process.execPath, [BARE, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString('utf8'));
  if (Number.isInteger(port)) await (await fetch(`http://127.0.0.1:${port}/`)).arrayBuffer();
  const seconds = (performance.now() - began) / 1000;
  await delay(IDLE_MS);
  const mebibytes = residentMebibytes(child.pid ?? 0);
  child.stdin.end();
  await once(child, 'exit');
  return { seconds, mebibytes };
}

/** Memory of a process as the system counts it. `ps` tells it in KiB on every Unix. */
const residentMebibytes = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

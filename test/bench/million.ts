import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MemoryWatch } from '../support/memory.js';
import { Service } from '../support/service.js';
import { openLong, sendLong } from './long-request.js';
import { rowCount, type RowFormat } from './row-count.js';

/** Items of a part; a small batch comes in four parts all the same. */
const PART = Number(process.env['BENCH_PART'] ?? 50_000);
/**
 * The service's heap at most, MiB: half of a machine of 2 GiB, the rest for what is outside of it and for PostgreSQL.
 */
const HEAP_MIB = Number(process.env['BENCH_HEAP_MIB'] ?? 1024);
const FORMATS: readonly RowFormat[] = ['csv', 'xlsx', 'ndjson'];
/** How long a batch may stand still, in milliseconds, before it is given up. */
const STANDSTILL_MS = 120_000;

/** Where a batch is stored. */
export type Place = 'postgres' | 'embedded';

/** What came of a stage, besides its time. */
interface Done {
  readonly amount: number;
  readonly unit: 'items' | 'MB';
  readonly note?: string;
}

/**
 * One batch of as many contacts as no single request takes: in as NDJSON parts, sealed, worked off, exported in three
 * formats and deleted. Each stage with its time, the highest resident memory of the service while it lasted, and the
 * size of the database after it. Throws when a counter or the rows of an export are not as many as the items.
 */
export async function benchMillion(items: number, on: Place): Promise<void> {
  const env = { LOG_LEVEL: 'warn', NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}` };
  const service = await Service.start({ on, env });
  try {
    console.log(`\nOne batch of ${items} contacts, ${on}, heap of at most ${HEAP_MIB} MiB`);
    printRow(['', 'seconds', '', '', 'peak RSS MiB', 'database MB']);
    await takeThrough(service, on, items);
  } catch (error) {
    throw new Error(`The service wrote last:\n${service.output.slice(-3000)}`, { cause: error });
  } finally {
    await (service.isRunning ? service.stop() : service.kill9());
  }
}

async function takeThrough(service: Service, on: Place, items: number): Promise<void> {
  const stage = async (name: string, work: () => Promise<Done>): Promise<void> => {
    const watch = new MemoryWatch(service.pid);
    const from = performance.now();
    let done: Done;
    try {
      done = await work();
    } finally {
      watch.stop();
    }
    const seconds = (performance.now() - from) / 1000;
    const rate = done.amount / seconds;
    const figures = [seconds.toFixed(1), `${rate.toFixed(rate < 100 ? 1 : 0)} ${done.unit}/s`, done.note ?? ''];
    printRow([name, ...figures, watch.highestMiB.toFixed(0), (await databaseMegabytes(service, on)).toFixed(0)]);
  };
  let id = '';
  await stage('in', async () => {
    id = await sendParts(service, items);
    return { amount: items, unit: 'items' };
  });
  await stage('worked off', async () => {
    await workOff(service, id, items);
    return { amount: items, unit: 'items' };
  });
  await requireStored(service, on, items);
  for (const format of FORMATS) await stage(format, () => download(service, id, format, items));
  await stage('deleted', async () => {
    await sendLong(service, { method: 'DELETE', path: `/api/v1/batches/${id}`, status: 204 });
    return { amount: items, unit: 'items' };
  });
  await requireGone(service, on, id);
}

/** The id of the batch, which has all its items and is not sealed yet. */
export async function sendParts(service: Service, items: number): Promise<string> {
  const opened = await sendLong(service, {
    method: 'POST',
    path: '/api/v1/batches/open',
    body: JSON.stringify({ kind: 'contact_analysis', name: `${items} contacts` }),
    status: 201,
  });
  const { id } = opened as { readonly id: string };
  const size = Math.min(PART, Math.ceil(items / 4));
  for (let from = 0; from < items; from += size)
    await sendLong(service, {
      method: 'POST',
      path: `/api/v1/batches/${id}/parts/${from / size + 1}`,
      body: Array.from({ length: Math.min(size, items - from) }, (_, n) => contact(from + n)).join('\n'),
      type: 'application/x-ndjson',
      status: 201,
    });
  return id;
}

const contact = (n: number): string =>
  JSON.stringify({
    id: `million-${n}`,
    data: { name: `Contact ${n}`, email: `million.${n}@example.com`, company: `Example ${n % 1000}`, city: 'Graz' },
  });

interface View {
  readonly status: string;
  readonly counters: Readonly<Record<string, number>>;
}

/** Seals the batch and waits for its end; throws unless each item has succeeded. */
async function workOff(service: Service, id: string, items: number): Promise<void> {
  const path = `/api/v1/batches/${id}`;
  await sendLong(service, {
    method: 'POST',
    path: `${path}/seal`,
    body: JSON.stringify({ expected_items: items }),
    status: 200,
  });
  let [ended, moved] = [0, performance.now()];
  for (;;) {
    const { status, counters } = (await sendLong(service, { method: 'GET', path, status: 200 })) as View;
    const { succeeded = 0, failed = 0, cancelled = 0 } = counters;
    if (['completed', 'partial', 'failed', 'cancelled'].includes(status)) {
      if (status === 'completed' && counters['total'] === items && succeeded === items) return;
      throw new Error(`The batch of ${items} items is ${status}: ${JSON.stringify(counters)}`);
    }
    if (succeeded + failed + cancelled > ended) [ended, moved] = [succeeded + failed + cancelled, performance.now()];
    else if (performance.now() - moved > STANDSTILL_MS)
      throw new Error(`The batch stands still at ${JSON.stringify(counters)}.`);
    await delay(500);
  }
}

async function download(service: Service, id: string, format: RowFormat, items: number): Promise<Done> {
  const from = performance.now();
  const answer = await openLong(service, {
    method: 'GET',
    path: `/api/v1/batches/${id}/export?format=${format}`,
    status: 200,
  });
  const rows = rowCount(format);
  let [firstByteMs, bytes] = [0, 0];
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    if (bytes === 0) firstByteMs = performance.now() - from;
    bytes += chunk.byteLength;
    rows.add(chunk);
  }
  const found = rows.end();
  if (found !== items) throw new Error(`The export as ${format} has ${found} rows of ${items}.`);
  return {
    amount: bytes / 1e6,
    unit: 'MB',
    note: `${(bytes / 1e6).toFixed(1)} MB, first byte after ${(firstByteMs / 1000).toFixed(2)} s`,
  };
}

/** Counts what the items wrote, where that can be looked at while the service runs. */
async function requireStored(service: Service, on: Place, items: number): Promise<void> {
  if (on === 'embedded') return;
  const [row] = await service.sql('SELECT count(*)::int AS n FROM contact_analysis');
  if (row?.['n'] !== items) throw new Error(`${String(row?.['n'])} contacts are stored of ${items}.`);
}

async function requireGone(service: Service, on: Place, id: string): Promise<void> {
  await sendLong(service, { method: 'GET', path: `/api/v1/batches/${id}`, status: 404 });
  if (on === 'embedded') return;
  const [row] = await service.sql('SELECT count(*)::int AS n FROM batch_items');
  if (row?.['n'] !== 0) throw new Error(`${String(row?.['n'])} items are left of the deleted batch.`);
}

/** On PostgreSQL the database without the log of the server, embedded the whole directory. */
async function databaseMegabytes(service: Service, on: Place): Promise<number> {
  if (on === 'embedded') return directoryBytes(service.dataDir) / 1e6;
  const [row] = await service.sql('SELECT pg_database_size(current_database())::float8 AS bytes');
  return Number(row?.['bytes']) / 1e6;
}

const directoryBytes = (directory: string): number =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, name) => sum + (statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

const WIDTHS = [12, 9, 14, 36, 14, 13] as const;

/** Printed as each stage ends: the next one may take an hour. */
const printRow = (cells: readonly string[]): void =>
  console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[at] ?? 0))).join(''));

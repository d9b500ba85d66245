import { setTimeout as delay } from 'node:timers/promises';
import { MemoryWatch } from '../support/memory.js';
import { ownTicks } from '../support/processor-share.js';
import { Service } from '../support/service.js';
import { openLong, sendLong } from './long-request.js';
import type { Place } from './million.js';
import { median } from './quantiles.js';
import { rowCount, type RowFormat } from './row-count.js';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const FORMATS: readonly RowFormat[] = ['csv', 'ndjson', 'xlsx'];
/** Milliseconds of a clock tick. */
const TICK_MS = 10;

interface Measured {
  readonly firstMs: number;
  readonly seconds: number;
  readonly megabytes: number;
  readonly processorMs: number;
  readonly peakMiB: number;
}

/**
 * Exports of one batch of contacts in each format: first byte, rate, processor time of the service for a megabyte
 * (embedded with the database in it) and how far its memory grows; medians of rounds that take turns, after one that
 * does not count.
 */
export async function benchExport(items: number): Promise<void> {
  for (const on of ['postgres', 'embedded'] as const satisfies readonly Place[]) {
    const main = process.env['BENCH_MAIN'];
    const service = await Service.start({
      on,
      env: { LOG_LEVEL: 'warn', MAX_QUEUED_ITEMS: '10000000' },
      ...(main === undefined ? {} : { main }),
    });
    try {
      const id = await store(service, items);
      const measured = new Map<RowFormat, Measured[]>(FORMATS.map((format) => [format, []]));
      for (let round = 0; round <= ROUNDS; round += 1)
        for (const [format, taken] of measured) {
          const one = await download(service, id, format, items);
          if (round > 0) taken.push(one);
        }
      print(`Export of ${items} contacts, ${on}`, measured);
    } finally {
      await service.kill9();
    }
  }
}

async function store(service: Service, items: number): Promise<string> {
  const lines = Array.from({ length: items }, (_, n) => ({
    id: `export-${n}`,
    data: {
      name: `Name Nr. ${n}`,
      email: `n${n}@example.com`,
      company: `Company ${n % 997} Ltd`,
      notes: `Met at the fair of ${1990 + (n % 30)}; ${n * 7919} remarks`,
    },
  }));
  const { id } = (await sendLong(service, {
    method: 'POST',
    path: '/api/v1/batches',
    body: [{ kind: 'contact_analysis' }, ...lines].map((line) => JSON.stringify(line)).join('\n'),
    type: 'application/x-ndjson',
    status: 201,
  })) as { readonly id: string };
  for (;;) {
    const batch = await sendLong(service, { method: 'GET', path: `/api/v1/batches/${id}`, status: 200 });
    const { status } = batch as { readonly status: string };
    if (status === 'completed') return id;
    if (!['pending', 'processing'].includes(status)) throw new Error(`The batch is ${status}.`);
    await delay(500);
  }
}

async function download(service: Service, id: string, format: RowFormat, items: number): Promise<Measured> {
  const watch = new MemoryWatch(service.pid);
  const ticks = ownTicks(service.pid);
  const from = performance.now();
  const answer = await openLong(service, {
    method: 'GET',
    path: `/api/v1/batches/${id}/export?format=${format}`,
    status: 200,
  });
  const chunks: Uint8Array[] = [];
  let firstMs = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    if (chunks.length === 0) firstMs = performance.now() - from;
    chunks.push(chunk);
  }
  const seconds = (performance.now() - from) / 1000;
  const processorMs = (ownTicks(service.pid) - ticks) * TICK_MS;
  const { peakMiB } = watch.stop();
  const rows = rowCount(format);
  for (const chunk of chunks) rows.add(chunk);
  const found = rows.end();
  if (found !== items) throw new Error(`The export as ${format} has ${found} rows of ${items}.`);
  const megabytes = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0) / 1e6;
  return { firstMs, seconds, megabytes, processorMs, peakMiB };
}

function print(title: string, measured: ReadonlyMap<RowFormat, readonly Measured[]>): void {
  console.log(`\n${title}`);
  console.log(['', 'MB', 'first ms', 'MB/s', 'processor ms/MB', 'MiB more'].map((head) => head.padStart(16)).join(''));
  for (const [format, taken] of measured) {
    const of = (value: (one: Measured) => number): number => median(taken.map(value));
    const cells = [
      format,
      of(({ megabytes }) => megabytes).toFixed(1),
      of(({ firstMs }) => firstMs).toFixed(0),
      of(({ megabytes, seconds }) => megabytes / seconds).toFixed(1),
      of(({ processorMs, megabytes }) => processorMs / megabytes).toFixed(0),
      of(({ peakMiB }) => peakMiB).toFixed(0),
    ];
    console.log(cells.map((cell) => cell.padStart(16)).join(''));
  }
}

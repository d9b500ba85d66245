import { setTimeout as delay } from 'node:timers/promises';
import { insertKey, KEYS } from '../support/accounts.js';
import { residentMiB } from '../support/memory.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';
import { insertWaitingBatch, newWaitingBatch } from '../support/waiting-batches.js';
import { quantiles } from './quantiles.js';
import { startRawStreams } from './raw-streams.js';
import { StreamCrowd } from './stream-crowd.js';

/** Live connections that one key may have. */
const PER_KEY = 20;
/** One reader shows what a change takes before it is written to anybody: its commit, and the read of the batch. */
const CROWDS = [1, 1000, 5000];
/** Crowds whose memory can be told from the noise of a heap. */
const LARGE = 1000;
/** Readers that come and go before the first figure is taken, so that code is loaded and compiled. */
const WARM_UP = 200;
/** Changes that are sent to every reader, one after the other. */
const CHANGES = 25;
/** Two changes of a batch are sent at least 250 ms apart. */
const SPACING_MS = 300;

/** A server of event streams. */
interface Target {
  readonly url: string;
  readonly pid: number;
  /** What a reader sends. */
  request(reader: number): string;
  /** Makes one change that every reader is told of. */
  change(nth: number): Promise<unknown>;
}

/** What the readers of one change waited. */
interface FanOut {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Figures extends FanOut {
  readonly kibPerReader: number;
}

/** Server-Sent Events to many readers of one batch: from the change of the batch to its last byte at each reader. */
export async function benchLive(): Promise<void> {
  const database = await createDatabase();
  const batch = newWaitingBatch('ana');
  const { text, values } = insertWaitingBatch(batch, 100);
  await database.query(text, values ?? []);
  const keys = await insertKeys(database, Math.ceil(Math.max(...CROWDS) / PER_KEY));
  const service = await Service.start({ databaseUrl: database.url, env: { LOG_LEVEL: 'warn' } });
  const path = `/api/v1/batches/${batch.id}`;
  try {
    const view = await service.request('GET', path, { key: KEYS.ana, checked: false });
    const raw = await startRawStreams(view.text);
    const rawTarget: Target = {
      url: raw.url,
      pid: raw.pid,
      request: () => requestText('/events', ''),
      change: () => fetch(`${raw.url}/change`, { method: 'POST' }).then((answer) => answer.text()),
    };
    const ours: Target = {
      url: service.url,
      pid: service.pid,
      request: (reader) => requestText(`${path}/events`, `X-API-Key: ${keys[Math.floor(reader / PER_KEY)] ?? ''}\r\n`),
      change: (nth) => service.request('PATCH', path, { body: { priority: PRIORITIES[nth % 2] }, checked: false }),
    };
    try {
      await measure(WARM_UP, [rawTarget, ours], [0, 0]);
      const idle = [residentMiB(raw.pid), residentMiB(service.pid)];
      for (const readers of CROWDS) print(readers, await measure(readers, [rawTarget, ours], idle));
    } finally {
      await raw.stop();
    }
  } finally {
    await service.stop();
    await database.drop();
  }
}

const median = (values: readonly number[]): number => quantiles(values).p50Ms;

const PRIORITIES = ['high', 'low'];

const requestText = (path: string, headers: string): string => `GET ${path} HTTP/1.1\r\nHost: bench\r\n${headers}\r\n`;

async function insertKeys(database: TestDatabase, count: number): Promise<readonly string[]> {
  const keys = Array.from({ length: count }, (_, n) => `live-bench-key-number-${n}-0123456789abcdef`);
  for (const key of keys) {
    const { text, values } = insertKey('ana', key, ['batch:read']);
    await database.query(text, values ?? []);
  }
  return keys;
}

/** Both servers have their readers at once and are measured in turn: what else the machine does slows both. */
async function measure(
  readers: number,
  targets: readonly Target[],
  idleMiB: readonly number[],
): Promise<readonly Figures[]> {
  const crowds: StreamCrowd[] = [];
  try {
    for (const target of targets)
      crowds.push(
        await StreamCrowd.open(
          target.url,
          Array.from({ length: readers }, (_, n) => target.request(n)),
        ),
      );
    const changes = targets.map((): FanOut[] => []);
    for (let nth = 0; nth < CHANGES; nth += 1)
      for (const [n, target] of targets.entries()) {
        await delay(SPACING_MS / targets.length);
        changes[n]?.push(quantiles((await crowds[n]?.readOne(() => target.change(nth))) ?? []));
      }
    return targets.map(({ pid }, n) => ({
      p50Ms: median(changes[n]?.map(({ p50Ms }) => p50Ms) ?? []),
      p99Ms: median(changes[n]?.map(({ p99Ms }) => p99Ms) ?? []),
      kibPerReader: ((residentMiB(pid) - (idleMiB[n] ?? 0)) * 1024) / readers,
    }));
  } finally {
    for (const crowd of crowds) await crowd.close();
  }
}

function print(readers: number, [raw, ours]: readonly Figures[]): void {
  if (raw === undefined || ours === undefined) return;
  console.log(
    `\nOne change of a batch to ${readers.toLocaleString('en')} reader${readers === 1 ? '' : 's'} of its events, from its updated_at to the last byte; medians of ${CHANGES} changes`,
  );
  for (const [name, { p50Ms, p99Ms, kibPerReader }] of [
    ['raw Fastify, a string built once', raw],
    ['Batchwright', ours],
  ] as const) {
    const p50 = `p50 ${p50Ms.toFixed(0).padStart(4)} ms (× ${(p50Ms / raw.p50Ms).toFixed(2)})`;
    const p99 = `p99 ${p99Ms.toFixed(0).padStart(4)} ms (× ${(p99Ms / raw.p99Ms).toFixed(2)})`;
    const memory = readers < LARGE ? '' : `${kibPerReader.toFixed(1)} KiB a reader`;
    console.log(`${name.padEnd(33)} ${p50}  ${p99}  ${memory}`.trimEnd());
  }
}

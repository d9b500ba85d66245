import { Agent, get, type IncomingMessage } from 'node:http';
import { insertKey } from '../support/accounts.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';
import { insertWaitingBatch, newWaitingBatch } from '../support/waiting-batches.js';
import { residentMiB } from '../support/memory.js';
import { quantiles } from './quantiles.js';
import { type RawStreams, startRawStreams } from './raw-streams.js';

/** Connections that one key may have. */
const PER_KEY = 20;
/** Events that every client is sent, one after the other. */
const EVENTS = 20;

interface FanOut {
  readonly name: string;
  readonly clients: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly kibPerClient: number;
}

/** Server-Sent Events to many clients of one batch: from the request that changes it to the last byte at each client. */
export async function benchLive(): Promise<void> {
  const rows: FanOut[] = [];
  for (const clients of [1000, 5000]) {
    const raw = await startRawStreams();
    rows.push(await measure('raw Fastify, a string built once', clients, rawTarget(raw)));
    await raw.stop();
    rows.push(await measureService(clients));
  }
  console.log('\nOne change of a batch to all its clients (Server-Sent Events)');
  for (const { name, clients, p50Ms, p99Ms, kibPerClient } of rows)
    console.log(
      `${name.padEnd(34)} ${String(clients).padStart(5)} clients   p50 ${p50Ms.toFixed(0)} ms   p99 ${p99Ms.toFixed(0)} ms   ${kibPerClient.toFixed(1)} KiB a client`,
    );
}

interface Target {
  readonly pid: number;
  /** Address and headers of a client's stream. */
  stream(client: number): { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  /** Makes one event that every client is sent; resolves when it was taken. */
  fire(turn: number): Promise<unknown>;
}

const rawTarget = (raw: RawStreams): Target => ({
  pid: raw.pid,
  stream: () => ({ url: `${raw.url}/events`, headers: {} }),
  fire: () => fetch(`${raw.url}/fire`, { method: 'POST' }),
});

async function measureService(clients: number): Promise<FanOut> {
  const database = await createDatabase();
  const batch = newWaitingBatch('ana');
  const { text, values } = insertWaitingBatch(batch, 100);
  await database.query(text, values ?? []);
  const keys = await makeKeys(database, Math.ceil(clients / PER_KEY));
  const service = await Service.start({ databaseUrl: database.url, env: { LOG_LEVEL: 'warn' } });
  const key = (client: number): string => keys[Math.floor(client / PER_KEY)] ?? '';
  try {
    return await measure('Batchwright', clients, {
      pid: service.pid,
      stream: (client) => ({
        url: `${service.url}/api/v1/batches/${batch.id}/events`,
        headers: { 'X-API-Key': key(client) },
      }),
      fire: (turn) =>
        service.request('PATCH', `/api/v1/batches/${batch.id}`, {
          body: { priority: turn % 2 === 0 ? 'high' : 'low' },
          judged: false,
        }),
    });
  } finally {
    await service.stop();
    await database.drop();
  }
}

async function makeKeys(database: TestDatabase, count: number): Promise<readonly string[]> {
  const keys = Array.from({ length: count }, (_, n) => `live-bench-key-number-${n}-0123456789abcdef`);
  for (const key of keys) {
    const { text, values } = insertKey('ana', key, ['batch:read']);
    await database.query(text, values ?? []);
  }
  return keys;
}

async function measure(name: string, clients: number, target: Target): Promise<FanOut> {
  const before = residentKib(target.pid);
  const crowd = new Crowd();
  try {
    for (let client = 0; client < clients; client += 100)
      await Promise.all(Array.from({ length: 100 }, (_, n) => crowd.join(target.stream(client + n))));
    const kibPerClient = (residentKib(target.pid) - before) / clients;
    const latencies: number[] = [];
    for (let turn = 0; turn < EVENTS; turn += 1) {
      const arrivals = crowd.nextEvent();
      const firedAt = performance.now();
      await target.fire(turn);
      for (const at of await arrivals) latencies.push(at - firedAt);
      // A client is told at most five times a second; the next change is one of its own.
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return { name, clients, kibPerClient, ...quantiles(latencies) };
  } finally {
    crowd.leave();
  }
}

/** Many readers; each notes when an event has come whole. */
class Crowd {
  private readonly agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  private readonly streams: IncomingMessage[] = [];
  private arrived: number[] = [];
  private tell: (arrivals: readonly number[]) => void = () => undefined;

  join({ url, headers }: ReturnType<Target['stream']>): Promise<void> {
    return new Promise((resolve, reject) => {
      get(url, { headers, agent: this.agent }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`));
        this.streams.push(response);
        response.on('error', () => undefined);
        let isGreeted = false;
        response.on('data', (chunk: Buffer) => {
          if (!chunk.subarray(-2).equals(END) || chunk[0] === COMMENT) return;
          if (!isGreeted) {
            isGreeted = true;
            return resolve();
          }
          this.arrived.push(performance.now());
          if (this.arrived.length === this.streams.length) this.tell(this.arrived);
        });
      }).on('error', reject);
    });
  }

  /** When the next event has come to each. */
  nextEvent(): Promise<readonly number[]> {
    this.arrived = [];
    return new Promise((resolve) => (this.tell = resolve));
  }

  leave(): void {
    for (const stream of this.streams) stream.destroy();
    this.agent.destroy();
  }
}

const END = Buffer.from('\n\n');
const COMMENT = ':'.charCodeAt(0);

const residentKib = (pid: number): number => residentMiB(pid) * 1024;

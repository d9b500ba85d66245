import { Pool } from 'undici';
import { quantiles } from './quantiles.js';

/** What is sent: each client has its own bodies and sends them in turn. */
export interface Load {
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly clients: number;
  readonly seconds: number;
  readonly body: (client: number, nth: number) => string | undefined;
  /** POST by default. */
  readonly method?: 'GET' | 'POST';
  /** Expected status; default 200. */
  readonly expect?: number;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Sends requests from a number of clients, one at a time each, for a time. Throws on any other answer than the expected
 * one.
 */
export async function applyLoad(load: Load): Promise<LoadResult> {
  const pool = new Pool(load.url, { connections: load.clients, pipelining: 1 });
  try {
    await runFor(pool, load, Math.min(2, load.seconds / 2));
    const latencies = await runFor(pool, load, load.seconds);
    return { requestsPerSecond: latencies.length / load.seconds, ...quantiles(latencies) };
  } finally {
    await pool.close();
  }
}

async function runFor(pool: Pool, load: Load, seconds: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1000;
  const client = async (id: number): Promise<void> => {
    for (let nth = 0; performance.now() < end; nth += 1) {
      const startedAt = performance.now();
      const answer = await pool.request({
        path: load.path,
        method: load.method ?? 'POST',
        headers: load.headers,
        body: load.body(id, nth) ?? null,
      });
      const text = await answer.body.text();
      if (answer.statusCode !== (load.expect ?? 200))
        throw new Error(`${load.path} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
      latencies.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: load.clients }, (_, id) => client(id)));
  return latencies;
}

import { KEYS } from '../support/accounts.js';
import { createDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';
import { fillHistory, OWNERS } from './history.js';
import { median } from './quantiles.js';

/** Items of the databases; 10,000,000 on request. */
const SIZES = (process.env['BENCH_SIZES'] ?? '10000,100000,1000000').split(',').map(Number);
/** Requests of each kind; the middle one counts. */
const REQUESTS = 25;

/** Requests that used to take longer the more there was, by name; `nth` makes each one another. */
const READS: Readonly<Record<string, (nth: number, batches: number) => string>> = {
  'list, words found in a name': (nth, batches) => `/api/v1/batches?q=job%20${batches - nth}`,
  'list, words found in a ref': (nth, batches) => `/api/v1/batches?q=ref-${batches - nth}-5`,
  'list, words found nowhere': (nth) => `/api/v1/batches?q=nowhere${nth}`,
  'list, a kind there is none of': () => '/api/v1/batches?kind=profile_ingestion',
  'list, a state there is none of': () => '/api/v1/batches?status=paused',
  'search, an id': (nth, batches) => `/api/v1/search?limit=1&q=b${batches - nth}`,
  'search, a word of one input': (nth, batches) => `/api/v1/search?q=b${1 + nth * Math.floor(batches / 30)}n7`,
  'search, a URL of one input': (nth, batches) => `/api/v1/search?q=https://b${batches - nth}n7.example.com/page`,
  'search, words found nowhere': (nth) => `/api/v1/search?q=nowhere${nth}`,
  'search, the same, one owner': (nth) => `/api/v1/search?owner=${1 + (nth % OWNERS)}&q=nowhere${nth}`,
  'search, a code of every batch': () => '/api/v1/search?q=timeout',
  'contacts by e-mail': (nth) => `/api/v1/contact-analysis?email=c${nth}@example.com`,
  'stats, 30 days': (nth) => `/api/v1/stats?timeframe=30d&owner=${1 + (nth % OWNERS)}`,
  'operations, history': () => '/api/v1/batch/history/',
  'operations, stats': () => '/api/v1/batch/stats/',
  'queue/status': () => '/api/v1/batch-processing/queue/status',
  health: () => '/api/v1/health',
};

/**
 * How long reads take in databases of different sizes, p50 in milliseconds: 100 items in a batch, a failure in each, as
 * many contacts as a fifth of the items. `BENCH_MAIN` is the main file of another build to compare with.
 */
export async function benchGrowth(): Promise<void> {
  const columns = new Map<number, ReadonlyMap<string, number>>();
  for (const items of SIZES) {
    const database = await createDatabase();
    await fillHistory(database, items);
    const main = process.env['BENCH_MAIN'];
    const service = await Service.start({
      databaseUrl: database.url,
      env: { LOG_LEVEL: 'warn' },
      ...(main === undefined ? {} : { main }),
    });
    const figures = new Map<string, number>();
    for (const [name, path] of Object.entries(READS))
      figures.set(name, await measure(service, (nth) => path(nth, items / 100)));
    columns.set(items, figures);
    await service.stop();
    await database.drop();
  }
  console.log(
    `\nReads, p50 in ms by the number of items\n${''.padEnd(32)}${SIZES.map((n) => String(n).padStart(10)).join('')}`,
  );
  for (const name of Object.keys(READS))
    console.log(name.padEnd(32) + SIZES.map((n) => (columns.get(n)?.get(name) ?? 0).toFixed(1).padStart(10)).join(''));
}

async function measure(service: Service, path: (nth: number) => string): Promise<number> {
  const taken: number[] = [];
  for (let nth = 0; nth < REQUESTS; nth += 1) {
    const from = performance.now();
    const answer = await fetch(service.url + path(nth), { headers: { 'X-API-Key': KEYS.admin } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path(nth)} answered ${answer.status}.`);
    taken.push(performance.now() - from);
  }
  return median(taken);
}

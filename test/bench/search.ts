import { existsSync } from 'node:fs';
import { KEYS, seedAccounts } from '../support/accounts.js';
import { offlineSql } from '../support/offline-sql.js';
import { administer, createDatabase, openDatabase, type TestDatabase } from '../support/postgres.js';
import { ownTicks } from '../support/processor-share.js';
import { Service } from '../support/service.js';
import {
  type History,
  HISTORY_OWNERS,
  historyId,
  historyOf,
  personOf,
  sizesOf,
  storeHistory,
} from './search-history.js';

/** Searches of each kind. */
const SEARCHES = Number(process.env['BENCH_REQUESTS'] ?? 40);
/** Pages that are read until something is found. */
const MOST_PAGES = 200;

/** What is searched for, by name; `nth` makes each search another, `of` picks a batch of another age each time. */
const SOUGHT: Readonly<Record<string, (of: (kind: number) => number, nth: number) => string>> = {
  'batch id': (of) => historyId(of(0)),
  'name of one batch': (of) => `Job ${of(0)}`,
  'part of every name': () => 'job',
  'ref of one item': (of) => `ref-${of(0)}-57`,
  'beginning of every ref': () => 'ref-',
  'error code of every batch': () => 'timeout',
  'error code of few batches': () => 'DNS_FAILURE',
  'words of one error': (of) => `host${Math.max(1, Math.round(of(0) / 1000)) * 1000} does not exist`,
  'words of every error': () => 'took too long',
  URL: (of) => `https://b${of(0)}n57.example.com/page`,
  company: (of) => `nordic solar b${of(1)}n57`,
  profile: (of) => `linkedin.com/in/anna-b${of(2)}n57`,
  'e-mail address': (of) => `b${of(3)}n57@example.com`,
  "a person's name": (of, nth) => personOf(of(2), nth),
  'word of every URL': () => 'page',
  'nothing found': (_, nth) => `nowhere${nth}`,
};

/** The times of one kind of search. */
interface Found {
  readonly name: string;
  /** Processor time of the service and of PostgreSQL for one, in milliseconds; 0 where it is not known. */
  readonly processorMs: number;
  readonly firstPageMs: readonly number[];
  readonly foundMs: readonly number[];
  readonly pages: readonly number[];
}

/**
 * Searches in a history of so many items, `npm run bench -- search 10000000`: of all owners and of one. `BENCH_SERVER`
 * is the address of a PostgreSQL to make the database on, instead of the run's own; it is removed afterwards.
 */
export async function benchSearch(items: number): Promise<void> {
  const history = historyOf(items);
  const database = await emptyDatabase();
  try {
    const from = performance.now();
    await storeHistory(database, history);
    console.log(
      `${items.toLocaleString('en')} items in ${history.small} batches of 100 and ${history.large} of 100,000, stored in ` +
        `${((performance.now() - from) / 1000).toFixed(0)} s: ` +
        (await sizesOf(database)).map(({ name, bytes }) => `${name} ${(bytes / 1e6).toFixed(0)} MB`).join(', '),
    );
    await measure(database, history);
  } finally {
    await database.drop();
  }
}

async function measure(database: TestDatabase, history: History): Promise<void> {
  const service = await Service.start({ databaseUrl: database.url, env: { LOG_LEVEL: 'warn' } });
  try {
    for (const owner of [undefined, 2]) {
      printHead(owner === undefined ? 'Searches of all owners' : `Searches of one owner of ${HISTORY_OWNERS}`);
      for (const [name, sought] of Object.entries(SOUGHT)) {
        const before = await processorTicks(service, database);
        const found = await searchAll(service, history, sought, owner);
        let ticks = 0;
        // A session that has ended meanwhile is left out.
        for (const [pid, now] of await processorTicks(service, database)) ticks += now - (before.get(pid) ?? 0);
        printRow({ name, processorMs: (ticks * 10) / SEARCHES, ...found });
      }
    }
  } finally {
    await service.stop();
  }
}

/**
 * What the service and the sessions of the database have used, by process; of a PostgreSQL elsewhere nothing is known.
 */
async function processorTicks(service: Service, database: TestDatabase): Promise<ReadonlyMap<number, number>> {
  const sessions = await database.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  return new Map(
    [service.pid, ...sessions.map(({ pid }) => pid)]
      .filter((pid) => existsSync(`/proc/${pid}/stat`))
      .map((pid) => [pid, ownTicks(pid)]),
  );
}

async function searchAll(
  service: Service,
  { small }: History,
  sought: (of: (kind: number) => number, nth: number) => string,
  owner: number | undefined,
): Promise<Omit<Found, 'name' | 'processorMs'>> {
  const found = { firstPageMs: [] as number[], foundMs: [] as number[], pages: [] as number[] };
  for (let nth = 0; nth < SEARCHES; nth += 1) {
    // Batches of every age; those of an owner and a kind are every twentieth.
    const at = Math.floor(((nth + 0.5) * small) / SEARCHES / 20) * 20;
    const text = sought((kind) => Math.max(1, at + batchOf(kind, owner)), nth);
    const times = await searchOnce(service, text, owner);
    found.firstPageMs.push(times[0] ?? Number.NaN);
    found.foundMs.push(times.reduce((sum, ms) => sum + ms, 0));
    found.pages.push(times.length);
  }
  return found;
}

/** The number below twenty of a batch of a kind, and of an owner. */
const batchOf = (kind: number, owner: number | undefined): number =>
  Array.from({ length: 20 }, (_, n) => n).find(
    (n) => n % 4 === kind && (owner === undefined || 1 + (n % HISTORY_OWNERS) === owner),
  ) ?? 0;

/** Milliseconds of each page until one has a result, or the search is at its end. */
async function searchOnce(service: Service, text: string, owner: number | undefined): Promise<readonly number[]> {
  const times: number[] = [];
  let cursor = '';
  while (times.length < MOST_PAGES) {
    const from = performance.now();
    const query = new URLSearchParams({
      q: text,
      ...(owner === undefined ? {} : { owner: String(owner) }),
      ...(cursor === '' ? {} : { cursor }),
    });
    const answer = await fetch(`${service.url}/api/v1/search?${query.toString()}`, {
      headers: { 'X-API-Key': KEYS.admin },
    });
    const body = (await answer.json()) as { readonly results: readonly unknown[]; readonly next_cursor: string | null };
    if (answer.status !== 200) throw new Error(`A search for ${text} answered ${answer.status}.`);
    times.push(performance.now() - from);
    if (body.results.length > 0 || body.next_cursor === null) break;
    cursor = body.next_cursor;
  }
  return times;
}

function printHead(title: string): void {
  const heads = ['p50', 'p95', 'longest', 'found p50', 'p95', 'longest', 'pages p50', 'most', 'processor'];
  console.log(
    `\n${title}, ${SEARCHES} each: milliseconds of the first page, and until the first result or the end\n${''.padEnd(28)}` +
      heads.map((head) => head.padStart(10)).join(''),
  );
}

function printRow({ name, firstPageMs, foundMs, pages, processorMs }: Found): void {
  const at = (values: readonly number[], part: number): number =>
    [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;
  const cells = [firstPageMs, foundMs].flatMap((values) => [0.5, 0.95, 1].map((part) => at(values, part)));
  const all = [...cells, at(pages, 0.5), at(pages, 1), processorMs];
  console.log(name.padEnd(28) + all.map((value) => value.toFixed(0).padStart(10)).join(''));
}

async function emptyDatabase(): Promise<TestDatabase> {
  const server = process.env['BENCH_SERVER'];
  if (server === undefined) return createDatabase();
  const name = `bench_search_${process.pid}`;
  await administer(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = `${server}/${name}`;
  await offlineSql({ DATABASE_URL: url }, seedAccounts());
  return openDatabase(url, () => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

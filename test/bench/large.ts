import { KEYS } from '../support/accounts.js';
import { createDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';
import { fillHistory } from './history.js';
import { median } from './quantiles.js';
import { printTable, type Row } from './table.js';

/** Items of the large batch, and those of each of the many that have as many together. */
const ITEMS = Number(process.env['BENCH_ITEMS'] ?? 100_000);
const SMALL = 1000;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

const DATABASES = ['postgres', 'embedded'] as const;
const FORMATS = ['ndjson', 'csv', 'xlsx'] as const;

interface Download {
  readonly firstByteMs: number;
  readonly megabytesPerSecond: number;
}

/**
 * One batch of 100,000 contacts, beside as many in batches of 1,000, worked off in the background and exported, on both
 * databases; medians of rounds that take turns. With a `history` of so many items PostgreSQL only, one that has them.
 * `BENCH_MAIN` is the main file of another build to compare with.
 */
export async function benchLarge(history: number | undefined): Promise<void> {
  const full = history === undefined ? undefined : await createDatabase();
  if (full !== undefined && history !== undefined) await fillHistory(full, history);
  const place = full === undefined ? {} : { databaseUrl: full.url };
  for (const on of full === undefined ? DATABASES : DATABASES.slice(0, 1)) {
    const rates: Record<'one' | 'many', number[]> = { one: [], many: [] };
    const downloads = new Map<string, Download[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const main = process.env['BENCH_MAIN'];
      const service = await Service.start({
        on,
        ...place,
        env: { LOG_LEVEL: 'warn', MAX_ACTIVE_BATCHES: '1000', MAX_QUEUED_ITEMS: '10000000' },
        ...(main === undefined ? {} : { main }),
      });
      try {
        const many = Array.from({ length: Math.ceil(ITEMS / SMALL) }, (_, n) =>
          workOff(service, `r${round}m${n}`, SMALL),
        );
        rates.many.push(rateOf(await Promise.all(many), ITEMS));
        const one = await workOff(service, `r${round}one`, ITEMS);
        rates.one.push(rateOf([one], ITEMS));
        for (const format of FORMATS)
          downloads.set(format, [...(downloads.get(format) ?? []), await download(service, one.id, format)]);
      } finally {
        await service.stop();
      }
    }
    printRates(full === undefined ? on : `${on} with ${history} items`, rates, downloads);
  }
  await full?.drop();
}

function printRates(
  on: string,
  rates: Readonly<Record<'one' | 'many', readonly number[]>>,
  downloads: ReadonlyMap<string, readonly Download[]>,
): void {
  const many = `batches of ${SMALL}`;
  printTable(
    `${ITEMS} contacts in the background, ${on}`,
    'items/s',
    [
      { name: many, perSecond: median(rates.many) },
      { name: 'one batch', perSecond: median(rates.one) },
    ],
    many,
  );
  const rows = [...downloads].map(([name, taken]): Row => ({
    name,
    perSecond: median(taken.map(({ megabytesPerSecond }) => megabytesPerSecond)),
    p50Ms: median(taken.map(({ firstByteMs }) => firstByteMs)),
  }));
  printTable(`Its export, ${on} (p50: first byte)`, 'MB/s', rows, '');
}

interface Ended {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

const rateOf = (ended: readonly Ended[], items: number): number =>
  (items * 1000) / (Math.max(...ended.map(({ to }) => to)) - Math.min(...ended.map(({ from }) => from)));

/** Submits so many contacts as one batch and waits for its end; times are those of the batch. */
async function workOff(service: Service, prefix: string, items: number): Promise<Ended> {
  const contact = (_: unknown, n: number): string =>
    JSON.stringify({
      id: `${prefix}-${n}`,
      data: { name: `Contact ${n}`, email: `${prefix}.${n}@example.com`, company: `Example ${n % 1000}`, city: 'Graz' },
    });
  const lines = ['{"kind":"contact_analysis"}', ...Array.from({ length: items }, contact)].join('\n');
  const submit = (): ReturnType<Service['request']> =>
    service.request('POST', '/api/v1/batches', {
      raw: lines,
      headers: { 'Content-Type': 'application/x-ndjson' },
      checked: false,
    });
  let answer = await submit();
  // Few line streams are read at once.
  for (; answer.status === 503 || answer.status === 429; answer = await submit()) await pause(50);
  if (answer.status !== 201) throw new Error(`The submission answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  const id = String(answer.at('id'));
  for (;;) {
    const view = await service.request('GET', `/api/v1/batches/${id}`, { checked: false });
    const [from, to] = [view.at('started_at'), view.at('completed_at')].map((at) => Date.parse(String(at)));
    if (from !== undefined && to !== undefined && !Number.isNaN(to)) return { id, from, to };
    await pause(100);
  }
}

async function download(service: Service, id: string, format: string): Promise<Download> {
  const from = performance.now();
  const answer = await fetch(`${service.url}/api/v1/batches/${id}/export?format=${format}`, {
    headers: { 'X-API-Key': KEYS.admin },
  });
  if (answer.body === null) throw new Error('The export has no body.');
  let firstByteMs = 0;
  let bytes = 0;
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    if (bytes === 0) firstByteMs = performance.now() - from;
    bytes += chunk.byteLength;
  }
  return { firstByteMs, megabytesPerSecond: bytes / 1000 / (performance.now() - from) };
}

const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

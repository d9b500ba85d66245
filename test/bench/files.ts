import { KEYS } from '../support/accounts.js';
import { MemoryWatch } from '../support/memory.js';
import { Service } from '../support/service.js';
import { fileOf, NDJSON, type PlainTable, TYPES } from '../support/table-files.js';
import { median } from './quantiles.js';
import { printTable } from './table.js';

const ROWS = Number(process.env['BENCH_ITEMS'] ?? 100_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const DATABASES = ['postgres', 'embedded'] as const;

/** What is sent: the same contacts in each form. */
interface Sent {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

interface Measured {
  readonly perSecond: number;
  readonly peakMiB: number;
}

/**
 * 100,000 contacts as a CSV file, a workbook and a file of JSON, beside the same as JSON lines with an envelope: rows
 * stored a second, from the first byte of the request to the answer, and how far the memory of the process grows;
 * medians of rounds that take turns.
 */
export async function benchFiles(): Promise<void> {
  for (const on of DATABASES) {
    const measured = new Map<string, Measured[]>();
    for (let round = 0; round < ROUNDS; round += 1)
      for (const sent of forms(`${on}-${round}`)) {
        // A process for each: what another form left in the heap is not counted.
        const service = await Service.start({ on, env: { LOG_LEVEL: 'warn', MAX_QUEUED_ITEMS: '10000000' } });
        try {
          measured.set(sent.name, [...(measured.get(sent.name) ?? []), await store(service, sent)]);
        } finally {
          await service.kill9();
        }
      }
    const rows = [...measured].map(([name, taken]) => ({
      name,
      perSecond: median(taken.map(({ perSecond }) => perSecond)),
      leavesOut: `${Math.round(median(taken.map(({ peakMiB }) => peakMiB)))} MiB more at its peak`,
    }));
    printTable(`${ROWS} contacts stored from a file, ${on}`, 'rows/s', rows, 'JSON lines with an envelope');
  }
}

function forms(name: string): readonly Sent[] {
  const table: PlainTable = {
    headers: ['Contact ID', 'Full name', 'E-mail', 'Company', 'Notes'],
    rows: Array.from({ length: ROWS }, (_, n) => [
      `${name}-${n}`,
      `Name Nr. ${n}`,
      `n${n}@example.com`,
      `Company ${n % 997} Ltd`,
      `Met at the fair of ${1990 + (n % 30)}; ${n * 7919} remarks`,
    ]),
  };
  const items = table.rows.map(([id, person, email, company, notes]) => ({
    id,
    data: { name: person, email, company, notes },
  }));
  const lines = [{ kind: 'contact_analysis' }, ...items].map((line) => JSON.stringify(line)).join('\n');
  const file = (format: 'csv' | 'ndjson' | 'xlsx', title: string): Sent => ({
    name: title,
    path: '/api/v1/batches?kind=contact_analysis',
    type: TYPES[format],
    body: fileOf(table, format, 'utf-8'),
  });
  return [
    {
      name: 'JSON lines with an envelope',
      path: '/api/v1/batches',
      type: NDJSON,
      body: new Uint8Array(Buffer.from(lines)),
    },
    file('ndjson', 'NDJSON file'),
    file('csv', 'CSV file'),
    file('xlsx', 'workbook (.xlsx)'),
  ];
}

async function store(service: Service, { name, path, type, body }: Sent): Promise<Measured> {
  await service.request('GET', '/api/v1/health');
  const watch = new MemoryWatch(service.pid);
  const from = performance.now();
  const answer = await fetch(`${service.url}${path}`, {
    method: 'POST',
    headers: { 'X-API-Key': KEYS.ana, 'Content-Type': type },
    body,
  });
  const text = await answer.text();
  const seconds = (performance.now() - from) / 1000;
  const { peakMiB } = watch.stop();
  if (answer.status !== 201) throw new Error(`${name} was answered ${answer.status}: ${text.slice(0, 500)}`);
  return { perSecond: ROWS / seconds, peakMiB };
}

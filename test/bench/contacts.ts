import { randomUUID } from 'node:crypto';
import { KEYS } from '../support/accounts.js';
import type { Figures } from './engine-rivals.js';
import { applyLoad } from './load.js';
import { takeRounds } from './rounds.js';
import { printTable } from './table.js';
import type { Routes } from './with-routes.js';

/** New contacts of a request. */
const SIZES = [100, 1000] as const;

/** The contacts API: requests of 100 and of 1,000 new contacts. */
export async function benchContacts(routes: Routes, seconds: number): Promise<void> {
  for (const size of SIZES) for (const clients of [1, 8]) await compare(routes, size, clients, seconds);
}

async function compare({ service, raw }: Routes, size: number, clients: number, seconds: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.admin };
  const body = (): string => contacts(size);
  const over = (url: string, path: string) => async (): Promise<Figures> => {
    const { requestsPerSecond, ...times } = await applyLoad({ url, path, headers, clients, seconds, body });
    return { perSecond: requestsPerSecond * size, ...times };
  };
  const rows = await takeRounds([
    {
      name: 'populate and results by hand',
      leavesOut: 'validation, idempotency, limits',
      measure: over(raw.url, '/populate'),
    },
    { name: 'Batchwright S0', measure: over(service.url, '/api/v1/batch-process') },
    {
      name: 'json_populate_recordset alone',
      leavesOut: 'the batch, its items, validation',
      measure: over(raw.url, '/populate-only'),
    },
    {
      name: "TypeORM's insert builder",
      leavesOut: 'the batch, its items, validation',
      measure: over(raw.url, '/builder'),
    },
    {
      name: 'COPY alone',
      leavesOut: 'the batch, its items, conflicts, validation',
      measure: over(raw.url, '/copy'),
    },
  ]);
  printTable(
    `Insert of ${size} rows a request, ${clients} client${clients === 1 ? '' : 's'}`,
    'rows/s',
    rows,
    'populate and results by hand',
  );
}

function contacts(size: number): string {
  const prefix = randomUUID();
  const items = Array.from({ length: size }, (_, n) => ({
    id: `${prefix}-${n}`,
    data: { name: `Contact ${n}`, email: `contact${n}@example.com`, company: 'Example Ltd' },
    priority: 5,
  }));
  return JSON.stringify({ items });
}

import { randomUUID } from 'node:crypto';
import { KEYS } from '../support/accounts.js';
import type { Figures } from './engine-rivals.js';
import { applyLoad } from './load.js';
import { takeRounds } from './rounds.js';
import { printTable } from './table.js';
import type { Routes } from './with-routes.js';

const CONTACTS = 1000;

/** The contacts API: 1,000 new contacts a request. */
export async function benchContacts({ service, raw }: Routes, seconds: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.admin };
  for (const clients of [1, 8]) {
    const over = (url: string, path: string) => async (): Promise<Figures> => {
      const { requestsPerSecond, ...times } = await applyLoad({ url, path, headers, clients, seconds, body: contacts });
      return { perSecond: requestsPerSecond * CONTACTS, ...times };
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
        name: 'COPY alone',
        leavesOut: 'the batch, its items, conflicts, validation',
        measure: over(raw.url, '/copy'),
      },
    ]);
    printTable(
      `Insert of 1,000 rows a request, ${clients} client${clients === 1 ? '' : 's'}`,
      'rows/s',
      rows,
      'populate and results by hand',
    );
  }
}

function contacts(): string {
  const prefix = randomUUID();
  const items = Array.from({ length: CONTACTS }, (_, n) => ({
    id: `${prefix}-${n}`,
    data: { name: `Contact ${n}`, email: `contact${n}@example.com`, company: 'Example Ltd' },
    priority: 5,
  }));
  return JSON.stringify({ items });
}

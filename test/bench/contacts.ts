import { randomUUID } from 'node:crypto';
import { KEYS } from '../support/accounts.js';
import { applyLoad } from './load.js';
import { printTable, type Row } from './table.js';
import type { Routes } from './with-routes.js';

const CONTACTS = 1000;

/** The contacts API: 1,000 new contacts a request. */
export async function benchContacts({ service, raw }: Routes, seconds: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.admin };
  for (const clients of [1, 8]) {
    const measure = async (name: string, url: string, path: string, leavesOut?: string): Promise<Row> => {
      const result = await applyLoad({ url, path, headers, clients, seconds, body: contacts });
      const row = { name, perSecond: result.requestsPerSecond * CONTACTS, p50Ms: result.p50Ms, p99Ms: result.p99Ms };
      return leavesOut === undefined ? row : { ...row, leavesOut };
    };
    const rows = [
      await measure('populate and results by hand', raw.url, '/populate', 'validation, idempotency, limits'),
      await measure('Batchwright S0', service.url, '/api/v1/batch-process'),
      await measure('json_populate_recordset alone', raw.url, '/populate-only', 'the batch, its items, validation'),
      await measure('COPY alone', raw.url, '/copy', 'the batch, its items, conflicts, validation'),
    ];
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

import { KEYS } from '../support/accounts.js';
import { applyLoad } from './load.js';
import { printTable } from './table.js';
import type { Routes } from './with-routes.js';

/** Items of a batch that is submitted. */
const ITEMS = 100;
const SUBMITTERS = 4;
const READERS = 2;

/** Submissions through the shared API, and what a status read takes while the engine works on them. */
export async function benchSubmissions({ service }: Routes, seconds: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.admin };
  const batch = (client: number, nth: number): string =>
    JSON.stringify({
      kind: 'contact_analysis',
      items: Array.from({ length: ITEMS }, (_, n) => ({
        id: `${process.pid}-${client}-${nth}-${n}-${Date.now()}`,
        data: { name: 'Bench' },
      })),
    });
  const first = await service.request('POST', '/api/v1/batches', { body: JSON.parse(batch(0, -1)) as object });
  const submit = applyLoad({
    url: service.url,
    path: '/api/v1/batches',
    headers,
    clients: SUBMITTERS,
    seconds,
    body: batch,
    expect: 201,
  });
  const read = applyLoad({
    url: service.url,
    path: `/api/v1/batches/${String(first.at('id'))}`,
    method: 'GET',
    headers: { 'x-api-key': KEYS.admin },
    clients: READERS,
    seconds,
    body: () => undefined,
  });
  const [submitted, status] = await Promise.all([submit, read]);
  printTable(
    `Batches of ${ITEMS} contacts through POST /api/v1/batches, ${SUBMITTERS} clients, and ${READERS} readers of a status meanwhile`,
    'requests/s',
    [
      {
        name: 'submissions',
        perSecond: submitted.requestsPerSecond,
        p50Ms: submitted.p50Ms,
        p99Ms: submitted.p99Ms,
      },
      { name: 'status reads', perSecond: status.requestsPerSecond, p50Ms: status.p50Ms, p99Ms: status.p99Ms },
    ],
    'submissions',
  );
}

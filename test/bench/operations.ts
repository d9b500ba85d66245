import { KEYS } from '../support/accounts.js';
import type { TestDatabase } from '../support/postgres.js';
import type { Figures } from './engine-rivals.js';
import { applyLoad } from './load.js';
import { takeRounds } from './rounds.js';
import { printTable } from './table.js';
import type { Routes } from './with-routes.js';

const OPERATIONS = 50;

/**
 * The operations API: 50 order updates a request, each client on its own orders, through HTTP with key, validation and
 * rendering.
 */
export async function benchOperations({ service, raw, database }: Routes, seconds: number): Promise<void> {
  for (const clients of [1, 8]) {
    const orders = await makeOrders(database, clients * OPERATIONS);
    const body = (client: number, nth: number): string =>
      JSON.stringify({
        operation_type: 'order_update',
        operations: orders
          .slice(client * OPERATIONS, (client + 1) * OPERATIONS)
          .map((id) => ({ method: 'PATCH', resource_id: id, data: { notes: `Change ${nth}` } })),
      });
    const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.admin };
    const over = (url: string, path: string) => async (): Promise<Figures> => {
      const { requestsPerSecond, ...times } = await applyLoad({ url, path, headers, clients, seconds, body });
      return { perSecond: requestsPerSecond * OPERATIONS, ...times };
    };
    const leavesOut = 'roles, labels, idempotency, limits';
    const rows = await takeRounds([
      { name: 'set-based by hand', leavesOut, measure: over(raw.url, '/set-based') },
      { name: 'Batchwright S1', measure: over(service.url, '/api/v1/batch/') },
      { name: 'one transaction per operation by hand', leavesOut, measure: over(raw.url, '/one-by-one') },
    ]);
    printTable(
      `50 order updates a request, ${clients} client${clients === 1 ? '' : 's'}`,
      'operations/s',
      rows,
      'set-based by hand',
    );
  }
}

async function makeOrders(database: TestDatabase, count: number): Promise<readonly number[]> {
  const rows = await database.query<{ id: number }>(
    `WITH person AS (INSERT INTO users (name, email, role) VALUES ('Bench', gen_random_uuid() || '@bench.example', 'professional') RETURNING id),
          professional AS (INSERT INTO professionals (user_id, is_approved) SELECT id, true FROM person RETURNING id),
          service AS (INSERT INTO services (professional_id, name, price) SELECT id, 'Bench', 10 FROM professional RETURNING id, professional_id)
     INSERT INTO orders (client_id, professional_id, service_id, price)
     SELECT person.id, service.professional_id, service.id, 10 FROM person, service, generate_series(1, $1) RETURNING id`,
    [count],
  );
  return rows.map(({ id }) => Number(id));
}

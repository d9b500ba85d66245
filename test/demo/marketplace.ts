import { call, printRows } from './api.js';
import type { Demo } from './launch.js';

/** The operations API: a small marketplace, and a batch of order updates with one operation that is meant to fail. */
export async function showOperations(demo: Demo): Promise<void> {
  console.log('\nOperations: update orders in one request, one of them with a step that is not allowed');
  const person = await call(demo, 'POST', '/api/v1/users', {
    name: 'Bruno Lima',
    email: 'bruno@example.com',
    role: 'professional',
  });
  const professional = await call(demo, 'POST', '/api/v1/professionals', {
    user_id: person['id'],
    headline: 'Electrician',
  });
  await call(demo, 'PATCH', `/api/v1/professionals/${String(professional['id'])}`, { is_approved: true });
  const service = await call(demo, 'POST', '/api/v1/services', {
    professional_id: professional['id'],
    name: 'Inspection',
    price: '149.90',
  });
  const orders = [];
  for (let n = 0; n < 3; n += 1) orders.push(await call(demo, 'POST', '/api/v1/orders', { service_id: service['id'] }));
  const [first, second, third] = orders.map((order) => Number(order['id']));
  const answer = await call(demo, 'POST', '/api/v1/batch/', {
    operation_type: 'order_update',
    operations: [
      { method: 'PATCH', resource_id: first, data: { status: 'confirmed', notes: 'Bring the long ladder' } },
      { method: 'PATCH', resource_id: second, data: { price: '129.90' } },
      { method: 'PATCH', resource_id: third, data: { status: 'shipped' } },
    ],
  });
  const results = answer['results'] as {
    index: number;
    status: number;
    success: boolean;
    error?: { code: string; message: string };
  }[];
  printRows(
    ['#', 'status', 'outcome'],
    results.map(({ index, status, success, error }) => [
      String(index),
      String(status),
      success ? 'done' : `${error?.code ?? ''}: ${error?.message ?? ''}`,
    ]),
  );
  console.log(
    `  batch ${String(answer['batch_id'])}: ${String(answer['status'])}, ${JSON.stringify(answer['summary'])}`,
  );
}

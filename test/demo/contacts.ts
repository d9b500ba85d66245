import { call } from './api.js';
import type { Demo } from './launch.js';

/** The contacts API: a bulk insert in which one contact occurs twice. */
export async function showContacts(demo: Demo): Promise<void> {
  console.log('\nContacts: insert 1,000 rows in one statement, one id twice');
  const items = Array.from({ length: 999 }, (_, n) => ({
    id: `contact-${n}`,
    data: { name: `Contact ${n}`, email: `contact${n}@example.com`, company: 'Example Ltd', plan: { seats: n % 9 } },
  }));
  const answer = await call(demo, 'POST', '/api/v1/batch-process', {
    items: [...items, { id: 'contact-7', data: { name: 'Again' } }],
  });
  const failed = (answer['results'] as { id: string; status: string; error?: { message: string } }[]).filter(
    ({ status }) => status === 'error',
  );
  console.log(
    `  ${String(answer['successful'])} inserted, ${String(answer['failed'])} failed in ${Number(answer['processing_time_ms']).toFixed(0)} ms`,
  );
  for (const { id, error } of failed) console.log(`  ${id}: ${error?.message ?? ''}`);
}

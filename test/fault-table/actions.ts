import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import type { Reply } from './balancer.js';
import type { Cluster } from './cluster.js';
import type { Acknowledged, Ledger } from './ledger.js';
import type { Place } from './place.js';
import type { Submission } from './submissions.js';
import type { Observations } from './trial.js';

/** Longest wait for a condition of a section, in milliseconds; bounds a hang, measures no speed. */
const WAIT_MS = 100_000;

/** A pause of a random length up to this, in milliseconds. */
export const upTo = (ms: number): Promise<void> => delay(Math.random() * ms);

/** Waits until this many more submissions are acknowledged. Returns the milliseconds it took. */
export async function acknowledgedAgain(ledger: Ledger, more = 1): Promise<number> {
  const began = performance.now();
  const wanted = ledger.acknowledged.length + more;
  await eventually(`${more} submissions more are acknowledged`, () => ledger.acknowledged.length >= wanted, WAIT_MS);
  return performance.now() - began;
}

/** Waits until items have ended in the background since now. Answers the milliseconds it took. */
export async function worksAgain(place: Place): Promise<number> {
  const began = performance.now();
  const [clock] = (await place.peek('SELECT clock_timestamp()::text AS now')) ?? [];
  await eventually(
    'items end again',
    async () => {
      const rows = await place.peek(
        `SELECT FROM batch_items i JOIN batches b ON b.id = i.batch_id
          WHERE b.kind = 'url_analysis' AND b.updated_at > $1 AND i.ended_at > $1 LIMIT 1`,
        [clock?.['now']],
      );
      return rows !== undefined && rows.length > 0;
    },
    WAIT_MS,
  );
  return performance.now() - began;
}

/** Submits once; undefined unless the submission was acknowledged. */
export async function submitOnce(
  place: Place,
  ledger: Ledger,
  submission: Submission,
): Promise<Acknowledged | undefined> {
  const { intent, path, key, body, items } = submission;
  ledger.sent.set(intent, items);
  const reply = await place.balancer.send('POST', path, { key, body, headers: { 'idempotency-key': intent } });
  return ledger.record(reply) ? ledger.acknowledge(submission, reply) : undefined;
}

/** The current batch; undefined when the response did not contain it. */
export async function readBatch(place: Place, batchId: string, key: string): Promise<Reply | undefined> {
  const reply = await place.balancer.send('GET', `/api/v1/batches/${batchId}`, { key });
  return 'failure' in reply || reply.status !== 200 ? undefined : reply;
}

/** Runs a fault that must not end a process, and reports a process that ended. */
export async function withoutDeaths(
  { members }: Cluster,
  seen: Observations,
  fault: () => Promise<void>,
): Promise<void> {
  const before = members.map(({ pid }) => pid);
  await fault();
  members.forEach(({ isRunning, role, output }, n) => {
    if (!isRunning) seen.broken.push(`a process (${role}, ${before[n]}) ended by itself: ${output.slice(-300)}`);
  });
}

import { setTimeout as delay } from 'node:timers/promises';
import { KEYS } from '../support/accounts.js';
import { acknowledgedAgain, readBatch, submitOnce, upTo } from './actions.js';
import type { Acknowledged, Ledger } from './ledger.js';
import { CALLERS } from './load.js';
import type { Place } from './place.js';
import { newSubmission, type Work } from './submissions.js';
import { type Finding, type Observations, underLoad } from './trial.js';

const CANCEL_ROUNDS = 4;
const CANCELLED_WORK: readonly (readonly [Work, number])[] = [
  ['contacts later', 300],
  ['pages', 6],
  ['orders later', 100],
];
/** By when a cancelled batch has ended: a heartbeat, and a second. */
const CANCELLED_MS = 11_000;

export const cancelAtRandom = (place: Place): Promise<Finding> =>
  underLoad(
    place,
    {
      what: `${CALLERS * CANCEL_ROUNDS} batches cancelled twice at a random instant by ${CALLERS} callers`,
      callers: 0,
      never: [
        {
          fault: 'items succeeded after the cancel',
          text: `SELECT b.public_id, i.index FROM batch_items i JOIN batches b ON b.id = i.batch_id
                   JOIN batch_events e ON e.batch_id = b.id AND e.type = 'cancelled'
                  WHERE b.metadata ->> 'intent' LIKE $1 AND i.status = 'succeeded' AND i.ended_at > e.created_at`,
        },
      ],
    },
    async (ledger, seen, prefix) => {
      const counts = { cancelled: 0, tooLate: 0 };
      const caller = async (one: number): Promise<void> => {
        for (let round = 0; round < CANCEL_ROUNDS; round += 1) {
          const [work, size] = CANCELLED_WORK[(one + round) % CANCELLED_WORK.length] ?? ['pages', 6];
          const submission = newSubmission(place, work, `${prefix}-${one}-${round}`, size);
          const batch = await submitOnce(place, ledger, submission);
          if (batch === undefined) continue;
          await upTo(1500);
          if (await cancelTwice(place, ledger, seen, batch)) counts.cancelled += 1;
          else counts.tooLate += 1;
        }
      };
      await Promise.all(Array.from({ length: CALLERS }, (_, one) => caller(one)));
      seen.notes.push(`${counts.cancelled} cancelled, ${counts.tooLate} had ended`);
    },
  );

/** Answers whether the batch was cancelled; false when it had ended before. */
async function cancelTwice(
  place: Place,
  ledger: Ledger,
  seen: Observations,
  { batchId }: Acknowledged,
): Promise<boolean> {
  const cancel = () => place.balancer.send('POST', `/api/v1/batches/${batchId}/cancel`, { key: KEYS.admin });
  const began = performance.now();
  const first = await cancel();
  const isCancelled = ledger.record(first, [409]);
  const second = await cancel();
  if (ledger.record(second, [409]) !== isCancelled)
    seen.broken.push(`the second cancel of ${batchId} differs from the first`);
  for (let looked = 0; isCancelled && performance.now() - began < 2 * CANCELLED_MS; looked += 1) {
    const counters = (await readBatch(place, batchId, KEYS.admin))?.field('counters');
    if (counters !== undefined) {
      ledger.noteCounters(counters);
      const { pending, running } = counters as Readonly<Record<string, number>>;
      if (pending === 0 && running === 0) break;
    }
    await delay(200);
  }
  if (isCancelled) seen.time('cancelled within', performance.now() - began, CANCELLED_MS);
  return isCancelled;
}

const LONG_BATCHES = 6;
const PAUSES_EACH = 9;
/** Batches long enough for the pauses, and enough of them that all others may end first. */
const LONG: readonly (readonly [Work, number])[] = [
  ['pages', 60],
  ['contacts later', 4000],
];

/** `restart` ends the processes that work in good order and starts them again. */
export const pauseOften = (place: Place, restart: () => Promise<void>): Promise<Finding> =>
  underLoad(
    place,
    {
      what: `${LONG_BATCHES * PAUSES_EACH} pauses under load; a restart while paused`,
      mayRefuse: /^SHUTTING_DOWN$/,
      ...(place.name === 'embedded' ? { excuses: { refused: true } } : {}),
      callers: 24,
    },
    async (ledger, seen, prefix) => {
      await acknowledgedAgain(ledger, 10);
      const paused = { held: 0, ended: 0 };
      const follow = async (n: number): Promise<string | undefined> => {
        const [work, size] = LONG[n % LONG.length] ?? ['pages', 60];
        const batch = await submitOnce(place, ledger, newSubmission(place, work, `${prefix}-long-${n}`, size));
        for (let pause = 0; batch !== undefined && pause < PAUSES_EACH; pause += 1) {
          await upTo(300);
          const isHeld = await holdsStill(place, ledger, seen, batch.batchId, pause === PAUSES_EACH - 1);
          if (isHeld) paused.held += 1;
          else paused.ended += 1;
        }
        return batch?.batchId;
      };
      const batches = await Promise.all(Array.from({ length: LONG_BATCHES }, (_, n) => follow(n)));
      await restart();
      await acknowledgedAgain(ledger);
      await delay(2000);
      const left = await Promise.all(batches.map((id) => resumeAfterRestart(place, ledger, seen, id)));
      const kept = left.filter((isPaused) => isPaused).length;
      seen.notes.push(
        `${paused.held} pauses held, ${paused.ended} came after the end; ${kept} paused over the restart`,
      );
    },
  );

/**
 * Pauses, looks whether anything new begins, and resumes unless it is to stay paused. Answers whether there was a
 * pause.
 */
async function holdsStill(
  place: Place,
  ledger: Ledger,
  seen: Observations,
  batchId: string,
  staysPaused: boolean,
): Promise<boolean> {
  const send = (action: string) =>
    place.balancer.send('POST', `/api/v1/batches/${batchId}/${action}`, { key: KEYS.admin });
  if (!ledger.record(await send('pause'), [409])) return false;
  const before = await readBatch(place, batchId, KEYS.admin);
  await upTo(200);
  const after = await readBatch(place, batchId, KEYS.admin);
  const waiting = (reply: typeof before) => (reply?.field('counters') as { pending?: number } | undefined)?.pending;
  for (const reply of [before, after]) if (reply !== undefined) ledger.noteCounters(reply.field('counters'));
  const [first, last] = [waiting(before), waiting(after)];
  if (first !== undefined && last !== undefined && last < first && before?.field('status') === 'paused')
    seen.broken.push(`${first - last} items of a paused batch were begun`);
  if (!staysPaused) ledger.record(await send('resume'), [409]);
  return true;
}

/** Answers whether the batch was still paused. */
async function resumeAfterRestart(
  place: Place,
  ledger: Ledger,
  seen: Observations,
  batchId: string | undefined,
): Promise<boolean> {
  const batch = batchId === undefined ? undefined : await readBatch(place, batchId, KEYS.admin);
  if (batch === undefined || ['completed', 'partial', 'failed'].includes(String(batch.field('status')))) return false;
  if (batch.field('status') !== 'paused')
    seen.broken.push(`a paused batch is ${String(batch.field('status'))} after the restart`);
  ledger.record(await place.balancer.send('POST', `/api/v1/batches/${batchId}/resume`, { key: KEYS.admin }), [409]);
  return true;
}

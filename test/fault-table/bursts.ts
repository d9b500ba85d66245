import { setTimeout as delay } from 'node:timers/promises';
import { residentMiB } from '../support/memory.js';
import { submitOnce } from './actions.js';
import type { Reply } from './balancer.js';
import type { Ledger } from './ledger.js';
import { CALLERS } from './load.js';
import type { Place } from './place.js';
import { newSubmission, type Submission, type Work } from './submissions.js';
import { type Finding, type Observations, underLoad } from './trial.js';

const BURST = 1000;
const CONNECTIONS = 100;
const BURST_ITEMS = 10;
const MAX_MIB = 512;
/** The embedded database lives in the process. */
const MAX_MIB_EMBEDDED = 1024;

export const burst = (place: Place, pids: readonly number[]): Promise<Finding> =>
  underLoad(
    place,
    {
      what: `${BURST} batches of ${BURST_ITEMS} items over ${CONNECTIONS} connections at once`,
      callers: 0,
      endWithinMs: 90_000,
    },
    async (ledger, seen, prefix) => {
      const memory = new PeakMemory(pids);
      const began = performance.now();
      let next = 0;
      const connection = async (): Promise<void> => {
        while (next < BURST) {
          next += 1;
          const work = next % 2 === 0 ? 'contacts later' : 'orders later';
          await submitOnce(place, ledger, newSubmission(place, work, `${prefix}-${next}`, BURST_ITEMS));
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, connection));
      const peak = memory.stop();
      const limit = place.name === 'embedded' ? MAX_MIB_EMBEDDED : MAX_MIB;
      seen.notes.push(
        `answered within ${((performance.now() - began) / 1000).toFixed(1)} s`,
        `memory ${peak} MiB (≤ ${limit})`,
      );
      if (peak > limit) seen.broken.push(`a process took ${peak} MiB, at most ${limit}`);
    },
  );

/** The most memory that one of the processes took, in MiB. */
class PeakMemory {
  private peak = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pids: readonly number[]) {
    this.timer = setInterval(() => this.look(), 100);
  }

  stop(): number {
    clearInterval(this.timer);
    this.look();
    return Math.round(this.peak);
  }

  private look(): void {
    this.peak = Math.max(this.peak, ...this.pids.map(residentMiB));
  }
}

const KEYS_A_KIND = 8;
const ONE_KEY_WORK: readonly Work[] = ['contacts', 'orders', 'contacts later', 'orders later', 'pages'];
/** Tries of one caller until the first request is no longer in progress. */
const MAX_TRIES = 50;

export const oneKey = (place: Place): Promise<Finding> =>
  underLoad(
    place,
    {
      what: `${CALLERS} parallel submissions with one Idempotency-Key, repeated on 409; ${KEYS_A_KIND} keys of each of ${ONE_KEY_WORK.length} kinds`,
      callers: 0,
    },
    async (ledger, seen, prefix) => {
      for (let key = 0; key < KEYS_A_KIND; key += 1)
        for (const work of ONE_KEY_WORK) {
          const submission = newSubmission(place, work, `${prefix}-${key}-${work.replace(' ', '-')}`, 5);
          await submitTogether(place, ledger, seen, submission);
        }
    },
  );

async function submitTogether(place: Place, ledger: Ledger, seen: Observations, submission: Submission): Promise<void> {
  ledger.sent.set(submission.intent, submission.items);
  const replies = (await Promise.all(Array.from({ length: CALLERS }, () => repeat(place, ledger, submission)))).flatMap(
    (reply) => reply ?? [],
  );
  const [first] = replies;
  if (first === undefined) return;
  ledger.acknowledge(submission, first);
  const ids = new Set(replies.map(submission.batchIdOf));
  const bodies = new Set(replies.map(({ status, text }) => `${status} ${submission.isLater ? '' : text}`));
  if (ids.size > 1) seen.broken.push(`${submission.intent}: one key was answered with ${ids.size} batches`);
  if (bodies.size > 1) seen.broken.push(`${submission.intent}: one key was answered with ${bodies.size} bodies`);
}

/** Submits again while the first request with the key is in progress. */
async function repeat(
  place: Place,
  ledger: Ledger,
  { path, key, body, intent }: Submission,
): Promise<Reply | undefined> {
  for (let tried = 0; tried < MAX_TRIES; tried += 1) {
    const reply = await place.balancer.send('POST', path, { key, body, headers: { 'idempotency-key': intent } });
    if (ledger.record(reply)) return reply;
    if ('failure' in reply) return undefined;
    await delay(100 + Math.random() * 200);
  }
  ledger.fault(`a caller was told ${MAX_TRIES} times that its key is in progress or the service busy`);
  return undefined;
}

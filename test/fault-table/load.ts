import { setTimeout as delay } from 'node:timers/promises';
import { KEYS } from '../support/accounts.js';
import type { Acknowledged, Ledger } from './ledger.js';
import type { Place } from './place.js';
import { newSubmission, type Submission, WORK, type Work } from './submissions.js';

/** Callers at once. */
export const CALLERS = 64;
/** Bounds of a caller: batches, tries of one submission, looks at one batch, and its whole time in milliseconds. */
const MAX_ROUNDS = 500;
const MAX_TRIES = 150;
const MAX_LOOKS = 200;
const MAX_MS = 150_000;

const TERMINAL: ReadonlySet<unknown> = new Set(['completed', 'partial', 'failed', 'cancelled']);

/**
 * Callers that submit one batch after the other, each with an Idempotency-Key and as often as it takes, and follow
 * what is worked on later until it has ended. They go on until they are stopped.
 */
export class Load {
  private isStopped = false;
  private readonly began = performance.now();
  private readonly callers: readonly Promise<void>[];

  constructor(
    private readonly place: Place,
    private readonly ledger: Ledger,
    private readonly prefix: string,
    private readonly works: readonly Work[] = WORK,
    callers = CALLERS,
  ) {
    this.callers = Array.from({ length: callers }, (_, caller) => this.call(caller));
  }

  /** Has every caller end the request it is in. What was not acknowledged by then stays so. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.callers);
  }

  private get isOver(): boolean {
    return this.isStopped || performance.now() - this.began > MAX_MS;
  }

  private async call(caller: number): Promise<void> {
    await delay(Math.random() * 500);
    for (let round = 0; round < MAX_ROUNDS && !this.isOver; round += 1) {
      const work = this.works[(caller + round) % this.works.length] ?? 'contacts';
      const submission = newSubmission(this.place, work, `${this.prefix}-${caller}-${round}`);
      const acknowledged = await this.submit(submission);
      if (acknowledged?.isLater === true) await this.follow(acknowledged, submission.key);
      await delay(100 + Math.random() * 400);
    }
  }

  private async submit(submission: Submission): Promise<Acknowledged | undefined> {
    const { intent, path, key, body, items } = submission;
    this.ledger.sent.set(intent, items);
    for (let tried = 0; tried < MAX_TRIES && !this.isOver; tried += 1) {
      const headers = { 'idempotency-key': intent };
      const reply = await this.place.balancer.send('POST', path, { key, body, headers });
      if (this.ledger.record(reply)) return this.ledger.acknowledge(submission, reply);
      await delay(150 + Math.random() * 300);
    }
    return undefined;
  }

  private async follow({ batchId }: Acknowledged, key: string): Promise<void> {
    for (let looked = 0; looked < MAX_LOOKS && !this.isOver; looked += 1) {
      await delay(Math.min(300 + looked * 100, 1000));
      const reply = await this.place.balancer.send('GET', `/api/v1/batches/${batchId}`, { key });
      if ('failure' in reply) continue;
      if (reply.status === 404) this.ledger.fault(`an acknowledged batch was answered 404: ${batchId}`);
      if (reply.status >= 500 && reply.status !== 503)
        this.ledger.fault(`a read was answered ${reply.status}: ${reply.text.slice(0, 200)}`);
      if (reply.status !== 200) continue;
      this.ledger.noteCounters(reply.field('counters'));
      if (TERMINAL.has(reply.field('status'))) return;
    }
  }
}

/** How many batches of the place are open, as the service says; undefined when it cannot say. */
export async function countOpen(place: Place): Promise<number | undefined> {
  let open = 0;
  for (const status of ['pending', 'processing', 'paused']) {
    const path = `/api/v1/batches?status=${status}&total=true&limit=1`;
    const reply = await place.balancer.send('GET', path, { key: KEYS.admin });
    if ('failure' in reply || reply.status !== 200) return undefined;
    open += Number(reply.field('total'));
  }
  return open;
}

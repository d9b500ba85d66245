import { setTimeout as delay } from 'node:timers/promises';
import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { acknowledgedAgain } from './actions.js';
import type { Cluster } from './cluster.js';
import type { Ledger } from './ledger.js';
import { type Finding, type Observations, underLoad } from './trial.js';

const DOWN_MS = 60_000;
/** Callers: each batch is a message, and the pause between tries of one is minutes. */
const CALLERS = 6;
/** By when messages of an endpoint that works arrive, in milliseconds, however others fare. */
const PROMPT_MS = 10_000;
const ALL_ARRIVE_MS = 30_000;
const ENDINGS = ['batch.completed', 'batch.partial', 'batch.failed', 'batch.cancelled'] as const;

/** A receiver that records the messages it accepted, and may be down. */
class Sink {
  isDown = false;
  /** Messages taken, by the id of their batch: the ids they came with. */
  readonly taken = new Map<string, string[]>();
  slowestMs = 0;
  early = 0;

  private constructor(private readonly receiver: WebhookReceiver) {}

  static async start(): Promise<Sink> {
    const receiver = await WebhookReceiver.start();
    const sink = new Sink(receiver);
    receiver.react = ({ id, message }) => {
      receiver.received.length = 0;
      if (sink.isDown) return { status: 204, hangUp: true };
      const batch = String(message.data['batch_id']);
      sink.taken.set(batch, [...(sink.taken.get(batch) ?? []), id]);
      const timestamp: unknown = (message as { timestamp?: unknown }).timestamp;
      sink.slowestMs = Math.max(sink.slowestMs, Date.now() - Date.parse(String(timestamp)));
      if (!['completed', 'partial', 'failed', 'cancelled'].includes(String(message.data['status']))) sink.early += 1;
      return { status: 204 };
    };
    return sink;
  }

  async register(cluster: Cluster, key: string): Promise<void> {
    const body = { url: this.receiver.url('/sink'), events: ENDINGS };
    const reply = await cluster.balancer.send('POST', '/api/v1/webhooks', { key, body });
    if ('failure' in reply || reply.status !== 201)
      throw new Error(`A webhook was not registered: ${JSON.stringify(reply)}`);
  }

  close(): Promise<void> {
    return this.receiver.close();
  }
}

export const sinkDown = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    {
      what: `a webhook sink that is down for ${DOWN_MS / 1000} s beside one that works`,
      callers: CALLERS,
      works: ['contacts', 'contacts later'],
    },
    async (ledger, seen) => {
      const [down, up] = await Promise.all([Sink.start(), Sink.start()]);
      try {
        // Contacts that are inserted at once are ana's, those that are inserted later are otto's.
        await down.register(cluster, KEYS.ana);
        await up.register(cluster, KEYS.otto);
        await acknowledgedAgain(ledger, 10);
        down.isDown = true;
        await delay(DOWN_MS);
        down.isDown = false;
        const before = [...ledger.acknowledged];
        // The schedule of Standard Webhooks pauses for five minutes after the second try; waiting for that would show
        // no more.
        await cluster.read([
          { text: `UPDATE webhook_deliveries SET next_attempt_at = now() WHERE status = 'pending'` },
        ]);
        await allArrive(before, seen, { down, up });
      } finally {
        await cluster.read([{ text: 'DELETE FROM webhook_endpoints' }]);
        await Promise.all([down.close(), up.close()]);
      }
    },
  );

async function allArrive(
  batches: Ledger['acknowledged'],
  seen: Observations,
  { down, up }: { readonly down: Sink; readonly up: Sink },
): Promise<void> {
  const began = performance.now();
  const missing = () =>
    batches.filter(({ batchId, isLater }) => !(isLater ? up : down).taken.has(batchId)).map(({ batchId }) => batchId);
  await eventually('all messages arrive', () => missing().length === 0, ALL_ARRIVE_MS).catch(() => undefined);
  seen.time('all messages after its return', performance.now() - began, ALL_ARRIVE_MS);
  seen.time('slowest message of the sink that works', up.slowestMs, PROMPT_MS);
  if (missing().length > 0) seen.broken.push(`${missing().length} batches without a message, such as ${missing()[0]}`);
  const ids = [...down.taken, ...up.taken].map(([, taken]) => taken);
  const several = ids.filter((taken) => new Set(taken).size > 1).length;
  const repeated = ids.filter((taken) => taken.length > new Set(taken).size).length;
  if (several > 0) seen.broken.push(`${several} batches had messages with different ids`);
  if (down.early + up.early > 0) seen.broken.push(`${down.early + up.early} messages came before the end`);
  seen.notes.push(
    `${down.taken.size} messages to the one that was down, ${up.taken.size} to the other, ${repeated} taken twice`,
  );
}

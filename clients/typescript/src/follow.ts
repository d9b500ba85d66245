import type { Deadline } from './deadline.js';
import { ApiError, BatchDeletedError, BatchwrightError, ConnectionError, TimeoutError } from './errors.js';
import { readEvents, type StreamEvent } from './events.js';
import { type CallOptions, toCall } from './operations.js';
import { backoff, pause } from './pause.js';
import type { components } from './schema.js';
import { type Call, toOwnError, type Transport } from './transport.js';

/** The state of a batch. */
export type Batch = components['schemas']['BatchView'];

/** How to follow a batch. */
export interface FollowOptions extends CallOptions {
  /** How often to ask where no stream can be had, in milliseconds; 2,000 unless told. */
  readonly pollMs?: number | undefined;
  /** `poll` asks from the start; `auto`, the default, only while streams are cut off. */
  readonly mode?: 'auto' | 'poll' | undefined;
  /** How long the service may be out of reach before following fails, in milliseconds; 300,000 unless told. */
  readonly patienceMs?: number | undefined;
  /** Called when the service gets out of reach, with false, and when something comes from it again, with true. */
  readonly onConnection?: ((isConnected: boolean) => void) | undefined;
}

const ENDED: readonly string[] = ['completed', 'partial', 'failed', 'cancelled'];

/** Whether a batch has reached a final state. */
export const hasEnded = ({ status }: Pick<Batch, 'status'>): boolean => ENDED.includes(status);

/** The service writes something every 15 s or more often; a stream silent for longer is dead. */
const SILENCE_MS = 40_000;
/** After so many streams in a row without a single event the way does not carry streams. */
const FRUITLESS = 2;
/** How often is asked before a stream is tried again. */
const POLLS_BETWEEN = 30;

/** What one stream came to. */
interface Ending {
  readonly isLast: boolean;
  readonly events: number;
  readonly waitMs: number;
}

/** Follows one batch over as many streams and questions as it takes; yields every state once, the last is final. */
export class Follower {
  private revision: number | undefined;
  /** When something came from the service last. */
  private heardAt = Date.now();
  private isConnected = true;

  constructor(
    private readonly transport: Transport,
    private readonly id: string,
    private readonly options: FollowOptions,
  ) {}

  async *states(): AsyncGenerator<Batch, void, undefined> {
    let fruitless = this.options.mode === 'poll' ? Infinity : 0;
    for (let lost = 0; ;) {
      const ending = fruitless < FRUITLESS ? yield* this.stream() : yield* this.poll();
      if (ending.isLast) return;
      if (fruitless >= FRUITLESS) fruitless = Number.isFinite(fruitless) ? FRUITLESS - 1 : Infinity;
      else fruitless = ending.events === 0 ? fruitless + 1 : 0;
      lost = ending.events === 0 ? lost + 1 : 0;
      // Never at once: a stream that is cut off after each event must not become a flood of requests.
      await pause(Math.max(ending.waitMs, backoff(Math.min(lost, 4))), this.options.signal);
    }
  }

  /** One stream, from the last state that was seen. */
  private async *stream(): AsyncGenerator<Batch, Ending, undefined> {
    let events = 0;
    let waitMs = 0;
    const { signal, headers, timeoutMs } = this.options;
    const after: Record<string, string> = this.revision === undefined ? {} : { 'Last-Event-ID': String(this.revision) };
    const call = toCall('streamBatchEvents', {
      path: { id: this.id },
      headers: { ...headers, ...after, Accept: 'text/event-stream' },
      signal,
      timeoutMs,
    });
    try {
      const { response, deadline } = await this.transport.open(call, SILENCE_MS);
      try {
        if (response.status === 204) return { isLast: true, events, waitMs };
        for await (const event of readEvents(streamOf(response), () => this.hear(deadline))) {
          events += 1;
          waitMs = event.name === 'shutdown' ? (event.retryMs ?? 3000) : waitMs;
          const batch = this.read(event);
          if (batch !== undefined) yield* this.give(batch);
          if (batch !== undefined && hasEnded(batch)) return { isLast: true, events, waitMs };
        }
      } catch (error) {
        throw toOwnError(error, deadline.signal, call);
      } finally {
        deadline.end();
      }
    } catch (error) {
      this.bear(error);
    }
    return { isLast: false, events, waitMs };
  }

  /** The state that an event brings, unless it is known. Throws when the event says that there will be none. */
  private read(event: StreamEvent): Batch | undefined {
    if (event.name === 'deleted') throw new BatchDeletedError(`The batch ${this.id} was deleted.`);
    if (event.name === 'revoked') throw new ApiError(REVOKED);
    if (event.name === 'reset') this.revision = undefined;
    return event.name === 'snapshot' || event.name === 'changed'
      ? this.news(JSON.parse(event.data) as Batch)
      : undefined;
  }

  /** The time that the caller takes for a state is no silence of the service. */
  private async *give(batch: Batch): AsyncGenerator<Batch, void, undefined> {
    const from = Date.now();
    yield batch;
    this.heardAt += Date.now() - from;
  }

  private news(batch: Batch): Batch | undefined {
    if (this.revision !== undefined && batch.revision <= this.revision) return undefined;
    this.revision = batch.revision;
    return batch;
  }

  /** Asks until it is time to try a stream again. */
  private async *poll(): AsyncGenerator<Batch, Ending, undefined> {
    const { signal, headers, timeoutMs, pollMs = 2000 } = this.options;
    for (let polls = 0; polls < POLLS_BETWEEN; polls += 1) {
      const call = toCall('getBatch', { path: { id: this.id }, headers, signal, timeoutMs });
      const batch = await this.ask(call);
      if (batch === undefined) return { isLast: false, events: 0, waitMs: pollMs };
      const isLast = hasEnded(batch);
      const news = this.news(batch);
      if (news !== undefined) yield* this.give(news);
      if (isLast) return { isLast, events: 1, waitMs: 0 };
      await pause(pollMs, signal);
    }
    return { isLast: false, events: 1, waitMs: 0 };
  }

  /** The present state; undefined when it cannot be had now. */
  private async ask(call: Call): Promise<Batch | undefined> {
    try {
      const batch = await this.transport.json<Batch>(call);
      this.heardAt = Date.now();
      this.connect(true);
      return batch;
    } catch (error) {
      this.bear(error);
      return undefined;
    }
  }

  private hear(deadline: Deadline): void {
    this.heardAt = Date.now();
    this.connect(true);
    deadline.touch();
  }

  private connect(isConnected: boolean): void {
    if (isConnected !== this.isConnected) this.options.onConnection?.(isConnected);
    this.isConnected = isConnected;
  }

  /** Throws an error that time does not change, or that has lasted too long. */
  private bear(error: unknown): void {
    const { signal, patienceMs = 300_000 } = this.options;
    if (signal?.aborted === true || !isPassing(error) || Date.now() - this.heardAt > patienceMs) throw error;
    this.connect(false);
  }
}

const REVOKED = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'The key may no longer read the batch.',
  details: {},
  validationErrors: [],
  traceId: undefined,
  retryAfterMs: undefined,
} as const;

function streamOf({ body, headers }: Response): ReadableStream<Uint8Array> {
  const type = headers.get('content-type') ?? '';
  if (body !== null && type.startsWith('text/event-stream')) return body;
  throw new ConnectionError(`Something on the way answered with ${type} instead of a stream.`);
}

/** Whether following goes on: with another stream, or by asking. What the service itself refuses is final. */
function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 429 || error.status >= 500 || error.code === 'HTTP_ERROR';
  return error instanceof ConnectionError || error instanceof TimeoutError || !(error instanceof BatchwrightError);
}

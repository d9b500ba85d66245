import { Deadline } from './deadline.js';
import { ApiError, BatchwrightError, ConnectionError, errorOf, hasCode, TimeoutError } from './errors.js';
import type { Settings } from './options.js';
import { backoff, pause } from './pause.js';

/** A body that is read once, or a function that makes it anew for every repetition. */
export type Body = string | Uint8Array<ArrayBuffer> | Blob | FormData | (() => ReadableStream<Uint8Array>);

/** One request. */
export interface Call {
  readonly method: string;
  /** From `/api/v1` on. */
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Body | undefined;
  /**
   * Whether a request may be repeated of which nobody knows whether it was carried out. Others are repeated only when
   * the service says that it did not begin.
   */
  readonly isRepeatable: boolean;
  /** false: the body can be read once only, so that the request is never repeated. */
  readonly isRewindable?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the answer, in milliseconds, instead of what the settings say. */
  readonly timeoutMs?: number | undefined;
}

/** A response whose head has come. Whoever has it reads its body, touching the deadline, and ends the deadline. */
export interface Opened {
  readonly response: Response;
  readonly deadline: Deadline;
}

/** Reads an answer; what it throws is a lost try. */
type Read<T> = (opened: Opened) => Promise<T> | T;

/** Codes with which the service says that it did not begin the request. */
const NOT_BEGUN: readonly string[] = [
  'RATE_LIMITED',
  'TOO_MANY_ACTIVE_BATCHES',
  'QUEUE_FULL',
  'OVERLOADED',
  'SHUTTING_DOWN',
  'IDEMPOTENCY_IN_PROGRESS',
];
const hasNotBegun = (error: unknown): boolean => hasCode(error, ...NOT_BEGUN);

/** Bytes a second of a slow line, for which a large body has time besides. */
const SLOW_BYTES = 512 * 1024;

/** Statuses of passing trouble. */
const PASSING = [429, 502, 503, 504];

/** Sends requests; repeats them as long as that is right and the budget allows it. */
export class Transport {
  constructor(readonly settings: Settings) {}

  /** The JSON of the answer; undefined when it has none. A connection lost in the middle of it is one more lost try. */
  json<T>(call: Call): Promise<T> {
    return this.send(call, async ({ response, deadline }) => {
      deadline.touch();
      const text = response.status === 204 ? '' : await response.text();
      deadline.end();
      return (text === '' ? undefined : JSON.parse(text)) as T;
    });
  }

  /** The answer as soon as its head has come; its body may then be silent for `silenceMs`. */
  open(call: Call, silenceMs = call.timeoutMs ?? this.settings.timeoutMs): Promise<Opened> {
    return this.send(call, (opened) => {
      opened.deadline.touch(silenceMs);
      return opened;
    });
  }

  private async send<T>(call: Call, read: Read<T>): Promise<T> {
    const began = Date.now();
    let isLost = false;
    for (let repetition = 0; ; repetition += 1) {
      try {
        return await this.once(call, read);
      } catch (error) {
        if (call.signal?.aborted === true) throw call.signal.reason;
        // An earlier try, of which nobody told that it did not begin, has deleted it.
        if (isLost && call.method === 'DELETE' && hasCode(error, 'NOT_FOUND')) return undefined as T;
        const wait = this.waitBefore(repetition, call, error, Date.now() - began);
        if (wait === undefined) throw error;
        isLost ||= !hasNotBegun(error);
        await pause(wait, call.signal);
      }
    }
  }

  /** How long to wait before the request is repeated, in milliseconds; undefined when it is not. */
  private waitBefore(repetition: number, call: Call, error: unknown, spentMs: number): number | undefined {
    if (repetition >= this.settings.retries || !mayRepeat(call, error)) return undefined;
    const asked = error instanceof ApiError ? error.retryAfterMs : undefined;
    const wait = asked === undefined ? backoff(repetition) : asked + Math.random() * 250;
    return spentMs + wait <= this.settings.retryBudgetMs ? wait : undefined;
  }

  private async once<T>(call: Call, read: Read<T>): Promise<T> {
    const deadline = new Deadline(call.timeoutMs ?? this.settings.timeoutMs + sendingMs(call.body), call.signal);
    try {
      const response = await this.fetch(call, deadline);
      if (!response.ok) throw await errorOf(response);
      return await read({ response, deadline });
    } catch (error) {
      deadline.end();
      throw toOwnError(error, deadline.signal, call);
    }
  }

  private fetch(call: Call, deadline: Deadline): Promise<Response> {
    const { baseUrl, credentials, headers } = this.settings;
    const { method, path, query = {}, body } = call;
    const init: RequestInit & { duplex?: 'half' } = {
      method,
      headers: { Accept: 'application/json', ...headers(), ...call.headers },
      credentials,
      signal: deadline.signal,
      redirect: 'error',
      ...bodyOf(body, deadline),
    };
    return this.settings.fetch(`${baseUrl}${path}${toQuery(query)}`, init);
  }
}

/** The body of a request; while a stream is read, the time to answer begins anew with every piece. */
function bodyOf(body: Body | undefined, deadline: Deadline): RequestInit & { duplex?: 'half' } {
  if (body === undefined) return {};
  if (typeof body !== 'function') return { body };
  const heard = new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, controller) => {
      deadline.touch();
      controller.enqueue(piece);
    },
  });
  return { body: body().pipeThrough(heard), duplex: 'half' };
}

/** How long a slow line needs for a body: of one that is no stream nobody tells when it has been sent. */
function sendingMs(body: Body | undefined): number {
  return (bytesOf(body) / SLOW_BYTES) * 1000;
}

function bytesOf(body: Body | undefined): number {
  if (body === undefined || typeof body === 'function') return 0;
  if (typeof body === 'string') return body.length;
  if (body instanceof Uint8Array) return body.length;
  if (body instanceof Blob) return body.size;
  return [...body.values()].reduce(
    (bytes, value) => bytes + (typeof value === 'string' ? value.length : value.size),
    0,
  );
}

function mayRepeat({ isRepeatable, isRewindable = true }: Call, error: unknown): boolean {
  if (!isRewindable) return false;
  if (error instanceof ApiError) return hasNotBegun(error) || (isRepeatable && PASSING.includes(error.status));
  return isRepeatable && (error instanceof ConnectionError || error instanceof TimeoutError);
}

/** The error that the caller gets for whatever `fetch` threw. */
export function toOwnError(error: unknown, signal: AbortSignal, call: Pick<Call, 'method' | 'path'>): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof BatchwrightError) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ConnectionError(`${call.method} ${call.path} got no complete answer: ${reason}`, { cause: error });
}

function toQuery(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  if (given.length === 0) return '';
  const parameters = new URLSearchParams();
  for (const [name, value] of given)
    parameters.append(name, value instanceof Date ? value.toISOString() : String(value));
  return `?${parameters.toString()}`;
}

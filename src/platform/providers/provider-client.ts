import type { ZodType } from 'zod';
import { abortReason, pause } from '../concurrency/abort.js';
import type { RequestPacer } from '../concurrency/request-pacer.js';
import type { Egress, EgressLimits, EgressRequest } from '../egress/egress.types.js';
import { retryAfterSeconds } from '../egress/retry-after.js';
import { AppError } from '../errors/app-error.js';
import { checkReply, MAIN_THREAD_VALUES, parseReply, type Reading } from './read-reply.js';
import { definedOnly } from '../objects/defined-only.js';

/** Codes of a provider's refusal. */
type ProviderFault = 'PROVIDER_AUTH' | 'PROVIDER_RATE_LIMITED' | 'PROVIDER_UNAVAILABLE' | 'HTTP_ERROR';

export interface ProviderOptions {
  /** Name of the provider in error messages: `Wikidata`, `SEC EDGAR`. */
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether requests carry a key of the operator, which refusals then name; default true. */
  readonly hasKey?: boolean;
  /** The provider's published limits; without it requests start at once. */
  readonly pacer?: RequestPacer;
  /** Time limit in milliseconds for one request; default 15 s. */
  readonly timeoutMs?: number;
  /** Largest decoded body in bytes; default 4 MiB. */
  readonly maxBytes?: number;
  /** Further limits of the exchange, for a provider that takes its time. */
  readonly limits?: Partial<EgressLimits>;
  /** Statuses with a provider-specific meaning (SEC answers 403 to too many requests as well). */
  readonly statuses?: Readonly<Record<number, ProviderFault>>;
  /** Code for a status of 300 to 499 without a meaning of its own; default PROVIDER_UNAVAILABLE. */
  readonly rejected?: ProviderFault;
  /**
   * Repetitions of `getJson` and `postJson`; further retries are left to the engine. `broken` (default, once) repeats
   * after a broken connection, a status of 500 or more and a short Retry-After; `any` (twice) after every temporary
   * fault, for a request that costs less than running the item again.
   */
  readonly repeats?: 'broken' | 'any';
}

/** A response, whatever its status. */
export interface ProviderReply {
  readonly status: number;
  /** The value of a header, the first one if it was repeated. */
  header(name: string): string | undefined;
  readonly body: Uint8Array;
  /** The body, parsed when it is first asked for; undefined when it is not JSON or has more than 10,000 values. */
  readonly json: unknown;
}

/**
 * Watches a request with its repetitions: each reply, whatever its status, and each that was sent and not answered in
 * full.
 */
export interface ExchangeWatch {
  onReply(reply: ProviderReply): void;
  onUnanswered(): void;
}

/**
 * Reads a body in a thread, to which it may be handed over. Rejects with the signal's reason, or with the error of a
 * thread.
 */
export type ReplyReading<T> = (reply: ProviderReply, signal: AbortSignal) => Promise<Reading<T>>;

const REPEATS = { broken: 1, any: 2 } as const;
/** Maximum seconds to wait before a repetition; for a longer Retry-After the error is thrown at once. */
const MAX_WAIT_SECONDS = 5;
/** Seconds before the first repetition, four times as many before the next. */
const FIRST_WAIT_SECONDS = 0.1;

/** Errors of a thread that the body is to blame for. */
const UNREADABLE: ReadonlySet<string> = new Set(['PARSE_ERROR', 'PARSE_TIMEOUT']);
/** Egress errors after which the provider has the request, as far as one can tell. */
const SENT: ReadonlySet<string> = new Set([
  'HEADERS_TIMEOUT',
  'TIMEOUT',
  'TOO_SLOW',
  'INCOMPLETE_BODY',
  'PROTOCOL_ERROR',
  'BODY_TOO_LARGE',
  'DECODED_TOO_LARGE',
]);
/** Egress errors that a second attempt often avoids. */
const BROKEN_CONNECTION: ReadonlySet<string> = new Set(['CONNECT_FAILED', 'INCOMPLETE_BODY', 'DNS_FAILURE']);

/**
 * JSON client of one provider: rate limited, bounded in time and size, the response validated by a schema. A provider's
 * own file knows its wire format only.
 * Messages never contain the URL, which may carry a caller's name, nor an API key.
 */
export class ProviderClient {
  constructor(
    private readonly egress: Egress,
    private readonly options: ProviderOptions,
  ) {}

  /**
   * The validated response, or null for 404.
   * @throws AppError PROVIDER_AUTH, PROVIDER_RATE_LIMITED (both maybe with `retryAfter`), PROVIDER_UNAVAILABLE (also
   * for a response that violates the schema), the code of `rejected`; the signal's reason when it aborts.
   */
  getJson<T>(url: URL, schema: ZodType<T>, signal: AbortSignal): Promise<T | null> {
    return this.repeated(signal, () => this.accepted(url, signal, (reply) => this.read(reply, schema)));
  }

  /** Like `getJson` for a POST with a JSON body. */
  postJson<T>(
    url: URL,
    body: unknown,
    schema: ZodType<T>,
    signal: AbortSignal,
    watch?: ExchangeWatch,
  ): Promise<T | null> {
    return this.repeated(signal, () => this.accepted(url, signal, (reply) => this.read(reply, schema), body, watch));
  }

  /**
   * Like `getJson` for a provider whose bodies may be too large for the main thread: `reading` parses and validates
   * them in a thread and brings back what is needed.
   */
  getRead<T>(url: URL, reading: ReplyReading<T>, signal: AbortSignal): Promise<T | null> {
    return this.repeated(signal, () => this.accepted(url, signal, (reply) => this.readWith(reply, reading, signal)));
  }

  /** Like `getRead` for a POST with a JSON body. */
  postRead<T>(url: URL, body: unknown, reading: ReplyReading<T>, signal: AbortSignal): Promise<T | null> {
    const read = (reply: ProviderReply): Promise<T> => this.readWith(reply, reading, signal);
    return this.repeated(signal, () => this.accepted(url, signal, read, body));
  }

  /** One exchange without repetition; every status is returned. Throws PROVIDER_UNAVAILABLE or the signal's reason. */
  ask(url: URL, signal: AbortSignal, body?: unknown, watch?: ExchangeWatch): Promise<ProviderReply> {
    const { pacer } = this.options;
    const exchange = (): Promise<ProviderReply> => this.exchange(url, signal, body, watch);
    return pacer === undefined ? exchange() : pacer.run(signal, exchange);
  }

  /** The error for a status that is neither success nor "not found". */
  refusal(reply: ProviderReply): AppError {
    const { status } = reply;
    const { title, hasKey = true, statuses, rejected = 'PROVIDER_UNAVAILABLE' } = this.options;
    const retryAfter = waitOf(reply);
    const refused = (code: ProviderFault, reason: string, more = {}): AppError =>
      new AppError(code, reason, {
        details: { status, ...more },
        ...definedOnly({ retryAfter }),
      });
    const special = statuses?.[status];
    if (special !== undefined) return refused(special, `${title} answered ${status}.`);
    if (status === 401 || status === 403)
      return refused('PROVIDER_AUTH', `${title} refused the ${hasKey ? 'configured key' : `request (${status})`}.`);
    if (status === 402)
      return refused(
        'PROVIDER_RATE_LIMITED',
        hasKey ? `The account at ${title} has no credits left.` : `${title} asks to be paid (402).`,
      );
    if (status === 429) return refused('PROVIDER_RATE_LIMITED', `${title} allows no more requests for now.`);
    if (status >= 500) return refused('PROVIDER_UNAVAILABLE', `${title} failed (${status}).`);
    const more = rejected === 'PROVIDER_UNAVAILABLE' ? { unusable_reply: true } : {};
    return refused(rejected, `${title} rejected the request (${status}).`, more);
  }

  /** The body of a successful reply, validated on the main thread. Throws PROVIDER_UNAVAILABLE. */
  read<T>(reply: ProviderReply, schema: ZodType<T>): T {
    return this.valueOf(checkReply(reply.json, schema));
  }

  /** The body of a successful reply, read in a thread. Throws PROVIDER_UNAVAILABLE or the signal's reason. */
  async readWith<T>(reply: ProviderReply, reading: ReplyReading<T>, signal: AbortSignal): Promise<T> {
    try {
      return this.valueOf(await reading(reply, signal));
    } catch (error) {
      if (signal.aborted) throw abortReason(signal);
      const isUnreadable = error instanceof AppError && UNREADABLE.has(error.code);
      if (!isUnreadable) throw error;
      throw this.unusable(`${this.options.title} sent a response that takes too long or too much memory to read.`);
    }
  }

  private valueOf<T>(reading: Reading<T>): T {
    if ('value' in reading) return reading.value;
    throw this.unusable(`${this.options.title} ${reading.unusable}`, reading.details);
  }

  private async repeated<T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await request();
      } catch (error) {
        const wait = this.waitBeforeRepeating(error, tries);
        if (wait === null || signal.aborted) throw error;
        await pause(wait * 1_000, signal);
      }
    }
  }

  private waitBeforeRepeating(error: unknown, tries: number): number | null {
    const { repeats = 'broken' } = this.options;
    if (!(error instanceof AppError) || tries > REPEATS[repeats]) return null;
    if (error.code !== 'PROVIDER_UNAVAILABLE' && error.code !== 'PROVIDER_RATE_LIMITED') return null;
    if (error.retryAfter !== undefined) return error.retryAfter <= MAX_WAIT_SECONDS ? error.retryAfter : null;
    const wait = FIRST_WAIT_SECONDS * 4 ** (tries - 1);
    return repeats === 'any' || isBroken(error) ? wait : null;
  }

  private async accepted<T>(
    url: URL,
    signal: AbortSignal,
    read: (reply: ProviderReply) => T | Promise<T>,
    body?: unknown,
    watch?: ExchangeWatch,
  ): Promise<T | null> {
    const reply = await this.ask(url, signal, body, watch);
    watch?.onReply(reply);
    if (reply.status === 404 && this.options.statuses?.[404] === undefined) return null;
    if (reply.status < 200 || reply.status >= 300) throw this.refusal(reply);
    return read(reply);
  }

  private async exchange(
    url: URL,
    signal: AbortSignal,
    body: unknown,
    watch: ExchangeWatch | undefined,
  ): Promise<ProviderReply> {
    if (signal.aborted) throw abortReason(signal);
    const { title, headers, timeoutMs = 15_000, maxBytes = 4 * 1024 * 1024, limits } = this.options;
    const posted: Pick<EgressRequest, 'method' | 'body'> =
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const type: Readonly<Record<string, string>> = body === undefined ? {} : { 'content-type': 'application/json' };
    try {
      const response = await this.egress.request(url, {
        purpose: 'provider',
        ...posted,
        headers: { accept: 'application/json', ...type, ...headers },
        signal,
        // JSON of numbers compresses a hundredfold, so the decoded size bounds memory.
        limits: { totalMs: timeoutMs, wireBytes: maxBytes, decodedBytes: maxBytes, ratio: 1_000, ...limits },
      });
      const header = (name: string): string | undefined => {
        const value = response.headers[name];
        return typeof value === 'string' ? value : value?.[0];
      };
      return new Reply(response.status, header, response.body);
    } catch (error) {
      const reason = error instanceof AppError ? error.code : 'UNKNOWN';
      // Of a request that was called off nobody can say how far it got: the provider may be at work on it.
      if (signal.aborted || SENT.has(reason)) watch?.onUnanswered();
      if (signal.aborted) throw abortReason(signal);
      const cause = { details: { reason }, cause: error };
      throw new AppError('PROVIDER_UNAVAILABLE', `${title} could not be reached.`, cause);
    }
  }

  private unusable(message: string, details: Readonly<Record<string, unknown>> = {}): AppError {
    return new AppError('PROVIDER_UNAVAILABLE', message, { details: { ...details, unusable_reply: true } });
  }
}

class Reply implements ProviderReply {
  private parsed: { readonly json: unknown } | undefined;

  constructor(
    readonly status: number,
    readonly header: (name: string) => string | undefined,
    readonly body: Uint8Array,
  ) {}

  get json(): unknown {
    this.parsed ??= { json: parseReply(this.body, MAIN_THREAD_VALUES) };
    return this.parsed.json;
  }
}

/** Seconds that a reply asks to wait; undefined when it does not say. */
export const waitOf = (reply: ProviderReply): number | undefined =>
  retryAfterSeconds(reply.header('retry-after')) ?? retryAfterSeconds(reply.header('x-ratelimit-reset'));

/** A request that timed out has used up its share of the item's time, so it does not count as broken. */
function isBroken({ code, details }: AppError): boolean {
  const { unusable_reply: isUnusable, reason, status } = details;
  if (code !== 'PROVIDER_UNAVAILABLE' || isUnusable === true) return false;
  return typeof status === 'number' || (typeof reason === 'string' && BROKEN_CONNECTION.has(reason));
}

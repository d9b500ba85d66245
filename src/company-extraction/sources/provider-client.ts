import { setTimeout as delay } from 'node:timers/promises';
import type { ZodType } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import type { Egress, EgressResponse } from '../../platform/egress/egress.types.js';
import { endOf } from '../facts/source-step.js';
import type { RequestPacer } from '../../platform/concurrency/request-pacer.js';

export interface ProviderOptions {
  /** Name of the provider in error messages: `Wikidata`, `SEC EDGAR`. */
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pacer: RequestPacer;
  /** Time limit in milliseconds for one request; default 15 s. */
  readonly timeoutMs?: number;
  /** Largest decoded body in bytes; default 4 MiB. */
  readonly maxBytes?: number;
  /** Statuses with a provider-specific meaning (SEC answers 403 to too many requests as well). */
  readonly statuses?: Readonly<Record<number, 'PROVIDER_AUTH' | 'PROVIDER_RATE_LIMITED' | 'PROVIDER_UNAVAILABLE'>>;
  /** Reads an error from a response with status 200, as MediaWiki sends them. */
  readonly faultIn?: (body: unknown, retryAfter: number | undefined) => AppError | null;
}

/** Maximum seconds to wait before the one repetition; for a longer Retry-After the error is thrown at once. */
const MAX_RETRY_WAIT = 5;

/** Egress errors that a second attempt often avoids. */
const BROKEN_CONNECTION: ReadonlySet<string> = new Set(['CONNECT_FAILED', 'INCOMPLETE_BODY', 'DNS_FAILURE']);

const header = (response: EgressResponse, name: string): string | undefined => {
  const value = response.headers[name];
  return typeof value === 'string' ? value : value?.[0];
};

/** Seconds of a Retry-After header (delta or HTTP date); undefined when it is missing or unparsable. */
export function retryAfterSeconds(value: string | undefined, now: number = Date.now()): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1_000));
}

/**
 * JSON client of one provider: rate limited, bounded in time and size, the response validated by a schema. A request
 * that failed temporarily is repeated once if the provider asks for a wait of at most 5 s; further retries are left to
 * the engine.
 * Messages never contain the URL, which may carry a caller's name, nor an API key.
 */
export class ProviderClient {
  constructor(
    private readonly egress: Egress,
    private readonly options: ProviderOptions,
  ) {}

  /** The validated response, or null for 404. Throws as `CompanySource.find` documents. */
  async getJson<T>(url: URL, schema: ZodType<T>, signal: AbortSignal): Promise<T | null> {
    try {
      return await this.once(url, schema, signal);
    } catch (error) {
      const wait = this.waitBeforeRepeating(error);
      if (wait === null || signal.aborted) throw error;
      await this.pause(wait, signal);
      return this.once(url, schema, signal);
    }
  }

  private waitBeforeRepeating(error: unknown): number | null {
    if (!(error instanceof AppError)) return null;
    if (error.code !== 'PROVIDER_UNAVAILABLE' && error.code !== 'PROVIDER_RATE_LIMITED') return null;
    if (error.retryAfter !== undefined) return error.retryAfter <= MAX_RETRY_WAIT ? error.retryAfter : null;
    const { garbage, reason, status } = error.details;
    if (garbage === true) return null;
    // A request that timed out has used up its share of the company's time, so it is not repeated.
    const passing = typeof status === 'number' || (typeof reason === 'string' && BROKEN_CONNECTION.has(reason));
    return error.code === 'PROVIDER_UNAVAILABLE' && passing ? 0.25 : null;
  }

  private async pause(seconds: number, signal: AbortSignal): Promise<void> {
    try {
      await delay(seconds * 1_000, undefined, { signal });
    } catch (error) {
      if (signal.aborted) throw endOf(signal);
      throw error;
    }
  }

  private async once<T>(url: URL, schema: ZodType<T>, signal: AbortSignal): Promise<T | null> {
    const response = await this.options.pacer.run(signal, () => this.exchange(url, signal));
    if (response.status === 404) return null;
    this.refuseStatus(response);
    const body = this.parse(response);
    const fault = this.options.faultIn?.(body, retryAfterSeconds(header(response, 'retry-after')));
    if (fault !== undefined && fault !== null) throw fault;
    const checked = schema.safeParse(body);
    if (checked.success) return checked.data;
    const places = checked.error.issues.slice(0, 3).map((issue) => issue.path.join('.'));
    throw this.garbage(`${this.options.title} sent a response in an unexpected format.`, { at: places });
  }

  private async exchange(url: URL, signal: AbortSignal): Promise<EgressResponse> {
    const bytes = this.options.maxBytes ?? 4 * 1024 * 1024;
    try {
      return await this.egress.request(url, {
        purpose: 'provider',
        headers: { accept: 'application/json', ...this.options.headers },
        signal,
        // JSON of numbers compresses a hundredfold, so the decoded size bounds memory.
        limits: { totalMs: this.options.timeoutMs ?? 15_000, wireBytes: bytes, decodedBytes: bytes, ratio: 1_000 },
      });
    } catch (error) {
      if (signal.aborted) throw endOf(signal);
      throw new AppError('PROVIDER_UNAVAILABLE', `${this.options.title} could not be reached.`, {
        cause: error,
        details: { reason: error instanceof AppError ? error.code : 'UNKNOWN' },
      });
    }
  }

  private refuseStatus(response: EgressResponse): void {
    const { status } = response;
    if (status >= 200 && status < 300) return;
    const { title, statuses } = this.options;
    const retryAfter = retryAfterSeconds(header(response, 'retry-after'));
    const options = { details: { status }, ...(retryAfter === undefined ? {} : { retryAfter }) };
    const special = statuses?.[status];
    if (special !== undefined) throw new AppError(special, `${title} answered ${status}.`, options);
    if (status === 401 || status === 403)
      throw new AppError('PROVIDER_AUTH', `${title} refused the request (${status}).`, options);
    if (status === 402 || status === 429)
      throw new AppError('PROVIDER_RATE_LIMITED', `${title} allows no more requests for now.`, options);
    if (status >= 500) throw new AppError('PROVIDER_UNAVAILABLE', `${title} failed (${status}).`, options);
    throw this.garbage(`${title} did not understand the request (${status}).`, { status });
  }

  private parse(response: EgressResponse): unknown {
    try {
      return JSON.parse(response.body.toString('utf8'));
    } catch (error) {
      throw new AppError('PROVIDER_UNAVAILABLE', `${this.options.title} did not answer in JSON.`, {
        cause: error,
        details: { garbage: true },
      });
    }
  }

  private garbage(message: string, details: Readonly<Record<string, unknown>>): AppError {
    return new AppError('PROVIDER_UNAVAILABLE', message, { details: { ...details, garbage: true } });
  }
}

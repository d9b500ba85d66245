import { AppError } from '../../platform/errors/app-error.js';
import type { Egress } from '../../platform/egress/egress.types.js';

export interface JsonQuestion {
  /** Name of the provider in error messages: `People Data Labs`. */
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON body of a POST; without it the request is a GET. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
  /** Time limit in milliseconds for the whole exchange. */
  readonly timeoutMs: number;
  /** Maximum bytes of the response. */
  readonly maxBytes: number;
}

export interface JsonAnswer {
  readonly status: number;
  /** The value of a header, the first one if it was repeated. */
  header(name: string): string | undefined;
  /** The parsed body; undefined when it is not JSON. */
  readonly json: unknown;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * One JSON request to a provider. Every HTTP status is returned; a failed request is PROVIDER_UNAVAILABLE with the
 * reason, except an abort, which is rethrown unchanged. Messages contain neither the URL, which names a person, nor an
 * API key.
 */
export async function askJson(egress: Egress, url: URL, question: JsonQuestion): Promise<JsonAnswer> {
  const { title, signal, timeoutMs: totalMs, maxBytes, body } = question;
  const posted = body === undefined ? {} : { method: 'POST' as const, body: JSON.stringify(body) };
  const type: Readonly<Record<string, string>> = body === undefined ? {} : { 'content-type': 'application/json' };
  try {
    const response = await egress.request(url, {
      purpose: 'provider',
      ...posted,
      headers: { accept: 'application/json', ...type, ...question.headers },
      signal,
      // JSON of numbers compresses well, so the decoded size bounds memory.
      limits: { totalMs, wireBytes: maxBytes, decodedBytes: maxBytes, ratio: 1_000, redirects: 0 },
    });
    const header = (name: string): string | undefined => {
      const value = response.headers[name];
      return typeof value === 'string' ? value : value?.[0];
    };
    return { status: response.status, header, json: parse(response.body) };
  } catch (error) {
    if (signal.aborted) throw signal.reason instanceof AppError ? signal.reason : error;
    const reason = error instanceof AppError ? error.code : 'UNKNOWN';
    throw new AppError('PROVIDER_UNAVAILABLE', `${title} could not be reached.`, { details: { reason }, cause: error });
  }
}

/** Maximum wait in seconds taken from a provider. */
const MAX_WAIT = 300;

/** Seconds to wait by `Retry-After` (seconds or date) or a reset time (ISO time or epoch seconds), 1 to 300. */
export function waitSeconds(value: string | undefined, now = Date.now()): number | undefined {
  const text = value?.trim() ?? '';
  const number = /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  // A number above ten years in seconds is an epoch time.
  const seconds = number !== undefined && number < 315_360_000 ? number : undefined;
  const at = number === undefined ? Date.parse(text) : number * 1_000;
  const wait = seconds ?? (Number.isNaN(at) ? undefined : (at - now) / 1_000);
  return wait === undefined ? undefined : Math.min(MAX_WAIT, Math.max(1, Math.ceil(wait)));
}

/** Error for a status that is neither success nor "not found". */
export function refusedBy(title: string, answer: JsonAnswer): AppError {
  const { status } = answer;
  const retryAfter = waitSeconds(answer.header('retry-after')) ?? waitSeconds(answer.header('x-ratelimit-reset'));
  const details = { status };
  if (status === 401 || status === 403)
    return new AppError('PROVIDER_AUTH', `${title} refused the configured key.`, { details });
  if (status === 402)
    return new AppError('PROVIDER_RATE_LIMITED', `The account at ${title} has no credits left.`, { details });
  if (status === 429) {
    return new AppError('PROVIDER_RATE_LIMITED', `${title} allows no more requests for now.`, {
      details,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  }
  if (status >= 500) return new AppError('PROVIDER_UNAVAILABLE', `${title} failed (${status}).`, { details });
  return new AppError('HTTP_ERROR', `${title} rejected the request (${status}).`, { details });
}

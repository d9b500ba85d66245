import { BatchwrightError } from './errors.js';

/** Signed in by the cookie of a session, in a browser. */
export interface Session {
  /** `include` when the page is on another origin than the service; `same-origin` unless told. */
  readonly credentials?: 'same-origin' | 'include';
  /** Name of a header that goes with every request, where something on the way wants a proof against forged ones. */
  readonly header?: string;
  /** Its value, or what gives it before each request. */
  readonly value?: string | (() => string);
}

/** How to reach the service. */
export interface ClientOptions {
  /**
   * Address of the service without `/api/v1`, such as `https://batches.example.com`. In a browser `''` is the page's
   * own origin.
   */
  readonly baseUrl: string;
  /** API key. Exactly one of `apiKey` and `session` is given. */
  readonly apiKey?: string;
  /** Requests carry the cookie of the session that the page is signed in with. */
  readonly session?: Session | true;
  /** Used instead of the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * How long the service may take to answer one request, in milliseconds; for streams, until the next bytes. 30,000
   * unless told. Large bodies have as much more time as a slow line needs for them; a call may have a time of its own.
   */
  readonly timeoutMs?: number;
  /** How often a request is repeated that may be; 4 unless told. 0 turns retries off. */
  readonly retries?: number;
  /** How long one call may take with all its repetitions, in milliseconds; 120,000 unless told. */
  readonly retryBudgetMs?: number;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Options with every default filled in. */
export interface Settings {
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly retryBudgetMs: number;
  readonly credentials: 'omit' | 'same-origin' | 'include';
  /** Headers of the next request. */
  readonly headers: () => Record<string, string>;
}

/** Throws unless the options can work. */
export function readOptions(options: ClientOptions): Settings {
  const { baseUrl, apiKey, session, headers = {} } = options;
  if ((apiKey === undefined) === (session === undefined))
    throw new BatchwrightError('createClient needs either apiKey or session.');
  if (apiKey === '') throw new BatchwrightError('apiKey is empty.');
  const own: Session = typeof session === 'object' ? session : {};
  return {
    baseUrl: readBaseUrl(baseUrl),
    // A bare reference would lose its `this` in browsers.
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    timeoutMs: atLeast('timeoutMs', options.timeoutMs ?? 30_000, 1),
    retries: atLeast('retries', options.retries ?? 4, 0),
    retryBudgetMs: atLeast('retryBudgetMs', options.retryBudgetMs ?? 120_000, 0),
    credentials: session === undefined ? 'omit' : (own.credentials ?? 'same-origin'),
    headers: () => ({ ...headers, ...proofOf(own), ...(apiKey === undefined ? {} : { 'X-API-Key': apiKey }) }),
  };
}

function proofOf({ header, value = '' }: Session): Record<string, string> {
  if (header === undefined) return {};
  return { [header]: typeof value === 'string' ? value : value() };
}

/** The address without `/` and `/api/v1` at its end. Throws unless it can be one. */
export function readBaseUrl(baseUrl: string): string {
  if (baseUrl !== '' && !/^https?:\/\/[^/]/.test(baseUrl))
    throw new BatchwrightError(`baseUrl must begin with http:// or https://, not ${JSON.stringify(baseUrl)}.`);
  return baseUrl.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}

function atLeast(name: string, value: number, least: number): number {
  if (Number.isFinite(value) && value >= least) return value;
  throw new BatchwrightError(`${name} must be a number of at least ${least}, not ${value}.`);
}

import type { Answer } from './answer.js';
import type { ApiChecker } from './api-checker.js';
import { documentOf } from './run-document.js';

export type { Answer };

declare global {
  /** Put there by worker-environment.cjs; undefined outside Jest. */
  var apiCheckerOfWorker: ((text: string) => ApiChecker) | undefined;
}

/** What a request carries besides method and path. */
export interface RequestOptions {
  /** API key; null sends none; default: the client's own. */
  readonly key?: string | null;
  /** JSON body. */
  readonly body?: unknown;
  /** Body as it is, with the headers given; wins over `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** false: the response is not compared with the OpenAPI document. */
  readonly checked?: boolean;
}

/** A client of the service. Every response is checked against the service's OpenAPI document. */
export class Client {
  private checker: Promise<ApiChecker> | undefined;

  constructor(
    readonly url: string,
    private readonly key: string,
    /** Reads the document; unless told the service's own is asked for. */
    private readonly readDocument: (url: string) => Promise<string> = documentOf,
  ) {}

  async request(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const { key = this.key, body, raw, headers = {}, checked = true, signal } = options;
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { 'X-API-Key': key }),
        ...(payload === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { body: payload }),
      ...(signal === undefined ? {} : { signal }),
      redirect: 'manual',
    });
    const answer = await toAnswer(response);
    if (checked) (await this.loadChecker()).check(method, path, answer);
    return answer;
  }

  private loadChecker(): Promise<ApiChecker> {
    this.checker ??= this.readDocument(this.url).then(checkerFor);
    return this.checker;
  }
}

async function checkerFor(text: string): Promise<ApiChecker> {
  if (globalThis.apiCheckerOfWorker !== undefined) return globalThis.apiCheckerOfWorker(text);
  return (await import('./api-checker.js')).ApiChecker.for(text);
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  const body: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
  const at = (...path: readonly (string | number)[]): unknown =>
    path.reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
      body,
    );
  return { status: response.status, headers: response.headers, text, body, at };
}

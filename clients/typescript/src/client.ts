import { Actions } from './actions.js';
import { Batches } from './batches.js';
import { Caller } from './caller.js';
import { Companies } from './companies.js';
import { type ClientOptions, readOptions } from './options.js';
import type { Answer, CallOptions, OperationId, Request } from './operations.js';
import { Contacts, Keys, KindDescriptions, Operations, Profiles, Urls, Webhooks } from './sections.js';
import { Parts } from './parts.js';
import { Transport } from './transport.js';

/** The input of a request by its path. */
export interface RouteRequest extends CallOptions {
  readonly query?: Readonly<Record<string, unknown>>;
  readonly json?: unknown;
  /** Whether it may be repeated though an earlier try may have been carried out; all but POST may. */
  readonly isRepeatable?: boolean;
}

/** A client of one service, as one caller. */
export class BatchwrightClient {
  readonly batches: Batches;
  readonly parts: Parts;
  readonly actions: Actions;
  readonly kinds: KindDescriptions;
  readonly keys: Keys;
  readonly webhooks: Webhooks;
  readonly operations: Operations;
  readonly contacts: Contacts;
  readonly urls: Urls;
  readonly companies: Companies;
  readonly profiles: Profiles;
  private readonly caller: Caller;
  private readonly transport: Transport;

  constructor(options: ClientOptions) {
    const transport = new Transport(readOptions(options));
    const caller = new Caller(transport);
    this.caller = caller;
    this.transport = transport;
    this.batches = new Batches(transport);
    this.parts = new Parts(caller);
    this.actions = new Actions(caller);
    this.kinds = new KindDescriptions(caller);
    this.keys = new Keys(caller);
    this.webhooks = new Webhooks(caller);
    this.operations = new Operations(caller);
    this.contacts = new Contacts(caller);
    this.urls = new Urls(caller);
    this.companies = new Companies(caller, transport);
    this.profiles = new Profiles(caller);
  }

  /** Any operation of the OpenAPI document, by its id: `client.call('getStats', { query: { timeframe: '24h' } })`. */
  call<Id extends OperationId>(id: Id, request: Request<Id> = {}): Promise<Answer<Id>> {
    return this.caller.call(id, request);
  }

  /**
   * Any route by its path, such as one of a kind from outside, which the OpenAPI document of this version does not
   * have.
   */
  request<T>(
    method: string,
    path: `/api/v1/${string}`,
    { query, json, isRepeatable, ...options }: RouteRequest = {},
  ): Promise<T> {
    return this.transport.json<T>({
      method,
      path,
      query,
      headers: { ...(json === undefined ? {} : { 'Content-Type': 'application/json' }), ...options.headers },
      body: json === undefined ? undefined : JSON.stringify(json),
      isRepeatable: isRepeatable ?? method !== 'POST',
      signal: options.signal,
      timeoutMs: options.timeoutMs,
    });
  }
}

/**
 * Makes a client.
 *
 *   const client = createClient({ baseUrl: 'http://127.0.0.1:8000', apiKey });
 *   const { id } = await client.batches.submit({ kind: 'url_analysis', items: ['https://example.com/'] });
 *   const { status, counters } = await client.batches.wait(id);
 */
export const createClient = (options: ClientOptions): BatchwrightClient => new BatchwrightClient(options);

import { type Download, toDownload } from './download.js';
import { BatchwrightError } from './errors.js';
import { type Batch, Follower, type FollowOptions, hasEnded } from './follow.js';
import {
  type FileInput,
  type FileOptions,
  type FileRequest,
  type ImportOptions,
  toFileRequest,
  toParameters,
} from './files.js';
import type { Import, RowCount } from './imports.js';
import { type Answer, type CallOptions, type JsonBody, type Query, toCall } from './operations.js';
import type { components } from './schema.js';
import { type KindName, newKey, type Submission, type SubmitOptions, toBody } from './submission.js';
import type { Transport } from './transport.js';

/** An item of a batch. */
export type Item = components['schemas']['ItemView'];
/** Which batches to list. */
export type BatchFilter = Omit<Query<'listBatches'>, 'cursor'>;
/** Which items to list. */
export type ItemFilter = Omit<Query<'listBatchItems'>, 'cursor'>;

/** Where to search. */
export type SearchFilter = Omit<Query<'searchBatches'>, 'q' | 'cursor'>;
/** What a search has found. */
export type SearchHit = components['schemas']['SearchHit'];

/** How to read a file of mended rows. */
export interface FixedOptions extends FileOptions, CallOptions {
  readonly onInvalid?: 'refuse' | 'skip';
}

/** What became of mended rows. */
export interface Fixed {
  readonly retried: number;
  readonly batch: Batch;
  readonly import: { readonly rows: number; readonly left: RowCount; readonly skipped: RowCount };
}

/** Batches of every kind. */
export class Batches {
  constructor(private readonly transport: Transport) {}

  /** Submits a batch. A call that is repeated for a lost answer makes one batch only. */
  async submit<K extends KindName>(submission: Submission<K>, options: SubmitOptions = {}): Promise<Batch> {
    return (await this.send(submission, options, false)) as Batch;
  }

  /** Checks a submission without storing anything. */
  async check<K extends KindName>(
    submission: Submission<K>,
    options: CallOptions = {},
  ): Promise<components['schemas']['DryRun']> {
    return (await this.send(submission, options, true)) as components['schemas']['DryRun'];
  }

  /** One page of batches, newest first. */
  list(filter: Query<'listBatches'> = {}, options: CallOptions = {}): Promise<Answer<'listBatches'>> {
    return this.transport.json(toCall('listBatches', { query: filter, ...options }));
  }

  /** Every batch of a filter, newest first, page by page as they are asked for. */
  async *all(filter: BatchFilter = {}, options: CallOptions = {}): AsyncGenerator<Batch, void, undefined> {
    for (let cursor: string | undefined; ;) {
      const page = await this.list({ limit: 100, ...filter, ...(cursor === undefined ? {} : { cursor }) }, options);
      yield* page.results;
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }

  /**
   * Everything that words find: a batch by its id or name, an item by its ref, its error or its input; page by page.
   */
  async *search(
    q: string,
    filter: SearchFilter = {},
    options: CallOptions = {},
  ): AsyncGenerator<SearchHit, void, undefined> {
    for (let cursor: string | undefined; ;) {
      const query = { q, ...filter, ...(cursor === undefined ? {} : { cursor }) };
      const page = await this.transport.json<Answer<'searchBatches'>>(toCall('searchBatches', { query, ...options }));
      yield* page.results;
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }

  get(id: string, options: CallOptions = {}): Promise<Batch> {
    return this.transport.json(toCall('getBatch', { path: { id }, ...options }));
  }

  update(id: string, change: JsonBody<'updateBatch'>, options: CallOptions = {}): Promise<Batch> {
    return this.transport.json(toCall('updateBatch', { path: { id }, json: change, ...options }));
  }

  /** Deletes a batch that has ended. */
  delete(id: string, options: CallOptions = {}): Promise<void> {
    return this.transport.json(toCall('deleteBatch', { path: { id }, ...options }));
  }

  /** One page of items, in the order in which they were submitted. */
  itemsPage(
    id: string,
    filter: Query<'listBatchItems'> = {},
    options: CallOptions = {},
  ): Promise<Answer<'listBatchItems'>> {
    return this.transport.json(toCall('listBatchItems', { path: { id }, query: filter, ...options }));
  }

  /** Every item of a filter, page by page as they are asked for. */
  async *items(id: string, filter: ItemFilter = {}, options: CallOptions = {}): AsyncGenerator<Item, void, undefined> {
    for (let cursor: number | undefined; ;) {
      const page = await this.itemsPage(id, { ...filter, ...(cursor === undefined ? {} : { cursor }) }, options);
      yield* page.results;
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }

  /** One item with all its attempts. */
  item(id: string, index: number, options: CallOptions = {}): Promise<Item> {
    return this.transport.json(toCall('getBatchItem', { path: { id, index: String(index) }, ...options }));
  }

  /**
   * Every state of a batch from now on; the last one is final. Over Server-Sent Events, which go on where a lost
   * connection stopped, and by asking where no stream can be had.
   */
  watch(id: string, options: FollowOptions = {}): AsyncGenerator<Batch, void, undefined> {
    return new Follower(this.transport, id, options).states();
  }

  /** Waits until a batch has ended. Abort the signal to stop waiting; the batch runs on. */
  async wait(
    id: string,
    options: FollowOptions & { readonly onProgress?: (batch: Batch) => void } = {},
  ): Promise<Batch> {
    let last: Batch | undefined;
    for await (const batch of this.watch(id, options)) {
      last = batch;
      options.onProgress?.(batch);
    }
    if (last === undefined || !hasEnded(last)) throw new BatchwrightError(`The batch ${id} gave no final state.`);
    return last;
  }

  pause(id: string, options: CallOptions = {}): Promise<Batch> {
    return this.control('pauseBatch', id, options);
  }

  resume(id: string, options: CallOptions = {}): Promise<Batch> {
    return this.control('resumeBatch', id, options);
  }

  cancel(id: string, options: CallOptions = {}): Promise<Batch> {
    return this.control('cancelBatch', id, options);
  }

  /**
   * Ended items again in the same batch: the failed ones, unless `what` says others; `inputs` replaces inputs by index.
   */
  retry(id: string, what: JsonBody<'retryBatch'> = {}, options: CallOptions = {}): Promise<Answer<'retryBatch'>> {
    return this.transport.json(toCall('retryBatch', { path: { id }, json: what, ...options }));
  }

  /** The batch as a file, streamed. */
  async export(id: string, query: Query<'exportBatch'> = {}, options: CallOptions = {}): Promise<Download> {
    const call = toCall('exportBatch', {
      path: { id },
      query,
      ...options,
      headers: { Accept: '*/*', ...options.headers },
    });
    return toDownload(await this.transport.open(call), call.path);
  }

  /**
   * Submits a file with a row for each item; the answer tells how it was read.
   *
   *   await client.batches.import('url_analysis', file, { mapping: { columns: { Website: 'url' } } });
   */
  async import<K extends KindName>(
    kind: K,
    file: FileInput,
    options: ImportOptions<K> = {},
  ): Promise<Batch & { readonly import: Import }> {
    const key = { 'Idempotency-Key': options.idempotencyKey ?? newKey() };
    return this.sendFile('submitBatch', {}, await toFileRequest(file, toParameters(kind, options)), options, key);
  }

  /** Checks a file without storing anything: a verdict for every row. */
  async checkFile<K extends KindName>(
    kind: K,
    file: FileInput,
    options: ImportOptions<K> = {},
  ): Promise<components['schemas']['DryRun'] & { readonly import: Import }> {
    const request = await toFileRequest(file, toParameters(kind, options));
    const query = { ...request.query, validate_only: true };
    return this.sendFile('submitBatch', {}, { ...request, query }, options, {});
  }

  /** The mended rows of a file that `export` with `only: 'failed'` gave: their items again in the same batch. */
  async importFixed(id: string, file: FileInput, options: FixedOptions = {}): Promise<Fixed> {
    const request = await toFileRequest(file, toParameters(undefined, options));
    return this.sendFile('retryBatch', { id }, request, options, {});
  }

  private sendFile<T>(
    operation: 'submitBatch' | 'retryBatch',
    path: Readonly<Record<string, string>>,
    { body, headers, query, isRewindable }: FileRequest,
    options: CallOptions,
    key: Readonly<Record<string, string>>,
  ): Promise<T> {
    return this.transport.json<T>({
      ...toCall(operation, { path: path as never, headers: { ...headers, ...key, ...options.headers } }),
      query,
      body,
      // Mended rows have no key: nobody knows whether a try without an answer has run them.
      isRepeatable: operation === 'submitBatch' && isRewindable,
      isRewindable,
      signal: options.signal,
      timeoutMs: options.timeoutMs,
    });
  }

  private send(
    submission: { readonly items: readonly unknown[] },
    options: SubmitOptions,
    validateOnly: boolean,
  ): Promise<Answer<'submitBatch'>> {
    const { type, body } = toBody(submission);
    const key: Record<string, string> = validateOnly ? {} : { 'Idempotency-Key': options.idempotencyKey ?? newKey() };
    return this.transport.json(
      toCall('submitBatch', {
        query: validateOnly ? { validate_only: true } : undefined,
        body,
        headers: { 'Content-Type': type, ...key, ...options.headers },
        isRepeatable: true,
        signal: options.signal,
        timeoutMs: options.timeoutMs,
      }),
    );
  }

  /** A control names the state to reach, so that it may be repeated. */
  private control(
    id: 'pauseBatch' | 'resumeBatch' | 'cancelBatch',
    batch: string,
    options: CallOptions,
  ): Promise<Batch> {
    return this.transport.json(toCall(id, { path: { id: batch }, isRepeatable: true, ...options }));
  }
}

import { type Caller, keyed } from './caller.js';
import { type FileInput, type FileOptions, toFileRequest, toParameters } from './files.js';
import type { Batch } from './follow.js';
import type { Answer, CallOptions, Query } from './operations.js';
import type { components } from './schema.js';
import {
  type ItemOf,
  type KindName,
  type OptionsOf,
  type SubmitOptions,
  toLines,
  toPartBody,
  type TypedBody,
} from './submission.js';

/** A batch that gets its items in parts. */
export interface OpenSubmission<K extends KindName = KindName> extends Omit<
  components['schemas']['OpenBatch'],
  'kind' | 'options' | 'priority' | 'start'
> {
  readonly kind: K;
  readonly options?: OptionsOf<K>;
  readonly priority?: Batch['priority'];
  /** When items begin to run: all with the seal, unless told, or each as it comes. */
  readonly start?: components['schemas']['OpenBatch']['start'];
}

/** How to submit a batch in parts. */
export interface PartsOptions extends SubmitOptions {
  /** Most items of a part, 1 to 100,000; 5,000 unless told. */
  readonly partSize?: number;
  /** Called after every part. */
  readonly onPart?: (stored: StoredPart) => void;
}

/** A part that is stored. */
export type StoredPart = components['schemas']['StoredPart'];

/** How to store a part. */
export interface PartOptions extends CallOptions {
  /** Checks the part and tells what it would be; nothing is stored. */
  readonly validateOnly?: boolean | undefined;
}

/** How to read a file that is a part. */
export interface PartFileOptions extends FileOptions, PartOptions {
  /** What a bad row does: refuses the part (default), is left out, or is recorded as a failed item. */
  readonly onInvalid?: 'refuse' | 'skip' | 'fail_items';
}

/** Most characters of a part: the service takes 64 MiB. */
const PART_CHARACTERS = 8 * 1024 * 1024;

/** Batches of more items than one request carries: opened, filled part by part, and sealed. */
export class Parts {
  constructor(private readonly caller: Caller) {}

  /**
   * Submits any number of items, of which one part at a time is held in memory, and seals the batch. Where it fails the
   * batch stays open; the same call with the same `idempotencyKey` and the same items goes on with it, and stores no
   * part twice.
   *
   *   const { id } = await client.parts.submit({ kind: 'url_analysis' }, urlsOf(file), { idempotencyKey: file });
   */
  async submit<K extends KindName>(
    submission: OpenSubmission<K>,
    items: Iterable<ItemOf<K>> | AsyncIterable<ItemOf<K>>,
    { partSize = 5000, onPart, ...options }: PartsOptions = {},
  ): Promise<Batch> {
    const { id } = await this.open(submission, options);
    const { signal, timeoutMs, headers } = options;
    const each: CallOptions = { signal, timeoutMs, headers };
    let part = 0;
    let count = 0;
    for await (const lines of partsOf(items, partSize)) {
      part += 1;
      count += lines.length;
      const stored = await this.send(id, part, toLines(lines), each);
      onPart?.(stored);
    }
    return this.seal(id, count, each);
  }

  /** Opens a batch without items. A call that is repeated for a lost answer opens one batch only. */
  async open<K extends KindName>(submission: OpenSubmission<K>, options: SubmitOptions = {}): Promise<Batch> {
    return (await this.caller.call('openBatch', { json: submission as never, ...keyed(options) })) as Batch;
  }

  /** Stores a part under a number of yours, 1 to 100,000: the same number with the same items is stored once. */
  append<K extends KindName>(
    id: string,
    part: number,
    items: readonly ItemOf<K>[],
    options: PartOptions = {},
  ): Promise<StoredPart> {
    return this.send(id, part, toPartBody(items), options);
  }

  /**
   * Stores a file as a part under a number of yours. Its columns are those of the first file of the batch; the answer
   * tells how it was read.
   */
  async appendFile(
    id: string,
    part: number,
    file: FileInput,
    { signal, timeoutMs, validateOnly, ...options }: PartFileOptions = {},
  ): Promise<StoredPart> {
    const { body, headers, query, isRewindable } = await toFileRequest(file, toParameters(undefined, options));
    // Lines are items as they stand unless the query says that they are those of a file.
    const lines = headers['Content-Type'] === 'application/x-ndjson' ? { format: 'ndjson' as const } : {};
    return this.caller.call('appendPart', {
      path: { id, part: String(part) },
      query: { ...query, ...lines, ...dry(validateOnly) },
      body,
      headers: { ...headers, ...options.headers },
      ...{ isRepeatable: isRewindable, isRewindable, signal, timeoutMs },
    });
  }

  /** One page of the parts that have come, by their numbers. */
  list(id: string, query: Query<'listParts'> = {}, options: CallOptions = {}): Promise<Answer<'listParts'>> {
    return this.caller.call('listParts', { path: { id }, query, ...options });
  }

  /** The batch has all its items, this many of them. */
  seal(id: string, expectedItems: number, options: CallOptions = {}): Promise<Batch> {
    const json = { expected_items: expectedItems };
    return this.caller.call('sealBatch', { path: { id }, json, isRepeatable: true, ...options });
  }

  private send(
    id: string,
    part: number,
    { type, body }: TypedBody,
    { headers, validateOnly, ...options }: PartOptions,
  ): Promise<StoredPart> {
    return this.caller.call('appendPart', {
      path: { id, part: String(part) },
      query: dry(validateOnly),
      body,
      headers: { 'Content-Type': type, ...headers },
      isRepeatable: true,
      ...options,
    });
  }
}

const dry = (validateOnly: boolean | undefined) => (validateOnly === true ? { validate_only: true } : {});

/** Items as lines, as many at a time as go into a part. */
async function* partsOf(
  items: Iterable<unknown> | AsyncIterable<unknown>,
  partSize: number,
): AsyncGenerator<readonly string[], void, undefined> {
  let lines: string[] = [];
  let characters = 0;
  for await (const item of items) {
    const line = JSON.stringify(item);
    if (lines.length >= partSize || (lines.length > 0 && characters + line.length > PART_CHARACTERS)) {
      yield lines;
      lines = [];
      characters = 0;
    }
    lines.push(line);
    characters += line.length;
  }
  if (lines.length > 0) yield lines;
}

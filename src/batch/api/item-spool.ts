import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { readJsonItem } from '../../platform/http/json-body.js';
import { atLeastRate } from '../../platform/http/least-rate.js';
import { MAX_BATCH_ITEMS } from '../model/item.js';
import type { SubmittedItem } from '../model/submission.js';
import { readLines } from './read-lines.js';

/** Longest line in bytes. */
export const LINE_BYTES = 1024 * 1024;
/** Items of one insert: large enough to be fast, small enough for constant memory. */
const CHUNK = 1000;
/** Characters written to the file at once. */
const WRITE_LENGTH = 256 * 1024;

/**
 * Temporary file with the checked items of a large batch, between the network and the transaction: the client may be
 * slow while the transaction must not wait for it, and a repeated transaction reads the items again.
 */
export class ItemSpool {
  private constructor(
    private readonly directory: string,
    readonly count: number,
    /** SHA-256 of the bytes of the body. */
    readonly bodyHash: Buffer,
  ) {}

  /**
   * Reads the whole stream. The first line is passed to `begin`, which returns the function that checks each further
   * line. Throws their errors with the number of the line, from 1; PAYLOAD_TOO_LARGE above `maxBytes`, BATCH_TOO_LARGE
   * above MAX_BATCH_ITEMS, VALIDATION_ERROR without items.
   */
  static async fill(
    stream: Readable,
    maxBytes: number,
    begin: (envelope: unknown) => (raw: unknown) => SubmittedItem<object>,
  ): Promise<ItemSpool> {
    const directory = await mkdtemp(join(tmpdir(), 'batchwright-items-'));
    try {
      const hash = createHash('sha256');
      // An abandoned stream must stay open: destroying it would close the connection before the answer is sent.
      const bytes = atLeastRate(stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
      const file = await open(join(directory, 'items'), 'wx', 0o600);
      try {
        const count = await spool(readLines(bytes, { maxBytes, maxLine: LINE_BYTES, hash }), file, begin);
        return new ItemSpool(directory, count, hash.digest());
      } finally {
        await file.close();
      }
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  /** The items in order, CHUNK at a time. */
  async *chunks(): AsyncGenerator<readonly SubmittedItem<object>[]> {
    const stream = createReadStream(join(this.directory, 'items'));
    let items: SubmittedItem<object>[] = [];
    for await (const { bytes } of readLines(stream, {})) {
      items.push(JSON.parse(Buffer.from(bytes).toString()) as SubmittedItem<object>);
      if (items.length < CHUNK) continue;
      yield items;
      items = [];
    }
    if (items.length > 0) yield items;
  }

  /** Removes the file. */
  async discard(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

async function spool(
  lines: AsyncIterable<{ readonly bytes: Uint8Array; readonly number: number }>,
  file: FileHandle,
  begin: (envelope: unknown) => (raw: unknown) => SubmittedItem<object>,
): Promise<number> {
  let check: ((raw: unknown) => SubmittedItem<object>) | undefined;
  let count = 0;
  let waiting = '';
  for await (const { bytes, number } of lines) {
    try {
      if (check === undefined) {
        check = begin(readJsonItem(bytes));
        continue;
      }
      const item = check(readJsonItem(bytes));
      count += 1;
      if (count > MAX_BATCH_ITEMS)
        throw new AppError('BATCH_TOO_LARGE', `A batch has at most ${MAX_BATCH_ITEMS} items.`, {
          details: { field: 'items', limit: MAX_BATCH_ITEMS },
        });
      waiting += `${JSON.stringify(item)}\n`;
      if (waiting.length < WRITE_LENGTH) continue;
      await file.writeFile(waiting);
      waiting = '';
    } catch (error) {
      throw error instanceof AppError ? atLine(error, number) : error;
    }
  }
  await file.writeFile(waiting);
  if (check === undefined) throw new AppError('MALFORMED_JSON', 'The body is empty; its first line is the envelope.');
  if (count > 0) return count;
  throw invalid([
    {
      field: 'items',
      message: 'There must be at least 1 line after the first',
      invalid_value: 0,
      error_type: 'too_short',
    },
  ]);
}

/** The same error with the number of the line. */
const atLine = (error: AppError, line: number): AppError =>
  new AppError(error.code, `Line ${line}: ${error.message}`, {
    details: { ...error.details, line },
    cause: error,
    ...(error.validationErrors === undefined ? {} : { validationErrors: error.validationErrors }),
  });

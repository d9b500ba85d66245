import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { readJsonItem } from '../../platform/http/json-body.js';
import { atLeastRate } from '../../platform/http/least-rate.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { ItemSpool } from '../files/item-spool.js';
import { type Line, readLines } from '../files/read-lines.js';
import { MAX_BATCH_ITEMS } from '../model/items/item.js';
import type { SubmittedItem } from '../model/items/submission.js';

/** Longest line in bytes. */
const LINE_BYTES = 1024 * 1024;

/** The items of a stream of lines on the disk. */
export interface SpooledLines {
  readonly items: ItemSpool<SubmittedItem<object>>;
  /** SHA-256 of the bytes of the body. */
  readonly bodyHash: Buffer;
}

/** Checks the first line, the envelope; answers what checks each further line. */
type Begin = (envelope: unknown) => CheckItem;
type CheckItem = (raw: unknown) => SubmittedItem<object>;

/** What the lines are: an envelope and items, or items only. */
type Lines = { readonly begin: Begin } | { readonly check: CheckItem };

/**
 * Reads the whole stream. The first line is passed to `begin`, which returns the function that checks each further
 * line. Throws their errors with the number of the line, from 1; PAYLOAD_TOO_LARGE above `maxBytes`, BATCH_TOO_LARGE
 * above MAX_BATCH_ITEMS, VALIDATION_ERROR without items.
 */
export const spoolLines = (stream: Readable, maxBytes: number, begin: Begin): Promise<SpooledLines> =>
  spoolStream(stream, maxBytes, { begin });

/** Like `spoolLines`, of a stream in which every line is an item. */
export const spoolItems = (stream: Readable, maxBytes: number, check: CheckItem): Promise<SpooledLines> =>
  spoolStream(stream, maxBytes, { check });

async function spoolStream(stream: Readable, maxBytes: number, how: Lines): Promise<SpooledLines> {
  const items = await ItemSpool.make<SubmittedItem<object>>();
  try {
    const hash = createHash('sha256');
    // An abandoned stream must stay open: destroying it would close the connection before the answer is sent.
    const bytes = atLeastRate(stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
    await spool(readLines(bytes, { maxBytes, maxLine: LINE_BYTES, hash }), items, how);
    await items.end();
    return { items, bodyHash: hash.digest() };
  } catch (error) {
    await items.discard();
    throw error;
  }
}

async function spool(lines: AsyncIterable<Line>, items: ItemSpool<SubmittedItem<object>>, how: Lines): Promise<void> {
  let check = 'check' in how ? how.check : undefined;
  for await (const { bytes, number } of lines) {
    try {
      if (check === undefined) {
        if ('begin' in how) check = how.begin(readJsonItem(bytes));
        continue;
      }
      await items.add(check(readJsonItem(bytes)));
      if (items.count > MAX_BATCH_ITEMS)
        throw new AppError('BATCH_TOO_LARGE', `A batch has at most ${MAX_BATCH_ITEMS} items.`, {
          details: { field: 'items', limit: MAX_BATCH_ITEMS },
        });
    } catch (error) {
      throw error instanceof AppError ? atLine(error, number) : error;
    }
  }
  if (check === undefined) throw new AppError('MALFORMED_JSON', 'The body is empty; its first line is the envelope.');
  if (items.count > 0) return;
  throw invalid([
    {
      field: 'items',
      message: 'check' in how ? 'There must be at least 1 line' : 'There must be at least 1 line after the first',
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
    ...definedOnly({ validationErrors: error.validationErrors }),
  });

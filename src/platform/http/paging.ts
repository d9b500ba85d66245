import { invalid } from '../errors/app-error.js';
import { isStorable } from './query-values.js';

/** Position in a list that is ordered by creation time and id. */
export interface Cursor<Id extends number | string = number> {
  /** ISO 8601 with microseconds, as the database returns it. */
  readonly createdAt: string;
  readonly id: Id;
}

/** Encodes a cursor as an opaque string for callers. */
export const encodeCursor = (cursor: Cursor<number | string>): string =>
  Buffer.from(JSON.stringify([cursor.createdAt, cursor.id])).toString('base64url');

/** Rows of one page and the cursor of the next one. */
export interface Page<Row, Next = string> {
  readonly rows: readonly Row[];
  /** Null on the last page. */
  readonly nextCursor: Next | null;
}

/**
 * Makes a page of rows that were read with one more than the limit; `cursorOf` returns the cursor after the last
 * row.
 */
export function toPage<Row, Next>(rows: readonly Row[], limit: number, cursorOf: (last: Row) => Next): Page<Row, Next> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { rows: shown, nextCursor: last === undefined ? null : cursorOf(last) };
}

/** Decodes a cursor over numeric ids. Throws VALIDATION_ERROR for anything else. */
export const decodeCursor = (text: string): Cursor => decode(text, isSafeInteger);

/** Decodes a cursor over string ids that `fits` accepts. Throws VALIDATION_ERROR for anything else. */
export const decodeTextCursor = (text: string, fits: (id: string) => boolean = () => true): Cursor<string> =>
  decode(text, (id): id is string => isText(id) && fits(id));

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?([+-](0\d|1[0-4]):[0-5]\d|Z)$/;
const isSafeInteger = (id: unknown): id is number => Number.isSafeInteger(id) && Number(id) >= 0;
const isText = (id: unknown): id is string => typeof id === 'string' && !id.includes('\0');

function decode<Id extends number | string>(text: string, isId: (id: unknown) => id is Id): Cursor<Id> {
  try {
    const [createdAt, id]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (typeof createdAt === 'string' && INSTANT.test(createdAt) && isStorable(new Date(createdAt)) && isId(id))
      return { createdAt, id };
  } catch {
    // not a cursor of this service
  }
  throw invalid([
    {
      field: 'cursor',
      message: 'must be the next_cursor of an earlier response',
      invalid_value: text.slice(0, 200),
      error_type: 'cursor',
    },
  ]);
}

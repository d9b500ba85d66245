import { invalid } from './error.js';

/** Position in a list that is ordered by creation time and id. */
export interface Cursor {
  /** ISO 8601 with microseconds, as the database gave it. */
  readonly createdAt: string;
  readonly id: number;
}

/** An opaque text for callers. */
export const encodeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify([cursor.createdAt, cursor.id])).toString('base64url');

/** Reads a cursor that we made. Throws VALIDATION_ERROR for anything else. */
export function decodeCursor(text: string): Cursor {
  try {
    const [createdAt, id]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (typeof createdAt === 'string' && !Number.isNaN(Date.parse(createdAt)) && Number.isSafeInteger(id))
      return { createdAt, id: id as number };
  } catch {
    // not one of ours
  }
  throw invalid([
    {
      field: 'cursor',
      message: 'must be the next_cursor of an earlier answer',
      invalid_value: text.slice(0, 200),
      error_type: 'cursor',
    },
  ]);
}

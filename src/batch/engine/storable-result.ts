/** Largest stored result of an item in bytes (RELIABILITY 2.12). */
const OUTPUT_BYTES = 256 * 1024;

/** What PostgreSQL refuses, as JSON.stringify writes it: NUL, and halves of surrogate pairs (whole pairs are not escaped). */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** Text without what PostgreSQL refuses or silently changes: NUL and halves of surrogate pairs. */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** Clean text of at most `length` UTF-16 units. */
export const cutText = (text: string, length: number): string => cleanText(text.slice(0, length));

/**
 * A result as it can be stored: a page title with NUL must not strand an item. A result that is too large is replaced by its
 * beginning and a flag.
 */
export function storable(output: object): object {
  const text = JSON.stringify(output);
  const clean = UNSTORABLE.test(text) ? JSON.stringify(cleanValue(JSON.parse(text))) : text;
  if (Buffer.byteLength(clean) <= OUTPUT_BYTES) return JSON.parse(clean) as object;
  return { truncated: true, beginning: clean.slice(0, 10_000).toWellFormed() };
}

/** Texts and names of fields, at any depth. */
function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [cleanText(name), cleanValue(field)]));
}

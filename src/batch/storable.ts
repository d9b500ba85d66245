/** Largest stored result of an item in bytes (RELIABILITY 2.12). */
const OUTPUT_BYTES = 256 * 1024;

/** Text without what PostgreSQL refuses or silently changes: NUL and halves of surrogate pairs. */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** Clean text of at most `length` UTF-16 units. */
export const cutText = (text: string, length: number): string => cleanText(text.slice(0, length));

/**
 * A result as it can be stored: a page title with NUL must not strand an item. A result that is too large is replaced by its
 * beginning and a flag.
 */
export function storable(output: object): object {
  const text = JSON.stringify(output, (_key, value: unknown) => (typeof value === 'string' ? cleanText(value) : value));
  if (Buffer.byteLength(text) <= OUTPUT_BYTES) return JSON.parse(text) as object;
  return { truncated: true, beginning: text.slice(0, 10_000).toWellFormed() };
}

/** Largest stored result of an item, in bytes. */
const OUTPUT_BYTES = 256 * 1024;

/** Escapes of JSON.stringify that PostgreSQL refuses: NUL and unpaired surrogates (pairs are not escaped). */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** Removes NUL and replaces unpaired surrogates, which PostgreSQL refuses or silently changes. */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** Clean text of at most `length` UTF-16 units. */
export const cutText = (text: string, length: number): string => cleanText(text.slice(0, length));

/**
 * Converts a result to one that PostgreSQL can store, so that, for example, a page title with NUL does not make the
 * item fail. A result above 256 KiB is replaced by `{ truncated: true, beginning }` with its first 10,000 characters.
 */
export function storable(output: object): object {
  const text = JSON.stringify(output);
  const clean = UNSTORABLE.test(text) ? JSON.stringify(cleanValue(JSON.parse(text))) : text;
  if (Buffer.byteLength(clean) <= OUTPUT_BYTES) return JSON.parse(clean) as object;
  return { truncated: true, beginning: clean.slice(0, 10_000).toWellFormed() };
}

/** Cleans strings and field names at any depth. */
function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [cleanText(name), cleanValue(field)]));
}

/** Escapes of JSON.stringify that PostgreSQL refuses: NUL and unpaired surrogates (pairs are not escaped). */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** Removes NUL and replaces unpaired surrogates, which PostgreSQL refuses or silently changes. */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** Clean text of at most `length` UTF-16 units. */
export const cutText = (text: string, length: number): string => cleanText(text.slice(0, length));

/** Whether PostgreSQL can store a text of JSON.stringify. */
export const isClean = (json: string): boolean => !UNSTORABLE.test(json);

/** JSON of a value that PostgreSQL can store: strings and field names are clean at any depth. */
export function cleanJson(value: object): string {
  const text = JSON.stringify(value);
  return isClean(text) ? text : JSON.stringify(cleanValue(JSON.parse(text)));
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [cleanText(name), cleanValue(field)]));
}

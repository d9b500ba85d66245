import { cleanJson } from '../../../platform/text/clean-text.js';

/** Largest stored result of an item, in bytes. */
const OUTPUT_BYTES = 256 * 1024;

/**
 * Converts a result to one that PostgreSQL can store, so that, for example, a page title with NUL does not make the
 * item fail. A result above 256 KiB is replaced by `{ truncated: true, beginning }` with its first 10,000 characters.
 */
export function storable(output: object): object {
  const clean = cleanJson(output);
  if (Buffer.byteLength(clean) <= OUTPUT_BYTES) return JSON.parse(clean) as object;
  return { truncated: true, beginning: clean.slice(0, 10_000).toWellFormed() };
}

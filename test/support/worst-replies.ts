/**
 * Replies of providers that are as costly to read as they may be, as bytes that were made before anything is measured.
 */

/** `open`, then as many times `part` as fit into the bytes and the values, then `close`. */
export function filled(
  [open, part, close]: readonly [string, string, string],
  limits: { readonly bytes: number; readonly values: number },
  valuesOfPart: number,
): Buffer {
  const times = Math.min(
    Math.floor((limits.bytes - open.length - close.length) / (part.length + 1)),
    Math.floor(limits.values / valuesOfPart),
  );
  const parts = `${part},`.repeat(Math.max(0, times - 1));
  return Buffer.concat([Buffer.from(open), Buffer.from(parts), Buffer.from(part + close)]);
}

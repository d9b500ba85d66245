const PERCENT = '%'.charCodeAt(0);
const HEX = Buffer.from('0123456789ABCDEF');

/** Of printable ASCII with neither `%` nor anything that is encoded, which is what most paths are. */
const CANONICAL = /^[!#-$&-;=?-_a-z|~]*$/;

/** Bytes that are percent-encoded: controls, the space, beyond ASCII, and characters that no URL holds. */
const ENCODED = Array.from({ length: 256 }, (_, byte) => /[^\x21-\x7e]|["<>`{}]/.test(String.fromCharCode(byte)));
/** Bytes whose escape means the same as they do. */
const UNRESERVED = Array.from({ length: 256 }, (_, byte) => /[\w.~-]/.test(String.fromCharCode(byte)));
const DIGITS = Array.from({ length: 256 }, (_, byte) => {
  const digit = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? -1 : digit;
});

/**
 * Canonical form of a path: other characters percent-encoded, escapes in capitals, unreserved ones not escaped (RFC
 * 9309, 2.2.2). Always a copy: a slice would keep the whole text it was cut from in memory.
 */
export function comparablePath(text: string): string {
  return CANONICAL.test(text) ? Buffer.from(text, 'latin1').toString('latin1') : encoded(Buffer.from(text));
}

/**
 * One pass over the bytes: thousands of short runs of other characters would each cost a call of `encodeURIComponent`.
 */
function encoded(bytes: Buffer): string {
  const out = Buffer.allocUnsafe(3 * bytes.length);
  let length = 0;
  const escape = (byte: number): void => {
    out[length] = PERCENT;
    out[length + 1] = HEX[byte >> 4] ?? 0;
    out[length + 2] = HEX[byte & 15] ?? 0;
    length += 3;
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const escaped = byte === PERCENT ? escapedAt(bytes, at) : -1;
    if (escaped >= 0) at += 2;
    if (escaped >= 0 ? !UNRESERVED[escaped] : ENCODED[byte]) escape(escaped >= 0 ? escaped : byte);
    else out[length++] = escaped >= 0 ? escaped : byte;
  }
  return out.toString('latin1', 0, length);
}

/** The byte of the escape that begins there; -1 without one. */
function escapedAt(bytes: Buffer, at: number): number {
  const high = DIGITS[bytes[at + 1] ?? 0] ?? -1;
  const low = DIGITS[bytes[at + 2] ?? 0] ?? -1;
  return high < 0 || low < 0 ? -1 : 16 * high + low;
}

/** Limits of any JSON body, counted before a parser makes objects of it. */
export const VALUE_LIMITS = {
  /** 10,000 items of 20 values each; parsing and screening as many takes up to 0.1 s. */
  body: 200_000,
  item: 10_000,
} as const;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];
const SPACE = 0x20;
/** Takes the place of the number of keys for a list. */
const IS_LIST = Number.NEGATIVE_INFINITY;

/** Size of a JSON text. */
export interface JsonSize {
  /** Number of values: the root, every member of an object and every element of a list. */
  readonly values: number;
  /** Keys of the object that has most. */
  readonly keys: number;
}

/**
 * Measures JSON text up to `limit` values. 5 MiB can hold 2.6 million of them, which take a parser 0.4 s and every
 * later step more, and 400,000 keys of one object take as long; measuring takes 10 ms. Text that is not JSON gets
 * some size.
 */
export function sizeOfJson(text: Uint8Array, limit = Number.POSITIVE_INFINITY): JsonSize {
  let values = 1;
  let keys = 0;
  let inString = false;
  // Whether the previous byte opened a list or an object: the first value in it has no comma.
  let opened = false;
  const open: number[] = [];
  let members = IS_LIST;
  for (let at = 0; at < text.length && values <= limit; at += 1) {
    const byte = text[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
      continue;
    }
    if (byte === undefined || byte <= SPACE) continue;
    const isClosing = byte === CLOSE_LIST || byte === CLOSE_OBJECT;
    if (byte === COMMA || (opened && !isClosing)) {
      values += 1;
      members += 1;
      if (members > keys) keys = members;
    }
    opened = byte === OPEN_LIST || byte === OPEN_OBJECT;
    if (opened) {
      open.push(members);
      members = byte === OPEN_LIST ? IS_LIST : 0;
    } else if (isClosing) members = open.pop() ?? IS_LIST;
    else if (byte === QUOTE) inString = true;
  }
  return { values, keys };
}

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

/** An element of a list that is a member of the root object: its bytes, `from` inclusive and `to` exclusive. */
export interface JsonElement {
  readonly from: number;
  readonly to: number;
  /** Number of values in it, itself included. */
  readonly values: number;
  /** Place in its list, from 0. */
  readonly index: number;
}

/** Size of a JSON text. */
export interface JsonSize {
  /** Number of values: the root, every member of an object and every element of a list. */
  readonly values: number;
  /** Keys of the object that has most. */
  readonly keys: number;
  /** Lists and objects around the value that is nested deepest; 1 for a list of numbers. */
  readonly depth: number;
}

/** Depth of what a list in the root holds: the root object, and the list. */
const ROOT_LIST_DEPTH = 2;

/** Follows a list of the root object while its text is measured, and tells its elements. */
class RootList {
  /** Where the element begins that has not ended; undefined outside of such a list. */
  private from: number | undefined;
  private index = 0;
  private valuesBefore = 0;

  constructor(private readonly onElement: (element: JsonElement) => void) {}

  open(from: number, values: number): void {
    [this.from, this.index, this.valuesBefore] = [from, 0, values];
  }

  separate(at: number, values: number): void {
    if (this.from === undefined) return;
    this.onElement({ from: this.from, to: at, values: values - this.valuesBefore, index: this.index });
    [this.from, this.index, this.valuesBefore] = [at + 1, this.index + 1, values];
  }

  close(at: number, values: number, isEmpty: boolean): void {
    if (!isEmpty) this.separate(at, values);
    this.from = undefined;
  }
}

/**
 * Measures JSON text up to `limit` values. 5 MiB can hold 2.6 million of them, which take a parser 0.4 s and every
 * later step more, and 400,000 keys of one object take as long; measuring takes 10 ms. Text that is not JSON gets
 * some size. `onElement` is told each element of the lists in the root, as it ends; one that text which is not JSON
 * leaves out (`[1,,2]`) has no bytes but spaces.
 */
export function sizeOfJson(
  text: Uint8Array,
  limit = Number.POSITIVE_INFINITY,
  onElement?: (element: JsonElement) => void,
): JsonSize {
  let values = 1;
  let keys = 0;
  let depth = 0;
  let inString = false;
  // Whether the previous byte opened a list or an object: the first value in it has no comma.
  let opened = false;
  const open: number[] = [];
  let members = IS_LIST;
  const list = onElement === undefined ? undefined : new RootList(onElement);
  for (let at = 0; at < text.length && values <= limit; at += 1) {
    const byte = text[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
      continue;
    }
    if (byte === undefined || byte <= SPACE) continue;
    const isClosing = byte === CLOSE_LIST || byte === CLOSE_OBJECT;
    if (open.length === ROOT_LIST_DEPTH) {
      if (byte === COMMA) list?.separate(at, values);
      else if (isClosing) list?.close(at, values, opened);
    }
    if (byte === COMMA || (opened && !isClosing)) {
      values += 1;
      members += 1;
      if (members > keys) keys = members;
    }
    opened = byte === OPEN_LIST || byte === OPEN_OBJECT;
    if (opened) {
      open.push(members);
      if (open.length > depth) depth = open.length;
      if (byte === OPEN_LIST && open.length === ROOT_LIST_DEPTH && members !== IS_LIST) list?.open(at + 1, values);
      members = byte === OPEN_LIST ? IS_LIST : 0;
    } else if (isClosing) members = open.pop() ?? IS_LIST;
    else if (byte === QUOTE) inString = true;
  }
  return { values, keys, depth };
}

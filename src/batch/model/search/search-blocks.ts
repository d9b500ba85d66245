import { integerColumn } from '../../../platform/database/columns.js';
import { inputWords } from './search-words.js';

/** A block is full with so many items or words; no block has more items. */
export const BLOCK_ITEMS = 256;
const BLOCK_WORDS = 400;
/**
 * Bits of a block for each of its words, and how many of them a word sets: of blocks without a word, one in a thousand
 * has its bits.
 */
const BITS_PER_WORD = 16;
const PROBES = 6;
/** Bits of the smallest and of the largest block, powers of two. */
const LEAST_BITS = 64;
const MOST_BITS = 8192;
/** Items whose words are collected at once: some milliseconds. */
const PIECE = 500;

/**
 * Consecutive items and the words of their inputs, as bits: a word that they do not have is rarely taken for one that
 * they have.
 */
export interface SearchBlock {
  readonly first: number;
  readonly last: number;
  readonly bits: Buffer;
}

/**
 * Sums up which words the inputs of consecutive items have: an item costs some ten bytes, where an index of its words
 * would cost hundreds. A search looks at the blocks, newest first, and then at the items of those that may have all of
 * its words.
 */
export function toBlocks(items: readonly { readonly index: number; readonly input: object }[]): readonly SearchBlock[] {
  const blocks: SearchBlock[] = [];
  let words = new Set<string>();
  let first: number | undefined;
  for (const [at, { index, input }] of items.entries()) {
    first ??= index;
    for (const word of inputWords(input)) words.add(word);
    const isFull = index - first + 1 >= BLOCK_ITEMS || words.size >= BLOCK_WORDS;
    if (!isFull && items[at + 1]?.index === index + 1) continue;
    blocks.push({ first, last: index, bits: toBits(words) });
    [words, first] = [new Set(), undefined];
  }
  return blocks;
}

/** The pieces of a list of inputs whose blocks are made at once. */
export function* searchPieces<Item extends { readonly input: object; readonly index?: number }>(
  items: readonly Item[],
  firstIndex: number,
): Generator<readonly { readonly index: number; readonly input: object }[]> {
  for (let from = 0; from < items.length; from += PIECE)
    yield items
      .slice(from, from + PIECE)
      .map(({ input, index }, n) => ({ index: index ?? firstIndex + from + n, input }));
}

/** The columns `first_index`, `last_index` and `bits` of `batch_search`. */
export const blockColumns = (blocks: readonly SearchBlock[]): readonly [Buffer, Buffer, readonly Buffer[]] => [
  integerColumn(blocks.map(({ first }) => first)),
  integerColumn(blocks.map(({ last }) => last)),
  blocks.map(({ bits }) => bits),
];

/** The bits that a word sets in the largest block; in a smaller one they are taken modulo its bits. */
export function probesOf(word: string): readonly number[] {
  const [a, b] = hashes(word);
  return Array.from({ length: PROBES }, (_, n) => probe(a, b, n));
}

const hashes = (word: string): readonly [number, number] => [hash(word, 0x811c9dc5), hash(word, 0x9747b28c) | 1];
const probe = (a: number, b: number, n: number): number => ((a + Math.imul(n, b)) >>> 0) % MOST_BITS;

function toBits(words: ReadonlySet<string>): Buffer {
  let size = LEAST_BITS;
  while (size < words.size * BITS_PER_WORD && size < MOST_BITS) size *= 2;
  const bits = Buffer.alloc(size / 8);
  for (const word of words) {
    const [a, b] = hashes(word);
    for (let n = 0; n < PROBES; n += 1) {
      const at = probe(a, b, n) % size;
      bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
    }
  }
  return bits;
}

/**
 * FNV-1a over UTF-16, with the finish of MurmurHash3, so that the last letters reach every bit. Stored: it never
 * changes.
 */
function hash(text: string, seed: number): number {
  let h = seed;
  for (let at = 0; at < text.length; at += 1) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

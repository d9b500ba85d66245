import { AppError } from '../../platform/errors/app-error.js';
import { Embedder, type WordWeight } from './embedder.js';
import { FREQUENT_WORDS } from './frequent-words.js';

/** Maximum characters of a text that are read; the recipes produce fewer. */
const MAX_TEXT_LENGTH = 12_000;
/** Longer words are cut: they are not words, and n-grams of base64 are noise. */
const MAX_WORD_LENGTH = 40;
/**
 * Number of words with full weight; later ones count less, because recipes and company texts start with the most
 * important words.
 */
const LEADING_WORDS = 4;
const LATER_WEIGHT = 0.7;
const FREQUENT_WEIGHT = 0.4;
const UNIGRAM_WEIGHT = 1.5;
const BIGRAM_WEIGHT = 0.5;
const TRIGRAM_WEIGHT = 0.7;
const FOURGRAM_WEIGHT = 1;
/** Positions in the vector per feature, so that one collision costs half of it. */
const SPREAD = 2;

const EQUAL: WordWeight = () => 1;

/** FNV-1a over UTF-16 units with a final mix (MurmurHash3's), so that low bits depend on every character. */
function hash(feature: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < feature.length; i++) h = Math.imul(h ^ feature.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The folded words of a text, as they are embedded. */
export function wordsOf(text: string): string[] {
  const folded = text.slice(0, MAX_TEXT_LENGTH).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, MAX_WORD_LENGTH));
}

/** Weighted features of a text: words, pairs of words, and n-grams of 3 and 4 characters within the marked word. */
function featuresOf(words: readonly string[], rarity: WordWeight): Map<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string, weight: number): void => {
    features.set(feature, (features.get(feature) ?? 0) + weight);
  };
  words.forEach((word, at) => {
    const weight =
      (at < LEADING_WORDS ? 1 : LATER_WEIGHT) * (FREQUENT_WORDS.has(word) ? FREQUENT_WEIGHT : 1) * rarity(word);
    const next = words[at + 1];
    add(`w ${word}`, UNIGRAM_WEIGHT * weight);
    if (next !== undefined) add(`b ${word} ${next}`, BIGRAM_WEIGHT * weight);
    const marked = `^${word}$`;
    for (let i = 0; i + 3 <= marked.length; i++) {
      add(`c ${marked.slice(i, i + 3)}`, TRIGRAM_WEIGHT * weight);
      if (i + 4 <= marked.length) add(`c ${marked.slice(i, i + 4)}`, FOURGRAM_WEIGHT * weight);
    }
  });
  // A text without words must still have a direction, or cosine distance is undefined.
  if (features.size === 0) add('no words', 1);
  return features;
}

/** The vector of one text, of length 1. Pure: the same text gives the same vector on every machine. */
export function hashEmbedding(text: string, dimensions: number, rarity: WordWeight = EQUAL): Float32Array {
  const sums = new Float64Array(dimensions);
  for (const [feature, weight] of featuresOf(wordsOf(text), rarity)) {
    // Logarithmic: the tenth occurrence of a word adds less than the second.
    const value = Math.log1p(weight);
    for (let copy = 0; copy < SPREAD; copy++) {
      const h = hash(feature, Math.imul(copy, 0x9e3779b9));
      const at = h % dimensions;
      sums[at] = (sums[at] ?? 0) + (h >>> 31 === 0 ? value : -value);
    }
  }
  const norm = Math.sqrt(sums.reduce((sum, x) => sum + x * x, 0));
  return Float32Array.from(sums, (x) => (norm === 0 ? 0 : x / norm));
}

/**
 * The default embedder: signed feature hashing, in this process, without a model or an API key. It compares words and
 * parts of words, not meaning: reordered text is similar, misspelt and inflected words are somewhat similar,
 * "developer" and "engineer" are unrelated. Role names are matched by the aliases that the text recipes add. Therefore
 * `semantic` is false; for meaning configure an embeddings endpoint.
 */
export class LocalEmbedder extends Embedder {
  /** The version number changes whenever any vector would. */
  readonly model = 'hash-v1';
  readonly dimensions = 384;
  readonly semantic = false;

  override get weighsWords(): boolean {
    return true;
  }

  override embedQuery(text: string, signal: AbortSignal, weight: WordWeight | null): Promise<Float32Array | undefined> {
    if (weight === null) return super.embedQuery(text, signal, weight);
    return Promise.resolve(hashEmbedding(text, this.dimensions, weight));
  }

  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    if (signal.aborted) {
      return Promise.reject(signal.reason instanceof AppError ? signal.reason : new AppError('CANCELLED'));
    }
    return Promise.resolve(texts.map((text) => hashEmbedding(text, this.dimensions)));
  }
}

import { parseReply, type Reading } from '../../platform/providers/read-reply.js';

/** Texts per request. */
export const BATCH_SIZE = 64;
/** Most dimensions that EMBEDDINGS_DIMENSIONS takes. */
const MOST_DIMENSIONS = 4_000;
/** Values of a vector in a reply besides its numbers, with its share of those around all of them. */
const VALUES_AROUND = 20;
/** Not by the configured dimensions: a model with others must be named. */
const MAX_VALUES = BATCH_SIZE * (MOST_DIMENSIONS + VALUES_AROUND);

const UNEXPECTED = { unusable: 'sent a response in an unexpected format.' };

/** A body with the number of texts it answers. */
export interface EmbeddingsBody {
  readonly body: Uint8Array;
  readonly count: number;
}

/**
 * One vector for each text, in the order of the texts whatever the order of the reply. Checked by hand: a schema takes
 * ten times as long for as many numbers.
 */
export function readEmbeddings({ body, count }: EmbeddingsBody): Reading<readonly Float32Array[]> {
  const json = parseReply(body, MAX_VALUES);
  if (json === undefined) return { unusable: 'did not answer in JSON, or in too much of it.' };
  const data = memberOf(json, 'data');
  if (!Array.isArray(data) || data.length !== count) return UNEXPECTED;
  const vectors = new Map<number, Float32Array>();
  for (const one of data as readonly unknown[]) {
    const index = memberOf(one, 'index');
    const vector = vectorOf(memberOf(one, 'embedding'));
    if (!isIndex(index, count) || vector === null) return UNEXPECTED;
    vectors.set(index, vector);
  }
  const ordered = Array.from({ length: count }, (_, at) => vectors.get(at)).filter((one) => one !== undefined);
  return ordered.length === count ? { value: ordered } : UNEXPECTED;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const isIndex = (value: unknown, count: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < count;

function vectorOf(value: unknown): Float32Array | null {
  if (!Array.isArray(value)) return null;
  const numbers = value as readonly unknown[];
  return numbers.every((one): one is number => typeof one === 'number') ? Float32Array.from(numbers) : null;
}

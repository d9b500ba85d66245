import { z, type ZodType } from 'zod';
import { sizeOfJson } from '../http/json-values.js';

/** What a body holds, or what is wrong with it: a sentence whose subject is the provider, and places in the body. */
export type Reading<T> =
  { readonly value: T } | { readonly unusable: string; readonly details?: Readonly<Record<string, unknown>> };

/**
 * Most values of a body that the main thread reads: members of objects and elements of lists, at any depth. Parsing as
 * many takes up to 20 ms; saying of each what is wrong with it takes ten times as long, so lists in the schemas of such
 * bodies are bounded (`atMost`). Bodies with more are read in threads.
 */
export const MAIN_THREAD_VALUES = 10_000;

/** The parsed body; undefined when it is not JSON or has too many values. */
export function parseReply(body: Uint8Array, maxValues: number): unknown {
  if (sizeOfJson(body, maxValues).values > maxValues) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** A parsed body, validated. */
export function checkReply<T>(json: unknown, schema: ZodType<T>): Reading<T> {
  if (json === undefined) return { unusable: 'did not answer in JSON, or in too much of it.' };
  const checked = check(schema, json);
  if (checked === undefined) return { unusable: 'sent a response with too many faults.' };
  if (checked.success) return { value: checked.data };
  const at = checked.error.issues.slice(0, 3).map((issue) => issue.path.join('.').slice(0, 200));
  return { unusable: 'sent a response in an unexpected format.', details: { at } };
}

/** A list of which no more than so many elements are looked at. */
export const atMost = <T extends ZodType>(count: number, item: T) =>
  z.preprocess((raw) => (Array.isArray(raw) ? raw.slice(0, count) : raw), z.array(item));

/** Parses and validates a body of at most so many values. For threads; the main thread asks a `ProviderClient`. */
export const readReply = <T>(body: Uint8Array, schema: ZodType<T>, maxValues: number): Reading<T> =>
  checkReply(parseReply(body, maxValues), schema);

/** Undefined when there is more wrong than can be told: of some 100,000 faults zod throws a RangeError. */
function check<T>(schema: ZodType<T>, value: unknown): ReturnType<ZodType<T>['safeParse']> | undefined {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

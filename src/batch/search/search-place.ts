import { invalid } from '../../platform/errors/app-error.js';
import { decodeCursor } from '../../platform/http/paging.js';
import { fault } from '../../platform/http/faults.js';

/** Where a search looks, in this order. */
export const PHASES = ['batch_id', 'name', 'ref', 'error_code', 'error_message', 'input'] as const;
export type FoundIn = (typeof PHASES)[number];

/** A place in the batches from the newest to the oldest. */
export interface BatchPlace {
  /** ISO 8601 with microseconds, as the database returns it. */
  readonly createdAt: string;
  readonly id: number;
}

/** Behind an item of a batch, by index; without one, behind the batch. */
export type InputPlace = BatchPlace & { readonly index?: number };

/** Behind an item of a batch, by ref and index; without one, behind the batch. */
export type RefPlace = InputPlace & { readonly ref?: string };

/** Where a search goes on: in a phase, behind a batch or an item of it; null at the beginning of the phase. */
export interface SearchPlace {
  readonly phase: FoundIn;
  readonly at: RefPlace | null;
}

/**
 * The place as an opaque text for callers. It names nothing but batches that they may see: a search looks at no others.
 */
export function encodePlace({ phase, at }: SearchPlace): string {
  const parts =
    at === null
      ? []
      : [at.createdAt, at.id, ...(at.index === undefined ? [] : [at.index]), ...(at.ref === undefined ? [] : [at.ref])];
  return Buffer.from(JSON.stringify([phase, ...parts])).toString('base64url');
}

/** Throws VALIDATION_ERROR for a text that `encodePlace` did not make. */
export function decodePlace(text: string): SearchPlace {
  const place = read(text);
  if (place !== undefined) return place;
  throw invalid([fault('cursor', 'must be the next_cursor of an earlier response', text, 'cursor')]);
}

function read(text: string): SearchPlace | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(value) || value.length > 5) return undefined;
    const [name, first, id, index, ref] = value as unknown[];
    const phase = PHASES.find((one) => one === name);
    if (phase === undefined) return undefined;
    if (value.length === 1) return { phase, at: null };
    if (phase === 'batch_id' || !isPlace(id)) return undefined;
    const { createdAt } = decodeCursor(Buffer.from(JSON.stringify([first, id])).toString('base64url'));
    if (index === undefined) return { phase, at: { createdAt, id } };
    if (!isIndex(index)) return undefined;
    if (phase === 'input' && ref === undefined) return { phase, at: { createdAt, id, index } };
    return phase === 'ref' && isRef(ref) ? { phase, at: { createdAt, id, index, ref } } : undefined;
  } catch {
    return undefined;
  }
}

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isIndex = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= -1 && Number(value) < 2 ** 31;
const isRef = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 400 && !value.includes('\0');

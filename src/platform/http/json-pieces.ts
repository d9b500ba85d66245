import { setImmediate as nextTick } from 'node:timers/promises';
import { AppError, invalid } from '../errors/app-error.js';
import { tooManyValues } from './json-screen.js';
import { type JsonElement, VALUE_LIMITS } from './json-values.js';

/** Values parsed in one tick of the event loop; 5,000 objects of keys that no other has take 15 ms. */
const PIECE_VALUES = 5_000;

/** Elements of one list, one after another, that are parsed together. */
interface Piece {
  /** Place of its first element in the list. */
  readonly index: number;
  readonly from: number;
  to: number;
  values: number;
  elements: number;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
/** For text that is not the beginning of a body: U+FEFF is no mark there, but a fault. */
const withoutMark = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The value of JSON text in UTF-8, a byte order mark allowed. Throws MALFORMED_JSON. */
export const parseJson = (text: Uint8Array): unknown => parse(text, strictUtf8);

function parse(text: Uint8Array, decoder: typeof strictUtf8): unknown {
  try {
    return JSON.parse(decoder.decode(text));
  } catch (error) {
    throw new AppError('MALFORMED_JSON', undefined, { cause: error });
  }
}

/**
 * The same over several ticks of the event loop, for large texts: the lists of the root object are parsed piece by
 * piece, and the text around them with the numbers of the pieces in the place of elements. 75,000 objects of
 * different keys, 1.3 MB, took a parser 0.2 s in one piece. `elements` are those that `sizeOfJson` told. Throws
 * MALFORMED_JSON, and VALIDATION_ERROR for an element of more values than an item may hold.
 */
export async function parseInPieces(text: Buffer, elements: readonly JsonElement[]): Promise<unknown> {
  const pieces = piecesOf(elements);
  const root = parseJson(frameOf(text, pieces));
  if (typeof root !== 'object' || root === null || Array.isArray(root)) return root;
  const lists = new Map(
    Object.entries(root).filter((member): member is [string, number[]] => Array.isArray(member[1])),
  );
  const parsed: unknown[][] = [];
  for (const [place, piece] of pieces.entries()) {
    await nextTick();
    // A larger element makes a piece of its own.
    if (piece.values > VALUE_LIMITS.item) throw invalid([tooManyValues(stepsTo(place, piece, lists))]);
    parsed.push(parsePiece(text, piece));
  }
  for (const [key, places] of lists)
    (root as Record<string, unknown>)[key] = places.flatMap((place) => parsed[place] ?? []);
  return root;
}

/** The list may be gone, since another member of the same name replaced it; then no name is left to tell. */
function stepsTo(place: number, { index }: Piece, lists: ReadonlyMap<string, readonly number[]>): readonly string[] {
  const list = [...lists].find(([, places]) => places.includes(place));
  return list === undefined ? [] : [list[0], String(index)];
}

function piecesOf(elements: readonly JsonElement[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let last: Piece | undefined;
  for (const { from, to, values, index } of elements) {
    if (last === undefined || index === 0 || last.values + values > PIECE_VALUES)
      pieces.push((last = { index, from, to, values, elements: 1 }));
    else {
      last.to = to;
      last.values += values;
      last.elements += 1;
    }
  }
  return pieces;
}

/** The text around the pieces: `{"kind":"k","items":[0,1]}`. */
function frameOf(text: Buffer, pieces: readonly Piece[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const [place, piece] of pieces.entries()) {
    parts.push(text.subarray(from, piece.from), Buffer.from(String(place)));
    from = piece.to;
  }
  return Buffer.concat([...parts, text.subarray(from)]);
}

function parsePiece(text: Buffer, { from, to, elements }: Piece): unknown[] {
  const piece = Buffer.concat([LIST_BEGINS, text.subarray(from, to), LIST_ENDS]);
  const values = parse(piece, withoutMark);
  // An element that was left out, as in [1,,2], is nothing between two brackets, too.
  if (!Array.isArray(values) || values.length !== elements) throw new AppError('MALFORMED_JSON');
  return values;
}

const [LIST_BEGINS, LIST_ENDS] = ['[', ']'].map((bracket) => Buffer.from(bracket)) as [Buffer, Buffer];

import * as fc from 'fast-check';
import { NAUGHTY_STRINGS } from './naughty-strings.js';

type Json = Record<string, unknown>;

/** A schema of the OpenAPI document, as far as values are made from it. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Marks a field that is left out. */
const MISSING = Symbol('missing');
/** Longer than the bodies of most routes may be. */
export const LONG_TEXT = 'x'.repeat(1_200_000);

/** Values of one sort, which a field of another type refuses all alike. */
interface Sort {
  /** Type of the fields that look further than at the type; none: every field. */
  readonly type?: string;
  readonly values: readonly unknown[];
}

/** Sorts of values sent for every field in every run, in addition to generated ones. */
const SORTS: readonly Sort[] = [
  { values: [MISSING, null, true, LONG_TEXT] },
  { type: 'number', values: [0, -1, 1.5] },
  { type: 'string', values: ['', '\0'] },
  { type: 'array', values: [[], [null]] },
  { type: 'object', values: [{}] },
  // Numbers beyond int4 and int8, bare, in lists, as texts and as keys.
  { type: 'number', values: [2 ** 31, 2 ** 53, 1e21] },
  { type: 'array', values: [[2 ** 31], [2 ** 53], [1e21], ['9'.repeat(30)]] },
  { type: 'string', values: ['2147483648', '9'.repeat(30)] },
  { type: 'object', values: [{ 2147483648: 1 }, { ['9'.repeat(30)]: 'x' }, { '-1': 'x' }, { '': '' }] },
];

/**
 * The values that the n-th field gets in every run: all of the sorts that its type takes, and one of each other sort,
 * another one for every field.
 */
export const always = ({ type }: Schema, n: number): readonly unknown[] => {
  const own = type === 'integer' ? 'number' : type;
  return SORTS.flatMap((sort) => {
    const isOwn = own === undefined || sort.type === undefined || sort.type === own;
    return isOwn ? sort.values : [sort.values[n % sort.values.length]];
  });
};

/** Numbers that JSON.stringify cannot write; put into the text afterwards. */
const RAW_NUMBERS = ['1e400', '-1e400', '12345678901234567890', '1.0', '-0', '0.1e-400'] as const;
const rawNumber = (text: string): string => `@@${text}@@`;

/** Values of every sort but those of `always`, those at and around the field's own bounds among them. */
export function drawn(schema: Schema): fc.Arbitrary<unknown> {
  const numbers = [schema.minimum, schema.maximum].flatMap((bound) =>
    bound === undefined ? [] : [bound - 1, bound, bound + 1],
  );
  const lengths = [schema.minLength, schema.maxLength].flatMap((bound) =>
    bound === undefined ? [] : [bound - 1, bound, bound + 1],
  );
  const texts = lengths.filter((length) => length >= 0 && length < 200_000).map((length) => 'x'.repeat(length));
  const lists = [schema.minItems, schema.maxItems]
    .flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound + 1]))
    .filter((n) => n >= 0);
  const own = [...numbers, ...texts, ...lists.map((n) => Array<string>(n).fill('x')), ...(schema.enum ?? [])];
  return fc.oneof(
    fc.constantFrom<unknown>(false, 'x', [[]], { a: 1 }, ['x'], [{}]),
    { arbitrary: fc.constantFrom(...NAUGHTY_STRINGS), weight: 4 },
    fc.constantFrom(...RAW_NUMBERS.map(rawNumber)),
    ...(own.length > 0 ? [fc.constantFrom<unknown>(...own)] : []),
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
}

/** The body with one value replaced or left out; what is not on the way there yet is made. */
export function withValue(body: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') return [withValue(Array.isArray(body) ? body[0] : {}, rest, value)];
  const object: Json = typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Json) : {};
  const { [step]: before, ...others } = object;
  const after = withValue(before, rest, value);
  return after === MISSING ? others : { ...others, [step]: after };
}

/** The body as it is sent. */
export const toText = (body: unknown): string => JSON.stringify(body).replace(/"@@([^"@]+)@@"/g, '$1');

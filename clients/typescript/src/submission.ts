import type { CallOptions } from './operations.js';
import type { components, Kinds } from './schema.js';
import type { Body } from './transport.js';

/** The name of a kind; those from outside have names that this package does not know. */
export type KindName = keyof Kinds | (string & Record<never, never>);

/** What every item of any kind may carry besides its input. */
export interface ItemExtras {
  /** The caller's own name of the item, given back everywhere. */
  readonly ref?: string;
  /** The caller's own data, given back everywhere. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

type WithExtras<T> = T extends string ? T : T & ItemExtras;

/** An item of a kind. */
export type ItemOf<K extends KindName> =
  Kinds extends Readonly<Record<K, { item: infer Item }>>
    ? WithExtras<Item>
    : string | (Readonly<Record<string, unknown>> & ItemExtras);

/** The options of a kind. */
export type OptionsOf<K extends KindName> =
  Kinds extends Readonly<Record<K, { options: infer Options }>> ? Options : Readonly<Record<string, unknown>>;

/** A batch to submit. */
export interface Submission<K extends KindName = KindName> extends Omit<
  components['schemas']['SubmitEnvelope'],
  'kind' | 'options' | 'priority' | 'atomic'
> {
  readonly kind: K;
  /** Its items; more than 10,000 are sent as lines, up to 100,000. */
  readonly items: readonly ItemOf<K>[];
  readonly options?: OptionsOf<K>;
  readonly priority?: components['schemas']['BatchView']['priority'];
  readonly atomic?: boolean;
}

/** How to submit. */
export interface SubmitOptions extends CallOptions {
  /**
   * Submissions with the same key and the same content are one batch. Made up when absent, so that the repetitions of
   * one call make one batch; give your own so that a program that starts again does not submit twice.
   */
  readonly idempotencyKey?: string | undefined;
}

/** Most items that go as one JSON document. */
const JSON_ITEMS = 10_000;

/** A body and its media type. */
export interface TypedBody {
  readonly type: string;
  readonly body: Body;
}

/** The body of a submission: as lines, the first of them is the batch. */
export function toBody({ items, ...envelope }: { readonly items: readonly unknown[] }): TypedBody {
  if (items.length <= JSON_ITEMS) return { type: 'application/json', body: JSON.stringify({ ...envelope, items }) };
  return toLines([envelope, ...items].map((line) => JSON.stringify(line)));
}

/** The body of a part of an open batch: as lines, each of them is an item. */
export const toPartBody = (items: readonly unknown[]): TypedBody =>
  items.length <= JSON_ITEMS ? toBody({ items }) : toLines(items.map((item) => JSON.stringify(item)));

/** Lines of JSON as a body. */
export const toLines = (lines: readonly string[]): TypedBody => ({
  type: 'application/x-ndjson',
  body: lines.join('\n'),
});

/** A key that nobody else has. `randomUUID` is missing in pages that were not loaded over TLS. */
export function newKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

import type { ReplyReading } from '../../platform/providers/provider-client.js';
import type { Reading } from '../../platform/providers/read-reply.js';

/** How replies are read in a thread, by name. Each takes a body and what else it needs, and brings back little. */
export type Readings = Readonly<Record<string, (body: Uint8Array, options: never) => Reading<unknown>>>;

/** What a reading takes besides the body: its options, or nothing. */
export type OptionsOf<R> = R extends (body: Uint8Array, ...options: infer O) => unknown ? O : never;
export type ValueOf<R> = R extends (...input: never[]) => infer T
  ? Extract<T, { readonly value: unknown }>['value']
  : never;

/** Reads replies off the main thread; a source names the readings that it needs. */
export interface Replies<R extends Readings> {
  /** The reading of that name, for a `ProviderClient`. */
  by<K extends keyof R>(reading: K, ...[options]: OptionsOf<R[K]>): ReplyReading<ValueOf<R[K]>>;
}

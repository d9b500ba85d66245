import type { components } from './schema.js';

type BatchView = components['schemas']['BatchView'];

/** Every word of a union, which the compiler would miss. */
const wordsOf = <Word extends string>(words: Readonly<Record<Word, true>>): readonly Word[] =>
  Object.keys(words) as Word[];

/** The states of a batch. */
export const BATCH_STATUSES = wordsOf<BatchView['status']>({
  pending: true,
  processing: true,
  paused: true,
  completed: true,
  partial: true,
  failed: true,
  cancelled: true,
});

/** The states of an item. */
export const ITEM_STATUSES = wordsOf<components['schemas']['ItemView']['status']>({
  pending: true,
  running: true,
  succeeded: true,
  failed: true,
  cancelled: true,
});

/** The priorities of a batch, lowest first. */
export const PRIORITIES = wordsOf<BatchView['priority']>({ low: true, normal: true, high: true, urgent: true });

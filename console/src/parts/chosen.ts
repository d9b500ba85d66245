/** Most batches that an action names one by one; the service takes no more. */
export const MOST_BATCHES = 1000;

/** The ids that were chosen, or everything that matches the filter. */
export type Chosen = ReadonlySet<string> | 'all';

/**
 * What a step of choosing led to: `most` when it stopped at the limit, `shown` when all that match became those in the
 * list.
 */
export interface Selection {
  readonly chosen: Chosen;
  readonly note?: 'most' | 'shown';
}

export const NOTHING: Selection = { chosen: new Set() };

/** The ids with one more or one less; undefined when there is no room for one more. */
export function toggled<Id>(chosen: ReadonlySet<Id>, id: Id, most: number): ReadonlySet<Id> | undefined {
  const next = new Set(chosen);
  if (next.delete(id)) return next;
  return next.size < most ? next.add(id) : undefined;
}

/** As many of the listed batches as an action can name. */
export const chooseShown = (shown: readonly string[]): Selection => ({
  chosen: new Set(shown.slice(0, MOST_BATCHES)),
  ...(shown.length > MOST_BATCHES && { note: 'most' }),
});

/**
 * A batch is chosen, or no longer. Nothing says "all that match but this one" to the service: when one is taken out of
 * all, the others in the list stay chosen, and those beyond the list do not.
 */
export function chooseOne({ chosen }: Selection, id: string, shown: readonly string[]): Selection {
  if (chosen === 'all') return { ...chooseShown(shown.filter((other) => other !== id)), note: 'shown' };
  const next = toggled(chosen, id, MOST_BATCHES);
  return next === undefined ? { chosen, note: 'most' } : { chosen: next };
}

/** Whether everything in the list is chosen that can be. */
export const isAllShown = (chosen: Chosen, shown: readonly string[]): boolean =>
  chosen === 'all' ||
  (chosen.size > 0 &&
    chosen.size >= Math.min(shown.length, MOST_BATCHES) &&
    shown.slice(0, MOST_BATCHES).every((id) => chosen.has(id)));

import type { Argument, Option } from 'commander';

/** By what takes it: words that a shell offers where any text may stand, for a service may know others. */
const offered = new WeakMap<Argument | Option, readonly string[]>();

/** A shell offers these words for it. */
export function offering<What extends Argument | Option>(what: What, words: readonly string[]): What {
  offered.set(what, words);
  return what;
}

/** What a shell offers for it: the only words that it takes, or those that are known. */
export const offeredFor = (what: Argument | Option): readonly string[] => what.argChoices ?? offered.get(what) ?? [];

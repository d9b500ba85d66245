/**
 * Control characters, and those that change the reading order: a name with one of them is displayed as another
 * name.
 */
const DISGUISING = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
/** Visible characters: joiners, soft hyphens and the like are text to a program, but not visible to a reader. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u;

/** Characters that are examined; every name has a lower limit, which refuses what is longer. */
const MAX_EXAMINED = 10_000;

/** What is wrong with a text as a name of a person or thing. */
export type NameFault = 'blank' | 'disguised';

/** The fault of a name; null when it can be shown unchanged. Callers that trim names pass the trimmed text. */
export function nameFault(name: string): NameFault | null {
  const text = name.slice(0, MAX_EXAMINED);
  const isBlank = !VISIBLE.test(text) && !DISGUISING.test(text.trim());
  if (isBlank) return 'blank';
  return DISGUISING.test(text) ? 'disguised' : null;
}

/** Messages of the faults, without the field name. */
export const NAME_FAULTS: Readonly<Record<NameFault, string>> = {
  blank: 'must not be blank',
  disguised: 'must not contain control characters or ones that change the reading order',
};

import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';

/**
 * Control characters, and those that change the reading order: a name with one of them is displayed as another
 * name.
 */
const DISGUISING = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
/** Visible characters: joiners, soft hyphens and the like are text to a program, but not visible to a reader. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u;

/** What is wrong with a text as a name of a person or thing. */
export type NameFault = 'blank' | 'disguised';

/** The fault of a name; null when it can be shown unchanged. Callers that trim names pass the trimmed text. */
export function nameFault(text: string): NameFault | null {
  const isBlank = !VISIBLE.test(text) && !DISGUISING.test(text.trim());
  if (isBlank) return 'blank';
  return DISGUISING.test(text) ? 'disguised' : null;
}

/** Messages of the faults, without the field name. */
export const NAME_FAULTS: Readonly<Record<NameFault, string>> = {
  blank: 'must not be blank',
  disguised: 'must not contain control characters or ones that change the reading order',
};

/** A DTO field with a name without faults; white space at its ends is ignored. */
export const IsNameText = (): PropertyDecorator =>
  applyDecorators(without('visibleText', 'blank'), without('undisguisedText', 'disguised'));

const without = (name: string, fault: NameFault): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value === 'string' && nameFault(value.trim()) !== fault,
      defaultMessage: () => `$property ${NAME_FAULTS[fault]}`,
    },
  });

import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';

/** Control characters, and those that turn the reading order: a name with one of them is shown as another name. */
const DISGUISING = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
/** Anything that is drawn: joiners, soft hyphens and the like are text to a program, and nothing to a reader. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u;

/** What is wrong with a text as a name of somebody or something. */
export type NameFault = 'blank' | 'disguised';

/** The flaw of a name (RELIABILITY 4.2 B15); null when it can be shown as it is. Whoever trims names gives it trimmed. */
export function nameFault(text: string): NameFault | null {
  const isBlank = !VISIBLE.test(text) && !DISGUISING.test(text.trim());
  if (isBlank) return 'blank';
  return DISGUISING.test(text) ? 'disguised' : null;
}

/** What the faces say of a flaw; the field stands beside it. */
export const NAME_FAULTS: Readonly<Record<NameFault, string>> = {
  blank: 'must not be blank',
  disguised: 'must not contain control characters or ones that turn the reading order',
};

/** A field of a DTO that holds a name without flaws; blanks at its ends are left out before it is used. */
export const IsNameText = (): PropertyDecorator =>
  applyDecorators(without('visibleText', 'blank'), without('undisguisedText', 'disguised'));

const without = (name: string, flaw: NameFault): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value === 'string' && nameFault(value.trim()) !== flaw,
      defaultMessage: () => `$property ${NAME_FAULTS[flaw]}`,
    },
  });

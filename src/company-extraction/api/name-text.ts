import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { NAME_FAULTS, type NameFault, nameFault } from '../../platform/text/name-fault.js';

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

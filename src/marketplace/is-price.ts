import { ValidateBy } from 'class-validator';
import { PRICE } from '../batch-operations/rules/field-rules.js';
import { readPrice } from './price.js';

/** A DTO field that takes what `readPrice` takes: a number or a decimal text. */
export const IsPrice = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPrice',
    validator: {
      validate: (value: unknown) => readPrice(value) !== undefined,
      defaultMessage: () => `$property must be ${PRICE.takes}`,
    },
  });

import { ValidateBy } from 'class-validator';
import { PRICE } from './field-rules.js';
import { readPrice } from './price.js';

/** DTO field that accepts the input of `readPrice`: a number or a decimal string. */
export const IsPrice = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPrice',
    validator: {
      validate: (value: unknown) => readPrice(value) !== undefined,
      defaultMessage: () => `$property must be ${PRICE.takes}`,
    },
  });

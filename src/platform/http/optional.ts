import { ValidateIf } from 'class-validator';

/** The field may be left out. Unlike class-validator's IsOptional it does not let null through: null is a value. */
export const Optional = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

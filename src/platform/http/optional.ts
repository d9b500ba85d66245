import { ValidateIf } from 'class-validator';

/** The field may be omitted. Unlike IsOptional, null is rejected. */
export const Optional = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

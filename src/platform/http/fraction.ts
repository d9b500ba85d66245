import { ApiProperty } from '@nestjs/swagger';

/** A number that may have decimals; every other one is an integer in the OpenAPI document. */
export const Fraction = (): PropertyDecorator => ApiProperty({ format: 'double' });

import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsObject, IsOptional, Max, Min } from 'class-validator';
import { KINDS, type KindName } from '../kind.js';
import { TransactionalExtrasDto } from './batch-extras.dto.js';

/** The envelope of a batch of any kind: everything but its items. */
export class SubmitEnvelopeDto extends TransactionalExtrasDto {
  /** Whose rules the items and options follow. */
  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  kind!: KindName;

  /**
   * Options of the kind; its defaults when not given.
   * @example { "strict": false }
   */
  @IsOptional()
  @IsObject()
  options?: Record<string, unknown>;

  /**
   * Items that run at once, over all processes; at most what the kind allows, and its default when not given.
   * @example 5
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  max_concurrent?: number;

  /**
   * Time limit of one item in seconds; at most what the kind allows, and its default when not given.
   * @example 60
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(86_400)
  timeout_seconds?: number;
}

/** A batch of any kind as JSON. */
export class SubmitBatchDto extends SubmitEnvelopeDto {
  /** 1 to 10,000 items in the form of the kind's own route, each with an optional `ref` and `metadata`. */
  @ApiProperty({
    type: 'array',
    minItems: 1,
    maxItems: 10_000,
    items: {},
    example: [{ id: 'contact-001', data: { name: 'Ana Souza', email: 'ana@example.com' } }],
  })
  items!: unknown[];
}

/** What a dry run answers: nothing was stored. */
export class DryRunDto {
  /** Always true; faults are answered as an error. */
  valid!: boolean;

  /** @example 2 */
  total!: number;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import type { Outcome } from '../model/item.js';
import { KINDS, type KindName } from '../model/kind.js';
import { TransactionalExtrasDto } from '../request/batch-extras.dto.js';
import { ItemErrorDto } from '../read/batch-view.dto.js';

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
  @Optional()
  @IsObject()
  options?: Record<string, unknown>;

  /**
   * Items that run at once, over all processes; at most what the kind allows, and its default when not given.
   * @example 5
   */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  max_concurrent?: number;

  /**
   * Time limit of one item in seconds; at most what the kind allows, and its default when not given.
   * @example 60
   */
  @Optional()
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

/** What would become of an item. */
export class VerdictDto {
  /** Zero-based position in the submission. */
  index!: number;

  valid!: boolean;

  /** Why it would fail; null when it would not, as far as can be told without doing the work. */
  error!: ItemErrorDto | null;

  static from(index: number, outcome: Outcome<unknown> | undefined): VerdictDto {
    const error = outcome?.status === 'failed' ? ItemErrorDto.from(outcome.error) : null;
    return { index, valid: error === null, error };
  }
}

/** What a dry run answers: nothing was stored. Items that break a rule of form are answered as an error instead. */
export class DryRunDto {
  /** Whether no item would fail. */
  valid!: boolean;

  /** @example 2 */
  total!: number;

  /** One for each item, in their order; null for lines, of which only the form is judged. */
  items!: VerdictDto[] | null;

  static from(items: VerdictDto[]): DryRunDto {
    return { valid: items.every(({ valid }) => valid), total: items.length, items };
  }
}

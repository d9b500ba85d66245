import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import type { Outcome } from '../model/items/item.js';
import { KINDS } from '../model/kinds/declared-kinds.js';
import type { KindName } from '../model/kinds/kind.js';
import { TransactionalExtrasDto } from '../request/batch-extras.dto.js';
import { ItemErrorDto } from '../read/batch-view.dto.js';
import { ImportDto } from './import.dto.js';

/** The envelope of a batch of any kind: all fields except its items. */
export class SubmitEnvelopeDto extends TransactionalExtrasDto {
  /** The kind of the batch, which determines the fields of its items and options. */
  @ApiProperty({ type: 'string', enum: KINDS })
  @IsIn(KINDS)
  kind!: KindName;

  /**
   * Options of the kind; the kind's defaults when omitted.
   * @example { "strict": false }
   */
  @Optional()
  @IsObject()
  options?: Record<string, unknown>;

  /**
   * Most items that run at once, over all processes: 1 to the maximum of the kind; the kind's default when omitted.
   * @example 5
   */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  max_concurrent?: number;

  /**
   * Time limit of one item in seconds: 1 to the maximum of the kind; the kind's default when omitted.
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
  /** 1 to 10,000 items with the fields of the kind's own route, each with an optional `ref` and `metadata`. */
  @ApiProperty({
    type: 'array',
    minItems: 1,
    maxItems: 10_000,
    items: {},
    example: [{ id: 'contact-001', data: { name: 'Ana Souza', email: 'ana@example.com' } }],
  })
  items!: unknown[];
}

/** The result of a dry run for one item. */
export class VerdictDto {
  /** Zero-based position in the submission. */
  index!: number;

  /** Whether the item would succeed, as far as can be foreseen. */
  valid!: boolean;

  /** Why the item would fail; null when no error is foreseeable without running it. */
  error!: ItemErrorDto | null;

  /**
   * Line of the file at which its row begins, or row of the sheet; from 1. Only for a file.
   * @example 2
   */
  line?: number;

  static from(index: number, outcome: Outcome<unknown> | undefined): VerdictDto {
    const error = outcome?.status === 'failed' ? ItemErrorDto.from(outcome.error) : null;
    return { index, valid: error === null, error };
  }
}

/**
 * The result of a dry run; nothing was stored. Items that do not pass validation cause a VALIDATION_ERROR instead; rows
 * of a file that are no valid items have the verdict INVALID_ROW, whatever `on_invalid` says.
 */
export class DryRunDto {
  /** Whether all items are valid. */
  valid!: boolean;

  /**
   * Items submitted.
   * @example 2
   */
  total!: number;

  /**
   * One entry per item, in order, or for every row of a file; null for `application/x-ndjson` with an envelope, whose
   * lines are only validated.
   */
  items!: VerdictDto[] | null;

  /** How the file would be read; only for a file. */
  import?: ImportDto;

  static from(items: VerdictDto[]): DryRunDto {
    return { valid: items.every(({ valid }) => valid), total: items.length, items };
  }
}

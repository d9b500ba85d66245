import { IsIn, IsInt, Max, Min } from 'class-validator';
import { OmitType } from '@nestjs/swagger';
import { Optional } from '../../platform/http/optional.js';
import { NumberedPageQueryDto } from '../../platform/http/page-query.dto.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { MOST_APPENDED_ITEMS } from '../model/items/item.js';
import { MAX_JSON_ITEMS } from '../model/items/submission.js';
import type { PartRow } from '../submit/part-store.js';
import type { StoredPart } from '../submit/batch-appender.js';
import { ApiProperty } from '@nestjs/swagger';
import { ImportDto } from './import.dto.js';
import { SubmitEnvelopeDto } from './submit.dto.js';

/** When the items of an open batch begin to run. */
const STARTS = ['at_seal', 'at_once'] as const;

/** A batch that gets its items in parts. */
export class OpenBatchDto extends OmitType(SubmitEnvelopeDto, ['atomic'] as const) {
  /**
   * When its items begin to run: once it is sealed, or as they come, which transactional kinds cannot. Default
   * `at_seal`.
   */
  @Optional()
  @IsIn(STARTS)
  start?: (typeof STARTS)[number];
}

/** A part of a batch as JSON. */
export class PartBodyDto {
  /** 1 to 10,000 items with the fields of the kind's own route, each with an optional `ref` and `metadata`. */
  @ApiProperty({
    type: 'array',
    minItems: 1,
    maxItems: MAX_JSON_ITEMS,
    items: {},
    example: [{ id: 'contact-001', data: { name: 'Ana Souza', email: 'ana@example.com' } }],
  })
  items!: unknown[];
}

/** A part that is stored. */
export class StoredPartDto {
  /**
   * Id of the batch.
   * @example "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"
   */
  batch_id!: string;

  /**
   * Number of the part.
   * @example 1
   */
  part!: number;

  /** Index of its first item; parts stand in the order in which they came. */
  first_index!: number;

  /**
   * Its items.
   * @example 10000
   */
  items!: number;

  /**
   * All items of the batch so far.
   * @example 10000
   */
  total!: number;

  /** How the file was read; only of a part that came as one. */
  import?: ImportDto;

  static from(batchId: string, stored: StoredPart & { readonly report?: ImportDto }): StoredPartDto {
    const { part, firstIndex, items, total, report } = stored;
    const told = definedOnly({ import: report });
    return { batch_id: batchId, part, first_index: firstIndex, items, total, ...told };
  }
}

/** A part of a batch in the list. */
export class PartViewDto {
  /**
   * Number of the part.
   * @example 1
   */
  part!: number;

  /** Index of its first item. */
  first_index!: number;

  /**
   * Its items.
   * @example 10000
   */
  items!: number;

  /** When it came. */
  created_at!: string;

  static from({ part, firstIndex, items, createdAt }: PartRow): PartViewDto {
    return { part, first_index: firstIndex, items, created_at: createdAt.toISOString() };
  }
}

/** Page of the list of parts. */
export class PartListQueryDto extends NumberedPageQueryDto {}

/** A page of parts by their numbers. */
export class PartListDto {
  /** The parts of the page. */
  results!: PartViewDto[];

  /** Pass it as `cursor` to get the next page; null on the last page. */
  next_cursor!: number | null;
}

/** The seal of a batch. */
export class SealDto {
  /**
   * How many items the batch must have; with another number it stays open.
   * @example 250000
   */
  @IsInt()
  @Min(1)
  @Max(MOST_APPENDED_ITEMS)
  expected_items!: number;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryInteger } from '../../platform/http/query-values.js';
import { KINDS } from '../model/kinds/declared-kinds.js';
import type { KindName } from '../model/kinds/kind.js';
import { Fraction } from '../../platform/http/fraction.js';
import { IsStoredErrorCode } from '../../platform/http/error-body.dto.js';

export const TIMEFRAME_NAMES = ['1h', '6h', '24h', '7d', '30d'] as const;

/** Filters of the statistics. */
export class StatsQueryDto {
  /** Only batches created within this time before now. */
  @Optional()
  @IsIn(TIMEFRAME_NAMES)
  timeframe: (typeof TIMEFRAME_NAMES)[number] = '24h';

  /** Only batches of this kind. */
  @Optional()
  @IsIn(KINDS)
  kind?: KindName;

  /** Only batches of the user with this id; another user's require the scope `admin`. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  owner?: number;
}

/** Number of batches created in the timeframe. */
export class BatchStatsDto {
  /**
   * Batches created.
   * @example 12
   */
  total!: number;

  /** Batches that have not ended. */
  active!: number;

  /**
   * Batches by state.
   * @example { "completed": 10, "partial": 2 }
   */
  by_status!: Readonly<Record<string, number>>;
}

/** Number of items of these batches. */
export class ItemStatsDto {
  /**
   * Items of the batches.
   * @example 240
   */
  total!: number;

  /** Items that succeeded. */
  succeeded!: number;

  /** Items that failed. */
  failed!: number;

  /** Items that were cancelled. */
  cancelled!: number;

  /**
   * Share of successes among the items that succeeded or failed, in per cent with two decimals; 0 when there are none.
   * @example 97.92
   */
  @Fraction()
  success_rate!: number;
}

/** Durations from start to end of the batches that have ended, in milliseconds; null when none has. */
export class DurationStatsDto {
  /** Mean; null when there is none. */
  @Fraction()
  average!: number | null;

  /** Median; null when there is none. */
  @Fraction()
  median!: number | null;

  /** 95th percentile; null when there is none. */
  @Fraction()
  p95!: number | null;

  /** Shortest; null when there is none. */
  @Fraction()
  fastest!: number | null;

  /** Longest; null when there is none. */
  @Fraction()
  slowest!: number | null;
}

/** Number of items that failed with an error code. */
export class ErrorStatsDto {
  /**
   * Error code.
   * @example "TIMEOUT"
   */
  @IsStoredErrorCode()
  code!: string;

  /** How often it occurred. */
  count!: number;

  /** Share of all failed items, in per cent with one decimal. */
  @Fraction()
  percentage!: number;
}

/** Counts of the batches created in one interval of the series. */
export class StatsPointDto {
  /** Beginning of the interval. */
  from!: string;

  /** Batches created. */
  batches!: number;

  /** Items in them. */
  items!: number;

  /** Items that succeeded. */
  succeeded!: number;

  /** Items that failed. */
  failed!: number;
}

/** Statistics over the batches that the caller may see, at most 5 seconds old. */
export class StatsDto {
  /** The timeframe asked for. */
  @ApiProperty({ enum: TIMEFRAME_NAMES })
  timeframe!: (typeof TIMEFRAME_NAMES)[number];

  /** The kind asked for; null for all. */
  @ApiProperty({ type: 'string', enum: KINDS, nullable: true })
  kind!: KindName | null;

  /** Numbers of batches. */
  batches!: BatchStatsDto;

  /**
   * Batches by kind.
   * @example { "my_kind": 12 }
   */
  by_kind!: Readonly<Record<string, number>>;

  /** Numbers of items. */
  items!: ItemStatsDto;

  /** Times from the start to the end of batches, in milliseconds. */
  duration_ms!: DurationStatsDto;

  /** The most frequent error codes of failed items, at most ten. */
  errors!: ErrorStatsDto[];

  /**
   * Batches by time of creation, in intervals of 5 minutes (`1h`), 30 minutes (`6h`), 1 hour (`24h`), 6 hours (`7d`) or
   * 1 day (`30d`); intervals without a batch are omitted.
   */
  series!: StatsPointDto[];

  /** When the figures were read. */
  generated_at!: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryInteger } from '../../platform/http/query-values.js';
import { KINDS, type KindName } from '../model/kind.js';

const TIMEFRAME_NAMES = ['1h', '6h', '24h', '7d', '30d'] as const;

/** Which batches to count. */
export class StatsQueryDto {
  /** Batches created in this last stretch of time. */
  @Optional()
  @IsIn(TIMEFRAME_NAMES)
  timeframe: (typeof TIMEFRAME_NAMES)[number] = '24h';

  /** Only batches of this kind. */
  @Optional()
  @IsIn(KINDS)
  kind?: KindName;

  /** Only this user's batches; other users than oneself need the scope `admin`. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  owner?: number;
}

/** Batches created in the timeframe. */
export class BatchStatsDto {
  /** @example 12 */
  total!: number;

  /** Not ended yet. */
  active!: number;

  /** @example { "completed": 10, "partial": 2 } */
  by_status!: Readonly<Record<string, number>>;
}

/** Their items. */
export class ItemStatsDto {
  /** @example 240 */
  total!: number;

  succeeded!: number;

  failed!: number;

  cancelled!: number;

  /**
   * Successes of the items that succeeded or failed, in per cent; 0 when none did.
   * @example 97.92
   */
  success_rate!: number;
}

/** From start to end of the batches that ended, in milliseconds; null when none did. */
export class DurationStatsDto {
  average!: number | null;

  median!: number | null;

  p95!: number | null;

  fastest!: number | null;

  slowest!: number | null;
}

/** How often an item failed with a code. */
export class ErrorStatsDto {
  /** @example "TIMEOUT" */
  code!: string;

  count!: number;

  /** Share of all failed items, in per cent. */
  percentage!: number;
}

/** A point of the series. */
export class StatsPointDto {
  from!: string;

  batches!: number;

  items!: number;

  succeeded!: number;

  failed!: number;
}

/** Figures over the batches that the caller sees, at most five seconds old. */
export class StatsDto {
  @ApiProperty({ enum: TIMEFRAME_NAMES })
  timeframe!: (typeof TIMEFRAME_NAMES)[number];

  @ApiProperty({ enum: KINDS, nullable: true })
  kind!: KindName | null;

  batches!: BatchStatsDto;

  /** @example { "contact_analysis": 12 } */
  by_kind!: Readonly<Record<string, number>>;

  items!: ItemStatsDto;

  duration_ms!: DurationStatsDto;

  /** The most frequent error codes, at most ten. */
  errors!: ErrorStatsDto[];

  /** Batches by time of creation; stretches without a batch are left out. */
  series!: StatsPointDto[];

  generated_at!: string;
}

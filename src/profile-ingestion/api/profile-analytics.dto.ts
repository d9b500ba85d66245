import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { OwnerChoiceDto } from '../../accounts/owner-query.dto.js';

const TIMEFRAMES = ['1h', '6h', '24h', '7d', '30d'] as const;

/** Which batches are counted. */
export class ProfileAnalyticsQueryDto extends OwnerChoiceDto {
  /** Covers batches created within this time before now. */
  @ApiProperty({ enum: TIMEFRAMES, default: '24h', required: false })
  @IsIn(TIMEFRAMES)
  timeframe: (typeof TIMEFRAMES)[number] = '24h';
}

/** Numbers of profiles in the batches created in the timeframe. */
export class ProfileTotalsDto {
  total!: number;

  succeeded!: number;

  failed!: number;

  /** Percentage of profiles that succeeded, of those that succeeded or failed. */
  success_rate!: number;
}

/** Milliseconds from start to end of a profile; null when none ended. */
export class ProfileTimesDto {
  average!: number | null;

  median!: number | null;

  p95!: number | null;

  slowest!: number | null;
}

/** Statistics of the profiles with one suggested role. */
export class RoleFiguresDto {
  /** @example "CTO" */
  role!: string;

  total!: number;

  succeeded!: number;

  failed!: number;

  success_rate!: number;

  /** How many titles matched the role exactly, nearly or not. */
  matches!: Record<string, unknown>;
}

/** Statistics of the requests to one provider. */
export class ProviderFiguresDto {
  /** @example "archive" */
  provider!: string;

  asked!: number;

  found!: number;

  not_found!: number;

  failed!: number;

  /** Percentage of requests that found a profile. */
  success_rate!: number;

  /** Average response time in milliseconds, over the profiles that succeeded; null when there are none. */
  average_ms!: number | null;
}

/** How many profiles failed with an error code. */
export class ProfileErrorFiguresDto {
  /** @example "PROFILE_NOT_FOUND" */
  code!: string;

  count!: number;
}

/** Statistics of profile batches. */
export class ProfileAnalyticsDto {
  timeframe!: string;

  profiles!: ProfileTotalsDto;

  processing_ms!: ProfileTimesDto;

  roles!: RoleFiguresDto[];

  providers!: ProviderFiguresDto[];

  errors!: ProfileErrorFiguresDto[];
}

import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { OwnerChoiceDto } from '../../accounts/rights/owner-query.dto.js';
import { Fraction } from '../../platform/http/fraction.js';
import { IsErrorCode } from '../../platform/http/error-body.dto.js';
import { ROLES } from '../profile/role-terms.js';

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
  /** Profiles submitted. */
  total!: number;

  /** Profiles ingested. */
  succeeded!: number;

  /** Profiles that failed. */
  failed!: number;

  /** Percentage of profiles that succeeded, of those that succeeded or failed. */
  @Fraction()
  success_rate!: number;
}

/** Milliseconds from start to end of a profile; null when none ended. */
export class ProfileTimesDto {
  /** Mean; null when there is none. */
  @Fraction()
  average!: number | null;

  /** Median; null when there is none. */
  @Fraction()
  median!: number | null;

  /** 95th percentile; null when there is none. */
  @Fraction()
  p95!: number | null;

  /** Longest; null when there is none. */
  @Fraction()
  slowest!: number | null;
}

/** Statistics of the profiles with one suggested role. */
export class RoleFiguresDto {
  /**
   * The suggested role.
   * @example "CTO"
   */
  @ApiProperty({ enum: ROLES })
  role!: string;

  /** Profiles submitted. */
  total!: number;

  /** Profiles ingested. */
  succeeded!: number;

  /** Profiles that failed. */
  failed!: number;

  /** Share of successes among those that ended, in per cent. */
  @Fraction()
  success_rate!: number;

  /** How many titles matched the role exactly, nearly or not. */
  matches!: Record<string, unknown>;
}

/** Statistics of the requests to one provider. */
export class ProviderFiguresDto {
  /**
   * Name of the provider.
   * @example "archive"
   */
  provider!: string;

  /** Times it was asked. */
  asked!: number;

  /** Profiles it had. */
  found!: number;

  /** Profiles it did not have. */
  not_found!: number;

  /** Times it failed. */
  failed!: number;

  /** Percentage of requests that found a profile. */
  @Fraction()
  success_rate!: number;

  /** Average response time in milliseconds, over the profiles that succeeded; null when there are none. */
  @Fraction()
  average_ms!: number | null;
}

/** How many profiles failed with an error code. */
export class ProfileErrorFiguresDto {
  /**
   * Error code.
   * @example "PROFILE_NOT_FOUND"
   */
  @IsErrorCode()
  code!: string;

  /** How often it occurred. */
  count!: number;
}

/** Statistics of profile batches. */
export class ProfileAnalyticsDto {
  /** The timeframe asked for. */
  timeframe!: string;

  /** Numbers of profiles. */
  profiles!: ProfileTotalsDto;

  /** Times of the profiles in milliseconds. */
  processing_ms!: ProfileTimesDto;

  /** Figures by suggested role. */
  roles!: RoleFiguresDto[];

  /** Figures by provider. */
  providers!: ProviderFiguresDto[];

  /** The most common errors. */
  errors!: ProfileErrorFiguresDto[];
}

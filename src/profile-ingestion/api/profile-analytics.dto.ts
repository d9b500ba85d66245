import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { OwnerChoiceDto } from '../../accounts/owner-query.dto.js';

const TIMEFRAMES = ['1h', '6h', '24h', '7d', '30d'] as const;

/** Which batches count. */
export class ProfileAnalyticsQueryDto extends OwnerChoiceDto {
  /** How far back. */
  @ApiProperty({ enum: TIMEFRAMES, default: '24h', required: false })
  @IsIn(TIMEFRAMES)
  timeframe: (typeof TIMEFRAMES)[number] = '24h';
}

/** Profiles of batches created in the timeframe. */
export class ProfileTotalsDto {
  total!: number;

  succeeded!: number;

  failed!: number;

  /** Of those that succeeded or failed, in per cent. */
  success_rate!: number;
}

/** Time from start to end of a profile in milliseconds; null when none ended. */
export class ProfileTimesDto {
  average!: number | null;

  median!: number | null;

  p95!: number | null;

  slowest!: number | null;
}

/** Profiles by suggested role. */
export class RoleFiguresDto {
  /** @example "CTO" */
  role!: string;

  total!: number;

  succeeded!: number;

  failed!: number;

  success_rate!: number;

  /** How the titles bore the role out. */
  matches!: Record<string, unknown>;
}

/** Questions to one provider. */
export class ProviderFiguresDto {
  /** @example "archive" */
  provider!: string;

  asked!: number;

  found!: number;

  not_found!: number;

  failed!: number;

  /** Found of asked, in per cent. */
  success_rate!: number;

  /** Time of an answer in milliseconds, of the profiles that succeeded. */
  average_ms!: number | null;
}

/** How often an error ended a profile. */
export class ProfileErrorFiguresDto {
  /** @example "PROFILE_NOT_FOUND" */
  code!: string;

  count!: number;
}

/** The figures of profile batches. */
export class ProfileAnalyticsDto {
  timeframe!: string;

  profiles!: ProfileTotalsDto;

  processing_ms!: ProfileTimesDto;

  roles!: RoleFiguresDto[];

  providers!: ProviderFiguresDto[];

  errors!: ProfileErrorFiguresDto[];
}

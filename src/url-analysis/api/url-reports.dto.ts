import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';

/** One of the three queues. */
export class JobQueueDto {
  /** high, normal or low. */
  name!: string;

  /** operational, or stalled when its oldest job waits for longer than 15 minutes while nothing runs. */
  status!: string;

  /** Jobs that no worker has begun. */
  waiting_jobs!: number;

  processing_jobs!: number;

  paused_jobs!: number;

  waiting_urls!: number;

  running_urls!: number;

  /** Since when the oldest waiting job waits. */
  oldest_waiting_since!: string | null;
}

/** The queues of URL jobs; urgent jobs stand at the head of `high`. */
export class QueueStatusDto {
  queues!: JobQueueDto[];

  total_waiting_jobs!: number;

  total_processing_jobs!: number;

  /** @example "All 3 priority queues operational" */
  message!: string;
}

/** Which jobs to remove. */
export class CleanupQueryDto {
  /** Jobs that completed longer ago than so many days. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(3650)
  older_than_days: number = 30;

  /** true: only count. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  dry_run: boolean = false;
}

/** What a cleanup removed, or would remove. */
export class CleanupDto {
  dry_run!: boolean;

  older_than_days!: number;

  /** Completed jobs; pending, processing, failed and cancelled ones are left alone. */
  jobs!: number;

  /** URLs of these jobs, with their results. */
  urls!: number;

  /** true: there is more than one request removes; ask again. */
  has_more!: boolean;
}

/** The part that analyses. */
export class EngineHealthDto {
  /** `URL_ANALYSIS_ENGINE`. */
  configured!: string;

  /** What a job without a choice of its own is analysed with; null when it is not available. */
  chosen!: string | null;

  reason!: string;

  available!: string[];
}

/** The jobs of all owners. */
export class ProcessorHealthDto {
  /** Jobs that wait. */
  waiting_jobs!: number;

  processing_jobs!: number;

  /** URLs that are analysed now, in all processes. */
  running_urls!: number;

  /** Jobs whose worker has not been heard of for twice its lease; another one takes them over. */
  stuck_jobs!: number;
}

/** Whether URLs can be analysed. */
export class UrlHealthDto {
  /** @example "ok" */
  status!: string;

  /** operational, or degraded when jobs are stuck or the configured engine is missing. */
  batch_processor!: string;

  /** Only for admins. */
  database?: string;

  /** Only for admins. */
  processor?: ProcessorHealthDto;

  /** Only for admins. */
  engine?: EngineHealthDto;
}

export const ANALYTICS_TIMEFRAMES = { '1h': 1, '6h': 6, '24h': 24, '7d': 168, '30d': 720 } as const;
export type AnalyticsTimeframe = keyof typeof ANALYTICS_TIMEFRAMES;
const FRAMES = Object.keys(ANALYTICS_TIMEFRAMES);

/** Which analyses to sum up. */
export class AnalyticsQueryDto {
  /** Analyses of the last so many hours or days. */
  @Optional()
  @IsIn(FRAMES)
  @ApiProperty({ enum: FRAMES, required: false, default: '24h' })
  timeframe: AnalyticsTimeframe = '24h';

  /** Only this user's; other users than oneself need the scope `admin`. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  owner?: number;
}

/** Percentiles of a metric, linearly interpolated. */
export class MetricPercentilesDto {
  /** fcp_ms, lcp_ms, tbt_ms, cls, si_ms, ttfb_ms, total_bytes or duration_ms. */
  metric!: string;

  count!: number;

  p50!: number;

  p75!: number;

  p90!: number;

  p95!: number;

  p99!: number;
}

/** Analyses of one engine under one strategy. */
export class EngineAnalyticsDto {
  engine!: string;

  strategy!: string;

  analyses!: number;

  metrics!: MetricPercentilesDto[];
}

/** How many scores fall into a band of ten. */
export class ScoreBandDto {
  /** performance, accessibility, best_practices, seo or http. */
  category!: string;

  /** @example "90-100" */
  band!: string;

  count!: number;
}

/** A host with the time to the first byte of its documents, in milliseconds. */
export class SlowHostDto {
  host!: string;

  analyses!: number;

  median_ttfb_ms!: number;
}

/** What the analyses of a timeframe came to; results out of the cache are not counted again. */
export class UrlAnalyticsDto {
  timeframe!: string;

  engines!: EngineAnalyticsDto[];

  score_distribution!: ScoreBandDto[];

  /** At most 10, slowest first. */
  slowest_hosts!: SlowHostDto[];
}

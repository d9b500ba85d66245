import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';
import { Fraction } from '../../platform/http/fraction.js';
import { PROVIDER_NAMES, STRATEGIES } from '../engines/url-result.js';

/** One of the three queues. */
export class JobQueueDto {
  /** `high`, `normal` or `low`. */
  name!: string;

  /** `operational`, or `stalled` when its oldest job has waited for more than 15 minutes while nothing runs. */
  @ApiProperty({ enum: ['operational', 'stalled'] })
  status!: string;

  /** Jobs that no worker has started. */
  waiting_jobs!: number;

  /** Jobs that are processed. */
  processing_jobs!: number;

  /** Jobs that are paused. */
  paused_jobs!: number;

  /** URLs that wait. */
  waiting_urls!: number;

  /** URLs that are analysed now. */
  running_urls!: number;

  /** When the oldest waiting job was queued; null when none waits. */
  oldest_waiting_since!: string | null;
}

/** The queues of URL jobs; urgent jobs are at the head of `high`. */
export class QueueStatusDto {
  /** The three queues. */
  queues!: JobQueueDto[];

  /** Jobs that wait, in all queues. */
  total_waiting_jobs!: number;

  /** Jobs that are processed, in all queues. */
  total_processing_jobs!: number;

  /**
   * The same in words.
   * @example "All 3 priority queues operational"
   */
  message!: string;
}

/** Which jobs are deleted. */
export class CleanupQueryDto {
  /** Deletes jobs that completed more than this many days ago. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(3650)
  older_than_days: number = 30;

  /** true: only counts the jobs. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  dry_run: boolean = false;
}

/** Jobs that a cleanup deleted, or would delete in a dry run. */
export class CleanupDto {
  /** Whether nothing was deleted because only the numbers were asked for. */
  dry_run!: boolean;

  /** Days that have passed since the jobs ended. */
  older_than_days!: number;

  /** Completed jobs; pending, processing, failed and cancelled ones are not deleted. */
  jobs!: number;

  /** URLs of these jobs, with their results. */
  urls!: number;

  /** true: more jobs qualify than one request deletes; repeat the request. */
  has_more!: boolean;
}

/** The configured engine and its availability. */
export class EngineHealthDto {
  /** The setting `URL_ANALYSIS_ENGINE`. */
  configured!: string;

  /** Engine of jobs that name none; null when it is not available. */
  chosen!: string | null;

  /** Why; null when it is available. */
  reason!: string;

  /** Whether URLs can be analysed with it. */
  available!: string[];
}

/** Processing of the jobs of all owners. */
export class ProcessorHealthDto {
  /** Jobs that are waiting. */
  waiting_jobs!: number;

  /** Jobs that are processed. */
  processing_jobs!: number;

  /** URLs that are being analysed, in all processes. */
  running_urls!: number;

  /** Jobs whose worker has not renewed its lease for twice the lease time; another worker takes them over. */
  stuck_jobs!: number;
}

/** Whether URLs can be analysed. */
export class UrlHealthDto {
  /**
   * Whether URLs can be analysed.
   * @example "ok"
   */
  @ApiProperty({ enum: ['ok'] })
  status!: string;

  /** `operational`, or `degraded` when jobs are stuck or the configured engine is missing. */
  batch_processor!: string;

  /** State of the database; only with an admin's key. */
  database?: string;

  /** State of the processing; only with an admin's key. */
  processor?: ProcessorHealthDto;

  /** State of the engine; only with an admin's key. */
  engine?: EngineHealthDto;
}

export const ANALYTICS_TIMEFRAMES = { '1h': 1, '6h': 6, '24h': 24, '7d': 168, '30d': 720 } as const;
export type AnalyticsTimeframe = keyof typeof ANALYTICS_TIMEFRAMES;
const FRAMES = Object.keys(ANALYTICS_TIMEFRAMES);

/** Which analyses are summarised. */
export class AnalyticsQueryDto {
  /** Covers analyses of this time before now. */
  @Optional()
  @IsIn(FRAMES)
  @ApiProperty({ enum: FRAMES, required: false, default: '24h' })
  timeframe: AnalyticsTimeframe = '24h';

  /** Only analyses of this user; other users than the caller's own require the scope `admin`. */
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

  /** Analyses that measured it. */
  count!: number;

  /** Median. */
  @Fraction()
  p50!: number;

  /** 75th percentile. */
  @Fraction()
  p75!: number;

  /** 90th percentile. */
  @Fraction()
  p90!: number;

  /** 95th percentile. */
  @Fraction()
  p95!: number;

  /** 99th percentile. */
  @Fraction()
  p99!: number;
}

/** Analyses of one engine with one strategy. */
export class EngineAnalyticsDto {
  /** Name of the engine. */
  @ApiProperty({ enum: PROVIDER_NAMES })
  engine!: string;

  /** Device that was simulated. */
  @ApiProperty({ enum: STRATEGIES })
  strategy!: string;

  /** Number of analyses. */
  analyses!: number;

  /** Percentiles by figure. */
  metrics!: MetricPercentilesDto[];
}

/** Number of scores in a band of ten. */
export class ScoreBandDto {
  /** performance, accessibility, best_practices, seo or http. */
  category!: string;

  /**
   * Range of the score.
   * @example "90-100"
   */
  band!: string;

  /** Analyses in it. */
  count!: number;
}

/** A host with the time to first byte of its documents, in milliseconds. */
export class SlowHostDto {
  /** Name of the host. */
  host!: string;

  /** Number of analyses. */
  analyses!: number;

  /** Median time to the first byte, in milliseconds. */
  @Fraction()
  median_ttfb_ms!: number;
}

/** Statistics of the analyses in a timeframe; results from the cache are not counted again. */
export class UrlAnalyticsDto {
  /** The timeframe asked for. */
  timeframe!: string;

  /** Figures by engine and strategy. */
  engines!: EngineAnalyticsDto[];

  /** Analyses by range of the score. */
  score_distribution!: ScoreBandDto[];

  /**
   * The slowest hosts, at most 10; of the 2,000 hosts of a minute, an hour or a day that have the most analyses, once
   * these are summed up.
   */
  slowest_hosts!: SlowHostDto[];

  /**
   * Largest relative error of the percentiles and medians: 0 when all are exact, as those of few analyses are,
   * otherwise 0.01. Counts are exact.
   */
  @Fraction()
  relative_error!: number;
}

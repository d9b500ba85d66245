import { Fraction } from '../../platform/http/fraction.js';
import { IsErrorType } from '../../platform/http/error-body.dto.js';
/** Batches of companies created in the timeframe. */
export class SystemStatsDto {
  /** Batches submitted. */
  total_batches!: number;

  /** Batches that ended with at least one success. */
  completed_batches!: number;

  /** Batches without a success. */
  failed_batches!: number;

  /** Batches that were cancelled. */
  cancelled_batches!: number;

  /** Batches that are queued, running or paused. */
  active_batches!: number;

  /** Companies that succeeded or failed. */
  total_companies_processed!: number;

  /** Average seconds in processing of an ended batch; null when none has ended. */
  @Fraction()
  average_processing_time!: number | null;

  /** Percentage of companies that succeeded, of those that succeeded or failed. */
  @Fraction()
  success_rate!: number;
}

/** Sizes and times of the batches of the timeframe. */
export class PerformanceMetricsDto {
  /** Average number of companies per batch. */
  @Fraction()
  average_batch_size!: number;

  /** Seconds in processing of the fastest ended batch; null when none has ended. */
  @Fraction()
  fastest_batch_time!: number | null;

  /** Seconds in processing of the slowest ended batch; null when none has ended. */
  @Fraction()
  slowest_batch_time!: number | null;

  /** Most frequent extraction mode; null when there are no batches. */
  most_common_extraction_mode!: string | null;

  /** Most batches that were processed at once. */
  peak_concurrent_batches!: number;

  /** Percentage of company lookups answered from the cache, over all callers. */
  @Fraction()
  cache_hit_rate!: number;
}

/** Load of the process. */
export class ResourceUtilizationDto {
  /** CPU utilisation of the host in per cent. */
  @Fraction()
  cpu_usage!: number;

  /** Memory utilisation of the host in per cent. */
  @Fraction()
  memory_usage!: number;

  /** Open client connections of the process that answers. */
  active_connections!: number;

  /** Pending companies of the batches counted here. */
  queue_size!: number;
}

/** How often a class of error occurred. */
export class ErrorShareDto {
  /**
   * Class of the error.
   * @example "CompanyAnalysisError"
   */
  @IsErrorType()
  error_type!: string;

  /** How often it occurred. */
  count!: number;

  /** Percentage of all errors, including error types that are not listed. */
  @Fraction()
  percentage!: number;
}

/** The errors of the timeframe. */
export class ErrorAnalysisDto {
  /** The most frequent error types, at most ten. */
  most_common_errors!: ErrorShareDto[];
}

/** Figures of a group of batches. */
export class GroupStatsDto {
  /** Batches of the group. */
  batches!: number;

  /** Companies in them. */
  companies!: number;

  /** Share of successes among the companies that ended, in per cent. */
  @Fraction()
  success_rate!: number;

  /** Average seconds in processing of an ended batch; null when none has ended. */
  @Fraction()
  average_processing_time!: number | null;
}

/** Processing times of companies. */
export class CompanyTimesDto {
  /** Median in seconds; null when there is none. */
  @Fraction()
  p50!: number | null;

  /** 95th percentile in seconds; null when there is none. */
  @Fraction()
  p95!: number | null;
}

/** Batches created in one hour, or in one day when the timeframe is longer than a day. */
export class CompanyStatsPointDto {
  /** Start of the interval, in UTC. */
  from!: string;

  /** Batches submitted. */
  batches!: number;

  /** Companies that succeeded. */
  succeeded!: number;

  /** Companies that failed. */
  failed!: number;
}

/** Detailed figures, only with `include_details=true`. */
export class StatsDetailsDto {
  /** Figures by extraction mode. */
  by_mode!: Record<string, GroupStatsDto>;

  /** Figures by priority. */
  by_priority!: Record<string, GroupStatsDto>;

  /** Seconds per company that succeeded. */
  company_seconds!: CompanyTimesDto;

  /** Figures by time of creation; hours or days without a batch are omitted. */
  series!: CompanyStatsPointDto[];
}

/** Figures of a timeframe. */
export class CompanyStatsDto {
  /**
   * The timeframe asked for.
   * @example "24h"
   */
  timeframe!: string;

  /** Batches and companies. */
  system_stats!: SystemStatsDto;

  /** Sizes and times of the batches. */
  performance_metrics!: PerformanceMetricsDto;

  /** Load of the process. */
  resource_utilization!: ResourceUtilizationDto;

  /** The most common errors. */
  error_analysis!: ErrorAnalysisDto;

  /** Further figures; only with `include_details=true`. */
  details?: StatsDetailsDto;
}

/** When the figures were read, and where the request is found in the log. */
export class StatsTraceDto {
  /** When the figures were read. */
  generated_at!: string;

  /**
   * The route and the end of the request's id, which the header X-Trace-Id has in full.
   * @example "batch_stats_mno345mno345"
   */
  trace_id!: string;
}

/** Figures of a timeframe. */
export class CompanyStatsEnvelopeDto {
  /** Always true; errors have another body. */
  success!: true;

  /** The figures. */
  data!: CompanyStatsDto;

  /** When they were read, and where the request is found in the log. */
  metadata!: StatsTraceDto;
}

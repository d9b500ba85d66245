/** Batches of companies created in the timeframe. */
export class SystemStatsDto {
  total_batches!: number;

  /** Batches that ended with at least one success. */
  completed_batches!: number;

  failed_batches!: number;
  cancelled_batches!: number;

  /** Batches that are queued, running or paused. */
  active_batches!: number;

  /** Companies that succeeded or failed. */
  total_companies_processed!: number;

  /** Average seconds in processing of an ended batch; null when none has ended. */
  average_processing_time!: number | null;

  /** Percentage of companies that succeeded, of those that succeeded or failed. */
  success_rate!: number;
}

export class PerformanceMetricsDto {
  /** Average number of companies per batch. */
  average_batch_size!: number;

  /** Seconds in processing of the fastest ended batch; null when none has ended. */
  fastest_batch_time!: number | null;

  /** Seconds in processing of the slowest ended batch; null when none has ended. */
  slowest_batch_time!: number | null;

  /** Most frequent extraction mode; null when there are no batches. */
  most_common_extraction_mode!: string | null;

  peak_concurrent_batches!: number;

  /** Percentage of company lookups answered from the cache, over all callers. */
  cache_hit_rate!: number;
}

export class ResourceUtilizationDto {
  /** CPU utilisation of the host in per cent. */
  cpu_usage!: number;

  /** Memory utilisation of the host in per cent. */
  memory_usage!: number;

  /** Open client connections of the process that answers. */
  active_connections!: number;

  /** Pending companies of the batches counted here. */
  queue_size!: number;
}

export class ErrorShareDto {
  /** @example "CompanyAnalysisError" */
  error_type!: string;

  count!: number;

  /** Percentage of all errors, including error types that are not listed. */
  percentage!: number;
}

export class ErrorAnalysisDto {
  /** The most frequent error types, at most ten. */
  most_common_errors!: ErrorShareDto[];
}

export class GroupStatsDto {
  batches!: number;
  companies!: number;
  success_rate!: number;

  /** Average seconds in processing of an ended batch; null when none has ended. */
  average_processing_time!: number | null;
}

export class CompanyTimesDto {
  p50!: number | null;
  p95!: number | null;
}

/** Batches created in one hour, or in one day when the timeframe is longer than a day. */
export class CompanyStatsPointDto {
  /** Start of the interval, in UTC. */
  from!: string;

  batches!: number;

  /** Companies that succeeded. */
  succeeded!: number;

  /** Companies that failed. */
  failed!: number;
}

/** Detailed figures, only with `include_details=true`. */
export class StatsDetailsDto {
  by_mode!: Record<string, GroupStatsDto>;
  by_priority!: Record<string, GroupStatsDto>;

  /** Seconds per company that succeeded. */
  company_seconds!: CompanyTimesDto;

  /** Figures by time of creation; hours or days without a batch are omitted. */
  series!: CompanyStatsPointDto[];
}

export class CompanyStatsDto {
  /** @example "24h" */
  timeframe!: string;

  system_stats!: SystemStatsDto;
  performance_metrics!: PerformanceMetricsDto;
  resource_utilization!: ResourceUtilizationDto;
  error_analysis!: ErrorAnalysisDto;
  details?: StatsDetailsDto;
}

export class StatsTraceDto {
  generated_at!: string;

  /** @example "batch_stats_mno345mno345" */
  trace_id!: string;
}

export class CompanyStatsEnvelopeDto {
  success!: true;
  data!: CompanyStatsDto;
  metadata!: StatsTraceDto;
}

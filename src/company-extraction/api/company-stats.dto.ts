/** Batches of companies created in the timeframe. */
export class SystemStatsDto {
  total_batches!: number;

  /** Ended with at least one success. */
  completed_batches!: number;

  failed_batches!: number;
  cancelled_batches!: number;

  /** Waiting, running or paused. */
  active_batches!: number;

  /** Succeeded or failed. */
  total_companies_processed!: number;

  /** Seconds in processing of an ended batch; null when none ended. */
  average_processing_time!: number | null;

  /** Per cent of the companies that succeeded or failed. */
  success_rate!: number;
}

export class PerformanceMetricsDto {
  /** Companies a batch. */
  average_batch_size!: number;

  /** Seconds; null when none ended. */
  fastest_batch_time!: number | null;

  /** Seconds; null when none ended. */
  slowest_batch_time!: number | null;

  /** null when there are no batches. */
  most_common_extraction_mode!: string | null;

  peak_concurrent_batches!: number;

  /** Per cent of the companies whose facts were known already; of all callers together. */
  cache_hit_rate!: number;
}

export class ResourceUtilizationDto {
  /** Per cent of the machine's processors. */
  cpu_usage!: number;

  /** Per cent of the machine's memory. */
  memory_usage!: number;

  /** Connections of callers to the process that answers. */
  active_connections!: number;

  /** Companies that wait, of the batches counted here. */
  queue_size!: number;
}

export class ErrorShareDto {
  /** @example "CompanyAnalysisError" */
  error_type!: string;

  count!: number;

  /** Of all errors, listed here or not. */
  percentage!: number;
}

export class ErrorAnalysisDto {
  /** At most ten. */
  most_common_errors!: ErrorShareDto[];
}

export class GroupStatsDto {
  batches!: number;
  companies!: number;
  success_rate!: number;

  /** Seconds in processing of an ended batch; null when none ended. */
  average_processing_time!: number | null;
}

export class CompanyTimesDto {
  p50!: number | null;
  p95!: number | null;
}

/** Batches created in one hour, or in one day when the timeframe is longer than a day. */
export class CompanyStatsPointDto {
  /** When it began, in UTC. */
  from!: string;

  batches!: number;

  /** Companies. */
  succeeded!: number;

  /** Companies. */
  failed!: number;
}

/** Only with `include_details=true`. */
export class StatsDetailsDto {
  by_mode!: Record<string, GroupStatsDto>;
  by_priority!: Record<string, GroupStatsDto>;

  /** Seconds a company took. */
  company_seconds!: CompanyTimesDto;

  /** By time of creation; hours or days without a batch are left out. */
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

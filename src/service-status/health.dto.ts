/** Connections to the database. */
export class PoolDto {
  open!: number;

  idle!: number;

  /** Requests waiting for a connection. */
  waiting!: number;
}

/** The database behind the service. */
export class DatabaseHealthDto {
  /**
   * `embedded` or `postgres`.
   * @example "embedded"
   */
  mode!: string;

  /** @example "18.0" */
  version!: string;

  /**
   * What an acknowledged write survives: `process-crash` or `power-loss`.
   * @example "process-crash"
   */
  durability!: string;

  pool!: PoolDto;
}

/** Open batches of all kinds, over all processes. */
export class OpenBatchesDto {
  /** Batches without a worker: waiting for one, or for their scheduled time. */
  waiting!: number;

  /** Batches that a worker holds. */
  processing!: number;

  paused!: number;

  running_items!: number;

  /**
   * Batches whose worker stopped renewing its lease two leases ago and which no other worker took over; more than 0
   * needs investigation.
   */
  stuck!: number;
}

/** Memory of this process in bytes. */
export class MemoryDto {
  rss!: number;

  heap_used!: number;

  heap_total!: number;
}

/** Delay of the event loop in milliseconds since the last reading. */
export class EventLoopDto {
  p50!: number;

  p99!: number;

  max!: number;
}

/** `{"status": "ok"}` for every caller; the other fields only for a key with the scope `admin`. */
export class HealthDto {
  /**
   * `ok`; `degraded` while Redis, which carries notifications between processes, is down.
   * @example "ok"
   */
  status!: string;

  /**
   * `up` or `down`; absent when no Redis is configured.
   * @example "up"
   */
  redis?: string;

  database?: DatabaseHealthDto;

  batches?: OpenBatchesDto;

  memory_bytes?: MemoryDto;

  uptime_seconds?: number;

  event_loop_delay_ms?: EventLoopDto;
}

/** Connections to the database. */
export class PoolDto {
  open!: number;

  idle!: number;

  /** Requests that wait for a connection. */
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
  /** Without a worker: they wait for one, or for their time. */
  waiting!: number;

  /** With a worker. */
  processing!: number;

  paused!: number;

  running_items!: number;

  /** Whose worker went silent two leases ago and which nobody took over since; more than 0 needs a look. */
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

/** `{"status": "ok"}` for everybody; the rest only for a key with the scope `admin`. */
export class HealthDto {
  /**
   * `ok`; `degraded` while Redis, which carries hints between processes, is down.
   * @example "ok"
   */
  status!: string;

  /**
   * `up` or `down`; not there when the set-up has no Redis.
   * @example "up"
   */
  redis?: string;

  database?: DatabaseHealthDto;

  batches?: OpenBatchesDto;

  memory_bytes?: MemoryDto;

  uptime_seconds?: number;

  event_loop_delay_ms?: EventLoopDto;
}

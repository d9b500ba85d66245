import { ApiProperty } from '@nestjs/swagger';
import { Fraction } from '../platform/http/fraction.js';
/** Connections to the database. */
export class PoolDto {
  /** Open connections. */
  open!: number;

  /** Connections that nobody uses. */
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
  @ApiProperty({ enum: ['embedded', 'postgres'] })
  mode!: string;

  /**
   * Version of PostgreSQL.
   * @example "18.0"
   */
  version!: string;

  /**
   * What an acknowledged write survives: `process-crash` or `power-loss`.
   * @example "process-crash"
   */
  durability!: string;

  /** Connections of the process. */
  pool!: PoolDto;
}

/** Open batches of all kinds, over all processes. */
export class OpenBatchesDto {
  /** Batches without a worker: waiting for one, or for their scheduled time. */
  waiting!: number;

  /** Batches that a worker holds. */
  processing!: number;

  /** Batches that are paused. */
  paused!: number;

  /** Items that run now. */
  running_items!: number;

  /**
   * Batches whose worker stopped renewing its lease two leases ago and which no other worker took over; more than 0
   * needs investigation.
   */
  stuck!: number;
}

/** Memory of this process in bytes. */
export class MemoryDto {
  /** Resident memory of the process. */
  rss!: number;

  /** Memory in use by objects. */
  heap_used!: number;

  /** Memory reserved for objects. */
  heap_total!: number;
}

/** Delay of the event loop in milliseconds since the last reading. */
export class EventLoopDto {
  /** Median delay. */
  @Fraction()
  p50!: number;

  /** 99th percentile of the delay. */
  @Fraction()
  p99!: number;

  /** Longest delay. */
  @Fraction()
  max!: number;
}

/** `{"status": "ok"}` for every caller; the other fields only for a key with the scope `admin`. */
export class HealthDto {
  /**
   * `ok`; `degraded` while Redis, which carries notifications between processes, is down.
   * @example "ok"
   */
  @ApiProperty({ enum: ['ok', 'degraded'] })
  status!: string;

  /**
   * `up` or `down`; absent when no Redis is configured.
   * @example "up"
   */
  redis?: string;

  /** The database; only for admins. */
  database?: DatabaseHealthDto;

  /** Open batches; only for admins. */
  batches?: OpenBatchesDto;

  /** Memory of the process in bytes; only for admins. */
  memory_bytes?: MemoryDto;

  /** Seconds since the process started; only for admins. */
  uptime_seconds?: number;

  /** Delay of the event loop in milliseconds; only for admins. */
  event_loop_delay_ms?: EventLoopDto;
}

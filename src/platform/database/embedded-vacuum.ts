import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/config.js';
import { AppLogger } from '../observability/app-logger.js';
import { databaseMode } from './data-source.js';

/** Interval between checks for a table that is due, in milliseconds. */
const CHECK_MS = 60_000;
/** A vacuum is followed by a pause of this many times its own duration, so that requests get the database. */
const PAUSE = 4;
const MIN_PAUSE_MS = 500;

/** Changed rows after which a table is due, and the fraction of the table that they must also exceed. */
const ROWS = 1000;
const FRACTION = 0.1;
/**
 * A table of at least this many bytes is due once after every start: a killed process has lost its row statistics.
 */
const UNKNOWN_BYTES = 1024 * 1024;

const NEXT = `
  SELECT format('%I.%I', schemaname, relname) AS name, n_dead_tup AS dead
    FROM pg_stat_user_tables
   WHERE greatest(n_dead_tup, n_mod_since_analyze) > ${ROWS} + ${FRACTION} * n_live_tup
      OR (last_vacuum IS NULL AND pg_relation_size(relid) > ${UNKNOWN_BYTES})
   ORDER BY n_dead_tup DESC LIMIT 1`;

/**
 * Vacuums and analyzes the embedded database, which has no autovacuum: without it the space of deleted rows is
 * never reused, and the planner assumes empty tables. One table at a time, the one with the most dead rows first.
 * Does nothing on a PostgreSQL server, which has autovacuum.
 */
@Injectable()
export class EmbeddedVacuum implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly log: AppLogger,
  ) {}

  /** Starts checking every minute. Does nothing on a server, or when already started. */
  start(): void {
    if (databaseMode(this.config) === 'embedded') this.running ??= this.run();
  }

  /** Vacuums the table with the most dead rows. Returns whether there was one. Throws database errors. */
  async vacuumNext(): Promise<boolean> {
    // Row statistics are written up to a second late unless flushed.
    await this.dataSource.query('SELECT pg_stat_force_next_flush()');
    const rows: { readonly name: string; readonly dead: number }[] = await this.dataSource.query(NEXT);
    const due = rows[0];
    if (due === undefined) return false;
    const startedAt = performance.now();
    await this.dataSource.query(`VACUUM (ANALYZE) ${due.name}`);
    this.log.info('table vacuumed', {
      table: due.name,
      dead_rows: due.dead,
      duration_ms: Math.round(performance.now() - startedAt),
    });
    return true;
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const startedAt = performance.now();
      const wasDue = await this.vacuumQuietly();
      const tookMs = performance.now() - startedAt;
      const pause = wasDue ? Math.max(MIN_PAUSE_MS, PAUSE * tookMs) : CHECK_MS;
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async vacuumQuietly(): Promise<boolean> {
    try {
      return await this.vacuumNext();
    } catch (error) {
      if (!this.stopping.signal.aborted) this.log.warn('vacuum failed', { error: String(error) });
      return false;
    }
  }
}

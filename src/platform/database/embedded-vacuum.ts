import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/config.js';
import { AppLogger } from '../observability/app-logger.js';
import { databaseMode } from './data-source.js';

/** How often it looks whether a table is due, in milliseconds. */
const LOOK_MS = 60_000;
/** The vacuum of a table is followed by a pause of so many times its own length, so that callers have the database. */
const PAUSE = 4;
const MIN_PAUSE_MS = 500;

/** Rows of a table that changed before it is due, and the part of the table that they have to be besides. */
const ROWS = 1000;
const PART = 0.1;
/** A table of so many bytes is due once after every start: a process that was killed has lost the numbers of its rows. */
const UNKNOWN_BYTES = 1024 * 1024;

const NEXT = `
  SELECT format('%I.%I', schemaname, relname) AS name, n_dead_tup AS dead
    FROM pg_stat_user_tables
   WHERE greatest(n_dead_tup, n_mod_since_analyze) > ${ROWS} + ${PART} * n_live_tup
      OR (last_vacuum IS NULL AND pg_relation_size(relid) > ${UNKNOWN_BYTES})
   ORDER BY n_dead_tup DESC LIMIT 1`;

/**
 * Vacuums and analyzes the embedded database, which has no autovacuum: without it deleted rows keep their place for ever, and
 * the planner goes by the sizes of an empty database. One table at a time, the one with the most dead rows first. A server does
 * it by itself.
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

  /** Begins to look every minute. Does nothing on a server, or the second time. */
  start(): void {
    if (databaseMode(this.config) === 'embedded') this.running ??= this.run();
  }

  /** Vacuums the table that is most due. Answers whether there was one. Throws what the database throws. */
  async vacuumNext(): Promise<boolean> {
    // The numbers of rows are written down a second late unless they are asked for.
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
      const pause = wasDue ? Math.max(MIN_PAUSE_MS, PAUSE * tookMs) : LOOK_MS;
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async vacuumQuietly(): Promise<boolean> {
    try {
      return await this.vacuumNext();
    } catch (error) {
      if (!this.stopping.signal.aborted) this.log.warn('a table could not be vacuumed', { error: String(error) });
      return false;
    }
  }
}

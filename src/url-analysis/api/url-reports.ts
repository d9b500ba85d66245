import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { seesAll } from '../../accounts/rights/visibility.js';
import { BatchControl } from '../../batch/control/batch-control.js';
import { AppConfig } from '../../platform/config/config.js';
import { databaseMode } from '../../platform/database/data-source.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ProcessHealth } from '../../platform/health/process-health.js';
import { UrlEngines } from '../engines/url-engines.js';
import { type QueueRow, UrlReportQueries } from '../store/url-report-queries.js';
import {
  type CleanupDto,
  type CleanupQueryDto,
  type JobQueueDto,
  type QueueStatusDto,
  type UrlHealthDto,
} from './url-reports.dto.js';
import { EngineLoad } from '../../batch/read/engine-load.js';
import { URL_ANALYSIS_SETTINGS } from '../url-analysis.settings.js';

/** Jobs that one statement deletes, and statements per request. */
const CLEANUP_STEP = 20;
const CLEANUP_STEPS = 50;
/** Milliseconds after which a queue is stalled when its oldest job waits while nothing runs. */
const STALLED_MS = 15 * 60_000;

/** Queues and health of the URL API, and the deletion of old jobs. */
@Injectable()
export class UrlReports {
  constructor(
    private readonly queries: UrlReportQueries,
    private readonly engines: UrlEngines,
    private readonly config: AppConfig,
    private readonly processHealth: ProcessHealth,
    private readonly load: EngineLoad,
    private readonly control: BatchControl,
  ) {}

  async queueStatus(): Promise<QueueStatusDto> {
    const queues = (await this.queries.queues()).map((row) => toQueue(row, Date.now()));
    const working = queues.filter(({ status }) => status === 'operational').length;
    return {
      queues,
      total_waiting_jobs: queues.reduce((sum, { waiting_jobs }) => sum + waiting_jobs, 0),
      total_processing_jobs: queues.reduce((sum, { processing_jobs }) => sum + processing_jobs, 0),
      message:
        working === queues.length
          ? `All ${queues.length} priority queues operational`
          : `${working} of ${queues.length} priority queues operational`,
    };
  }

  /** Deletes completed jobs of every owner that ended long ago, a bounded number per request. */
  async cleanup({ older_than_days, dry_run }: CleanupQueryDto): Promise<CleanupDto> {
    if (dry_run)
      return { dry_run, older_than_days, ...(await this.queries.countOld(older_than_days)), has_more: false };
    let jobs = 0;
    let urls = 0;
    for (let step = 0; step < CLEANUP_STEPS; step += 1) {
      const old = await this.queries.findOld(older_than_days, CLEANUP_STEP);
      for (const { id, total_count } of old) {
        if (!(await this.control.delete(id))) continue;
        jobs += 1;
        urls += total_count;
      }
      if (old.length < CLEANUP_STEP) return { dry_run, older_than_days, jobs, urls, has_more: false };
    }
    const left = await this.queries.countOld(older_than_days);
    return { dry_run, older_than_days, jobs, urls, has_more: left.jobs > 0 };
  }

  /** Health; details only for admins. Throws DATABASE_UNAVAILABLE. */
  async health(actor: Actor | undefined): Promise<UrlHealthDto> {
    if (!(await this.processHealth.databaseAnswers()))
      throw new AppError('DATABASE_UNAVAILABLE', undefined, { retryAfter: 2 });
    const chosen = this.engines.choose();
    const { stuck, ...load } = await this.load.read('url_analysis');
    const batch_processor = stuck === 0 && chosen.engine !== null ? 'operational' : 'degraded';
    if (actor === undefined || !seesAll(actor)) return { status: 'ok', batch_processor };
    return {
      status: 'ok',
      batch_processor,
      database: databaseMode(this.config),
      processor: {
        waiting_jobs: load.waiting,
        processing_jobs: load.processing,
        running_urls: load.runningItems,
        stuck_jobs: stuck,
      },
      engine: {
        configured: URL_ANALYSIS_SETTINGS.of(this.config).URL_ANALYSIS_ENGINE,
        chosen: chosen.engine,
        reason: chosen.reason,
        available: [...this.engines.names],
      },
    };
  }
}

function toQueue(row: QueueRow, now: number): JobQueueDto {
  const waitsMs = row.oldest_waiting_since === null ? 0 : now - row.oldest_waiting_since.getTime();
  return {
    ...row,
    status: row.processing_jobs === 0 && waitsMs > STALLED_MS ? 'stalled' : 'operational',
    oldest_waiting_since: row.oldest_waiting_since?.toISOString() ?? null,
  };
}

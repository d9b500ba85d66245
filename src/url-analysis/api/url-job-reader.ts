import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { visibleOwner } from '../../accounts/rights/visibility.js';
import { ThroughputEstimator } from '../../batch/read/throughput.js';
import type { BatchStatus } from '../../batch/model/status/batch-status.js';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, encodeCursor, toPage } from '../../platform/http/paging.js';
import { instant } from '../../platform/http/query-values.js';
import { toJob, toProgress, toResult } from './render-url-job.js';
import { type JobRow, UrlJobQueries } from '../store/url-job-queries.js';
import {
  toJobStatus,
  type JobStatus,
  type UrlJobListDto,
  type UrlJobListQueryDto,
  type UrlProgressDto,
  type UrlResultsQueryDto,
} from './url-job.dto.js';
import type { UrlResultsDto } from './url-results.dto.js';

/** Reads jobs for a caller. A job of another owner is NOT_FOUND, as if it did not exist. */
@Injectable()
export class UrlJobReader {
  constructor(
    private readonly jobs: UrlJobQueries,
    private readonly throughput: ThroughputEstimator,
  ) {}

  /** Throws NOT_FOUND. */
  async find(actor: Actor, jobId: string): Promise<JobRow> {
    const job = await this.jobs.find(jobId, visibleOwner(actor));
    if (job === undefined) throw new AppError('NOT_FOUND', `There is no job ${jobId}.`);
    return job;
  }

  /** Throws NOT_FOUND. */
  async progress(actor: Actor, jobId: string): Promise<UrlProgressDto> {
    const job = await this.find(actor, jobId);
    const running = job.running > 0 ? await this.jobs.running(job.key) : [];
    return toProgress(job, running, await this.throughput.of(job));
  }

  async list(actor: Actor, query: UrlJobListQueryDto): Promise<UrlJobListDto> {
    const filter = {
      ownerId: visibleOwner(actor, query.owner),
      statuses: query.status === undefined ? null : batchStatuses(query.status),
      priority: query.priority ?? null,
      createdFrom: instant(query.created_from),
      createdTo: instant(query.created_to),
    };
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const rows = await this.jobs.page(filter, after, query.limit + 1);
    const page = toPage(rows, query.limit, (last) => encodeCursor({ createdAt: last.createdAtExact, id: last.key }));
    return { jobs: page.rows.map(toJob), next_cursor: page.nextCursor };
  }

  /** Results so far. Throws NOT_FOUND. */
  async results(actor: Actor, jobId: string, query: UrlResultsQueryDto): Promise<UrlResultsDto> {
    const job = await this.find(actor, jobId);
    const rows = await this.jobs.urls(
      job.key,
      { status: query.status ?? null, keepsBudget: query.budget === undefined ? null : query.budget === 'passed' },
      query.cursor ?? -1,
      query.limit + 1,
    );
    const page = toPage(rows, query.limit, ({ index }) => index);
    return {
      batch_job_id: job.publicId,
      processing_run_id: job.publicId,
      name: job.name,
      status: toJobStatus(job.status),
      total_urls: job.total,
      completed_urls: job.succeeded,
      failed_urls: job.failed,
      results: page.rows.map(toResult),
      next_cursor: page.nextCursor,
    };
  }
}

const batchStatuses = (status: JobStatus): readonly BatchStatus[] =>
  status === 'completed' ? ['completed', 'partial'] : [status];

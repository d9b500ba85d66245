import { Controller, Delete, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf, presentActorOf } from '../../accounts/rights/request-actor.js';
import { Route } from '../../platform/http/route-policy.js';
import {
  AnalyticsQueryDto,
  CleanupDto,
  CleanupQueryDto,
  QueueStatusDto,
  UrlAnalyticsDto,
  UrlHealthDto,
} from './url-reports.dto.js';
import { UrlAnalytics } from './url-analytics.js';
import { UrlReports } from './url-reports.js';

/** Routes of the URL API for operators and statistics. */
@ApiTags('URL analysis')
@Controller('api/v1/batch-processing')
export class UrlReportsController {
  constructor(
    private readonly reports: UrlReports,
    private readonly analytics: UrlAnalytics,
  ) {}

  /** Status of the three queues, including empty ones. */
  @Get('queue/status')
  @Route({ scope: 'url:read' })
  @ApiOkResponse({ type: QueueStatusDto })
  getUrlQueueStatus(): Promise<QueueStatusDto> {
    return this.reports.queueStatus();
  }

  /** Deletes completed jobs of every owner that ended long ago, with their results. */
  @Delete('cleanup')
  @Route({ scope: 'admin' })
  @ApiOkResponse({ type: CleanupDto })
  cleanUpUrlJobs(@Query() query: CleanupQueryDto): Promise<CleanupDto> {
    return this.reports.cleanup(query);
  }

  /** Whether URLs can be analysed. Public; details only with an admin's key. */
  @Get('health')
  @Route({ scope: null, optionalKey: true })
  @ApiOkResponse({ type: UrlHealthDto })
  getUrlHealth(@Req() request: FastifyRequest): Promise<UrlHealthDto> {
    return this.reports.health(presentActorOf(request));
  }

  /** Percentiles per engine and strategy, distribution of the scores, and the slowest hosts. */
  @Get('analytics')
  @Route({ scope: 'url:read' })
  @ApiOkResponse({ type: UrlAnalyticsDto })
  getUrlAnalytics(@Req() request: FastifyRequest, @Query() query: AnalyticsQueryDto): Promise<UrlAnalyticsDto> {
    return this.analytics.read(actorOf(request), query);
  }
}

import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { presentActorOf } from '../accounts/rights/request-actor.js';
import { seesAll } from '../accounts/rights/visibility.js';
import { EngineLoad } from '../batch/read/engine-load.js';
import { AppConfig } from '../platform/config/config.js';
import { databaseMode, DURABILITY } from '../platform/database/data-source.js';
import { AppError } from '../platform/errors/app-error.js';
import { PublicRoute, Route } from '../platform/http/route-policy.js';
import { RedisLink } from '../platform/redis/redis-link.js';
import { ProcessHealth } from '../platform/health/process-health.js';
import { definedOnly } from '../platform/objects/defined-only.js';
import { HealthDto } from './health.dto.js';

/** Health of the service. Public without details; details for admins. */
@ApiTags('Service')
@Controller('api/v1/health')
export class HealthController {
  constructor(
    private readonly processHealth: ProcessHealth,
    private readonly config: AppConfig,
    private readonly redis: RedisLink,
    private readonly load: EngineLoad,
  ) {}

  /**
   * Checks the service and its database; 503 when the database takes more than two seconds. Without Redis everything
   * works, but with delays: that is `degraded`, with status 200.
   */
  @Get()
  @Route({ scope: null, optionalKey: true })
  @ApiOkResponse({ type: HealthDto })
  async getHealth(@Req() request: FastifyRequest): Promise<HealthDto> {
    await this.requireDatabase();
    const actor = presentActorOf(request);
    const redis = await this.redisState();
    const status = redis === 'down' ? 'degraded' : 'ok';
    if (actor === undefined || !seesAll(actor)) return { status };
    return { ...(await this.detail()), status, ...definedOnly({ redis }) };
  }

  /** Checks that the process runs; does not check its database. */
  @Get('live')
  @PublicRoute()
  @ApiOkResponse({ type: HealthDto })
  getLiveness(): HealthDto {
    return { status: 'ok' };
  }

  /**
   * Checks whether the process should get requests: 503 while the database does not respond or the process shuts down.
   */
  @Get('ready')
  @PublicRoute()
  @ApiOkResponse({ type: HealthDto })
  async getReadiness(): Promise<HealthDto> {
    if (this.processHealth.isStopping) throw new AppError('SHUTTING_DOWN', undefined, { retryAfter: 1 });
    await this.requireDatabase();
    return { status: 'ok' };
  }

  private async requireDatabase(): Promise<void> {
    if (!(await this.processHealth.databaseAnswers()))
      throw new AppError('DATABASE_UNAVAILABLE', undefined, { retryAfter: 2 });
  }

  private async redisState(): Promise<'up' | 'down' | undefined> {
    if (!this.redis.isConfigured) return undefined;
    return (await this.redis.answers()) ? 'up' : 'down';
  }

  private async detail(): Promise<HealthDto> {
    const mode = databaseMode(this.config);
    const { rss, heapUsed, heapTotal } = process.memoryUsage();
    const { waiting, processing, paused, runningItems, stuck } = await this.load.read();
    return {
      status: 'ok',
      database: {
        mode,
        version: await this.processHealth.databaseVersion(),
        durability: DURABILITY[mode],
        pool: this.processHealth.pool(),
      },
      batches: { waiting, processing, paused, running_items: runningItems, stuck },
      memory_bytes: { rss, heap_used: heapUsed, heap_total: heapTotal },
      uptime_seconds: Math.round(process.uptime()),
      event_loop_delay_ms: this.processHealth.eventLoopDelay(),
    };
  }
}

import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { presentActorOf } from '../accounts/auth-hook.js';
import { seesAll } from '../accounts/visibility.js';
import { EngineLoad } from '../batch/read/engine-load.js';
import { AppConfig } from '../platform/config/config.js';
import { databaseMode, DURABILITY } from '../platform/database/data-source.js';
import { AppError } from '../platform/errors/app-error.js';
import { PublicRoute, Route } from '../platform/http/route-policy.js';
import { RedisLink } from '../platform/redis/redis-link.js';
import { ProcessHealth } from '../platform/observability/process-health.js';
import { HealthDto } from './health.dto.js';

/** Whether the service works. Public and bare; details are for admins. */
@ApiTags('Service')
@Controller('api/v1/health')
export class HealthController {
  constructor(
    private readonly vitals: ProcessHealth,
    private readonly config: AppConfig,
    private readonly redis: RedisLink,
    private readonly load: EngineLoad,
  ) {}

  /**
   * Whether the service and its database answer; 503 when the database takes more than two seconds. Without Redis everything
   * works, but later: that is `degraded`, and 200.
   */
  @Get()
  @Route({ scope: null, optionalKey: true })
  @ApiOkResponse({ type: HealthDto })
  async health(@Req() request: FastifyRequest): Promise<HealthDto> {
    await this.requireDatabase();
    const actor = presentActorOf(request);
    const redis = await this.redisState();
    const status = redis === 'down' ? 'degraded' : 'ok';
    if (actor === undefined || !seesAll(actor)) return { status };
    return { ...(await this.detail()), status, ...(redis === undefined ? {} : { redis }) };
  }

  /** Whether the process runs; says nothing of its database. */
  @Get('live')
  @PublicRoute()
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  /** Whether requests should come here: 503 while the database does not answer or the process shuts down. */
  @Get('ready')
  @PublicRoute()
  @ApiOkResponse({ type: HealthDto })
  async ready(): Promise<HealthDto> {
    if (this.vitals.isStopping) throw new AppError('SHUTTING_DOWN', undefined, { retryAfter: 1 });
    await this.requireDatabase();
    return { status: 'ok' };
  }

  private async requireDatabase(): Promise<void> {
    if (!(await this.vitals.databaseAnswers()))
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
        version: await this.vitals.databaseVersion(),
        durability: DURABILITY[mode],
        pool: this.vitals.pool(),
      },
      batches: { waiting, processing, paused, running_items: runningItems, stuck },
      memory_bytes: { rss, heap_used: heapUsed, heap_total: heapTotal },
      uptime_seconds: Math.round(process.uptime()),
      event_loop_delay_ms: this.vitals.eventLoopDelay(),
    };
  }
}

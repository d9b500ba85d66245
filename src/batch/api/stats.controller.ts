import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/auth-hook.js';
import { Route } from '../../platform/http/route-policy.js';
import { Stats } from '../read/stats.js';
import { StatsDto, StatsQueryDto } from '../read/stats.dto.js';

/** Statistics over batches. */
@ApiTags('Batches')
@Controller('api/v1/stats')
export class StatsController {
  constructor(private readonly stats: Stats) {}

  /** Returns counts, durations and errors of the batches created in a timeframe, at most 5 seconds old. */
  @Get()
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: StatsDto })
  getStats(@Req() request: FastifyRequest, @Query() query: StatsQueryDto): Promise<StatsDto> {
    return this.stats.read(actorOf(request), query.timeframe, query.kind ?? null, query.owner);
  }
}

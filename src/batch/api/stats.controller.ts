import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { Route } from '../../platform/http/route-policy.js';
import { Causes } from '../read/causes.js';
import { CausesDto } from '../read/causes.dto.js';
import { Stats } from '../read/stats.js';
import { StatsDto, StatsQueryDto } from '../read/stats.dto.js';

/** Statistics over batches. */
@ApiTags('Batches')
@Controller('api/v1/stats')
export class StatsController {
  constructor(
    private readonly stats: Stats,
    private readonly causes: Causes,
  ) {}

  /** Returns counts, durations and errors of the batches created in a timeframe, at most 5 seconds old. */
  @Get()
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: StatsDto })
  getStats(@Req() request: FastifyRequest, @Query() query: StatsQueryDto): Promise<StatsDto> {
    return this.stats.read(actorOf(request), query.timeframe, query.kind ?? null, query.owner);
  }

  /**
   * Returns the failures of the batches created in a timeframe by kind, code and message, at most 15 seconds old; only
   * of kinds whose items the key may read. A bounded number is looked at: the newest 2,000 failures by batch and code,
   * of each the first 200 items, 5,000 in all.
   */
  @Get('causes')
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: CausesDto })
  getFailureCauses(@Req() request: FastifyRequest, @Query() query: StatsQueryDto): Promise<CausesDto> {
    return this.causes.read(actorOf(request), query.timeframe, query.kind ?? null, query.owner);
  }
}

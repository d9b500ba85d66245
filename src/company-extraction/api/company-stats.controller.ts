import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { Route } from '../../platform/http/route-policy.js';
import { envelopedError, publicTraceId } from './company-envelope.js';
import { CompanyStatsQueryDto } from './company-request.dto.js';
import { CompanyStats } from './company-stats.js';
import { CompanyStatsEnvelopeDto, GroupStatsDto } from './company-stats.dto.js';

/** Statistics of the companies API. */
@ApiTags('Company extraction')
@ApiExtraModels(GroupStatsDto)
@Controller('api/v1/company/batch')
export class CompanyStatsController {
  constructor(private readonly stats: CompanyStats) {}

  /** Numbers of batches and companies, processing times, cache hit rate and most common errors in a timeframe. */
  @Get('stats')
  @Route({ scope: 'company:read', errorFormat: envelopedError('batch_stats') })
  @ApiOkResponse({ type: CompanyStatsEnvelopeDto })
  async getCompanyStats(
    @Req() request: FastifyRequest,
    @Query() query: CompanyStatsQueryDto,
  ): Promise<CompanyStatsEnvelopeDto> {
    const data = await this.stats.read(actorOf(request), query.timeframe, query.include_details);
    return {
      success: true,
      data,
      metadata: { generated_at: new Date().toISOString(), trace_id: publicTraceId('batch_stats', request.id) },
    };
  }
}

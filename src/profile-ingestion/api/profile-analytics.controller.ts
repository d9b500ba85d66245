import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { visibleOwner } from '../../accounts/rights/visibility.js';
import { Route } from '../../platform/http/route-policy.js';
import { ProfileAnalytics } from './profile-analytics.js';
import { ProfileAnalyticsDto, ProfileAnalyticsQueryDto } from './profile-analytics.dto.js';

/** Statistics of the profiles API. */
@ApiTags('Profiles')
@Controller('api/v1/profiles/analytics')
export class ProfileAnalyticsController {
  constructor(private readonly analytics: ProfileAnalytics) {}

  /** Success rates, times, roles and providers of the batches in a timeframe. */
  @Get()
  @Route({ scope: 'profile:read', unauthorizedAs: 'forbidden' })
  @ApiOkResponse({ type: ProfileAnalyticsDto })
  getProfileAnalytics(
    @Req() request: FastifyRequest,
    @Query() query: ProfileAnalyticsQueryDto,
  ): Promise<ProfileAnalyticsDto> {
    return this.analytics.read(visibleOwner(actorOf(request), query.owner), query.timeframe);
  }
}

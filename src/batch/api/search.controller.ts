import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { Route } from '../../platform/http/route-policy.js';
import { Search } from '../search/search.js';
import { SearchQueryDto, SearchResultDto } from '../search/search.dto.js';

/** Search over batches and items of every kind. */
@ApiTags('Batches')
@Controller('api/v1/search')
export class SearchController {
  constructor(private readonly search: Search) {}

  /**
   * Finds batches and items by what a person has of them: an id, a name, a ref, an error, a URL, a company. Items are
   * found only in kinds whose read scope the key has.
   */
  @Get()
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: SearchResultDto })
  async searchBatches(@Req() request: FastifyRequest, @Query() query: SearchQueryDto): Promise<SearchResultDto> {
    return SearchResultDto.from(await this.search.find(actorOf(request), query), query.q);
  }
}

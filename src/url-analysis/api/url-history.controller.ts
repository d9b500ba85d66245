import { Controller, Delete, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { Route } from '../../platform/http/route-policy.js';
import {
  ComparisonDto,
  ComparisonQueryDto,
  ForgottenUrlDto,
  UrlHistoryDto,
  UrlHistoryQueryDto,
  UrlOfHistoryDto,
} from './url-history.dto.js';
import { UrlHistoryReader } from './url-history-reader.js';

/** Routes of the URL API for analyses over time. */
@ApiTags('URL analysis')
@Controller('api/v1/batch-processing')
export class UrlHistoryController {
  constructor(private readonly history: UrlHistoryReader) {}

  /** What the analyses of a URL measured, newest first; kept for `URL_HISTORY_DAYS`, whatever becomes of their jobs. */
  @Get('history')
  @Route({ scope: 'url:read' })
  @ApiOkResponse({ type: UrlHistoryDto })
  getUrlHistory(@Req() request: FastifyRequest, @Query() query: UrlHistoryQueryDto): Promise<UrlHistoryDto> {
    return this.history.of(actorOf(request), query);
  }

  /** Deletes what is kept of the analyses of a URL, besides the results of jobs. */
  @Delete('history')
  @Route({ scope: 'url:write' })
  @ApiOkResponse({ type: ForgottenUrlDto })
  deleteUrlHistory(@Req() request: FastifyRequest, @Query() query: UrlOfHistoryDto): Promise<ForgottenUrlDto> {
    return this.history.forget(actorOf(request), query);
  }

  /** Compares two jobs: each URL by its score, and what got worse, better, broken or mended. */
  @Get('compare')
  @Route({ scope: 'url:read', namesResources: true })
  @ApiOkResponse({ type: ComparisonDto })
  compareUrlJobs(@Req() request: FastifyRequest, @Query() query: ComparisonQueryDto): Promise<ComparisonDto> {
    return this.history.compare(actorOf(request), query);
  }
}

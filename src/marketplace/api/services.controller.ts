import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { Route } from '../../platform/http/route-policy.js';
import {
  NewServiceDto,
  ServiceChangeDto,
  ServiceDto,
  ServiceListDto,
  ServiceListQueryDto,
} from '../read/marketplace.dto.js';
import { MarketplaceQueries } from '../read/marketplace-queries.js';
import { MarketplaceService } from './marketplace.service.js';
import { readBody, readId } from './read-request.js';
import { BodyExample } from '../../platform/http/body-example.js';

/**
 * Services. Active ones of approved professionals are public, the caller's own are always visible, staff and admins see
 * all.
 */
@ApiTags('Marketplace')
@Controller('api/v1/services')
export class ServicesController {
  constructor(
    private readonly marketplace: MarketplaceService,
    private readonly queries: MarketplaceQueries,
  ) {}

  /** Creates a service. */
  @Post()
  @Route({ scope: 'marketplace:write' })
  @BodyExample({ name: 'Electrical inspection', price: '149.90' })
  createService(@Req() request: FastifyRequest, @Body() input: NewServiceDto): Promise<ServiceDto> {
    return this.marketplace.addService(input, actorOf(request));
  }

  /** The services visible to the caller, newest first. */
  @Get()
  @Route({ scope: 'marketplace:read' })
  listServices(@Req() request: FastifyRequest, @Query() query: ServiceListQueryDto): Promise<ServiceListDto> {
    return this.queries.list('services', actorOf(request), query.professional_id, query);
  }

  /** One service. */
  @Get(':id')
  @Route({ scope: 'marketplace:read' })
  getService(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ServiceDto> {
    return this.marketplace.get('services', readId(id), actorOf(request));
  }

  /** Changes a service by the rules of service_update. */
  @Patch(':id')
  @Route({ scope: 'marketplace:write' })
  @ApiBody({ type: ServiceChangeDto })
  @BodyExample({ price: '129.90' })
  updateService(@Req() request: FastifyRequest, @Param('id') id: string, @Body() raw: unknown): Promise<ServiceDto> {
    return this.marketplace.change('services', readId(id), readBody(raw), actorOf(request));
  }

  /** Deletes a service that no other row refers to. */
  @Delete(':id')
  @HttpCode(204)
  @Route({ scope: 'marketplace:write' })
  async deleteService(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    await this.marketplace.delete('services', readId(id), actorOf(request));
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { Route } from '../../platform/http/route-policy.js';
import {
  NewProfessionalDto,
  ProfessionalChangeDto,
  ProfessionalDto,
  ProfessionalListDto,
  ProfessionalListQueryDto,
} from '../read/marketplace.dto.js';
import { MarketplaceQueries } from '../read/marketplace-queries.js';
import { MarketplaceService } from './marketplace.service.js';
import { readBody, readId } from './read-request.js';
import { BodyExample } from '../../platform/http/body-example.js';

/** Professionals. Approved ones are public, the caller's own profile is always visible, staff and admins see all. */
@ApiTags('Marketplace')
@Controller('api/v1/professionals')
export class ProfessionalsController {
  constructor(
    private readonly marketplace: MarketplaceService,
    private readonly queries: MarketplaceQueries,
  ) {}

  /** Creates a profile, not approved yet. */
  @Post()
  @Route({ scope: 'marketplace:write' })
  @BodyExample({ headline: 'Electrician, twenty years of practice' })
  createProfessional(@Req() request: FastifyRequest, @Body() input: NewProfessionalDto): Promise<ProfessionalDto> {
    return this.marketplace.addProfessional(input, actorOf(request));
  }

  /** The professionals visible to the caller, newest first. */
  @Get()
  @Route({ scope: 'marketplace:read' })
  listProfessionals(
    @Req() request: FastifyRequest,
    @Query() query: ProfessionalListQueryDto,
  ): Promise<ProfessionalListDto> {
    return this.queries.list('professionals', actorOf(request), query.is_approved, query);
  }

  /** One professional. */
  @Get(':id')
  @Route({ scope: 'marketplace:read' })
  getProfessional(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ProfessionalDto> {
    return this.marketplace.get('professionals', readId(id), actorOf(request));
  }

  /** Changes the headline, and the other fields by the rules of professional_approval; all or nothing. */
  @Patch(':id')
  @Route({ scope: 'marketplace:write' })
  @ApiBody({ type: ProfessionalChangeDto })
  @BodyExample({ headline: 'Electrician and plumber' })
  updateProfessional(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() raw: unknown,
  ): Promise<ProfessionalDto> {
    return this.marketplace.changeProfessional(readId(id), readBody(raw), actorOf(request));
  }

  /** Deletes a professional that no other row refers to. */
  @Delete(':id')
  @HttpCode(204)
  @Route({ scope: 'marketplace:write' })
  async deleteProfessional(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    await this.marketplace.delete('professionals', readId(id), actorOf(request));
  }
}

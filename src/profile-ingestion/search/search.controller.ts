import { Body, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { OwnerChoiceDto } from '../../accounts/rights/owner-query.dto.js';
import { chosenOwner } from '../../accounts/rights/visibility.js';
import { invalid } from '../../platform/errors/app-error.js';
import { Route } from '../../platform/http/route-policy.js';
import type { Role } from '../profile/role-terms.js';
import { CompanyHitsDto, CompanySearchDto, ProfileHitsDto, ProfileSearchDto } from './search.dto.js';
import { SimilaritySearch } from './similarity-search.js';
import { BodyExample } from '../../platform/http/body-example.js';

/** Searches profiles and the companies of their work histories by similarity. */
@ApiTags('Profiles')
@Controller('api/v1')
export class SearchController {
  constructor(private readonly search: SimilaritySearch) {}

  /** Profiles similar to a text or to another profile. */
  @Post('profiles/search')
  @HttpCode(200)
  @Route({ scope: 'profile:read', unauthorizedAs: 'forbidden', asksOthers: true })
  @ApiOkResponse({ type: ProfileHitsDto })
  @BodyExample({ query: 'platform engineering in a bank', k: 5 })
  async searchProfiles(
    @Req() request: FastifyRequest,
    @Query() query: OwnerChoiceDto,
    @Body() body: ProfileSearchDto,
  ): Promise<ProfileHitsDto> {
    requireOne('profile_id', body.query, body.profile_id);
    const { ranking, hits } = await this.search.profiles(chosenOwner(actorOf(request), query.owner), body);
    return {
      ...this.model(),
      ranking,
      results: hits.map(({ id, similarity, name, url, position, role }) => ({
        profile_id: id,
        similarity: round(similarity),
        name,
        url,
        position,
        suggested_role: role as Role,
      })),
    };
  }

  /** Companies of the profiles' work histories that are similar to a text or to another company. */
  @Post('companies/search')
  @HttpCode(200)
  @Route({ scope: 'profile:read', asksOthers: true })
  @ApiOkResponse({ type: CompanyHitsDto })
  @BodyExample({ query: 'payment software', k: 5 })
  async searchCompanies(
    @Req() request: FastifyRequest,
    @Query() query: OwnerChoiceDto,
    @Body() body: CompanySearchDto,
  ): Promise<CompanyHitsDto> {
    requireOne('company_id', body.query, body.company_id);
    const { ranking, hits } = await this.search.companies(chosenOwner(actorOf(request), query.owner), body);
    return {
      ...this.model(),
      ranking,
      results: hits.map(({ id, similarity, name, facts }) => ({
        company_id: id,
        similarity: round(similarity),
        company_name: name,
        domain: text(facts?.['domain']),
        industry: text(facts?.['industry']),
        description: text(facts?.['description']),
      })),
    };
  }

  private model(): { readonly embedding_model: string; readonly semantic: boolean } {
    const { model, semantic } = this.search.model;
    return { embedding_model: model, semantic };
  }
}

const round = (similarity: number): number => Math.round(similarity * 10_000) / 10_000;
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A search is either by a text or by an example, not both. */
function requireOne(field: string, query: string | undefined, id: string | undefined): void {
  if ((query === undefined) !== (id === undefined)) return;
  throw invalid([
    {
      field: 'query',
      message: `Send either query or ${field}`,
      invalid_value: null,
      error_type: query === undefined ? 'missing' : 'value_error',
    },
  ]);
}

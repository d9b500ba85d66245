import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf, presentActorOf } from '../../accounts/rights/request-actor.js';
import { seesAll } from '../../accounts/rights/visibility.js';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { Route } from '../../platform/http/route-policy.js';
import { ProcessHealth } from '../../platform/health/process-health.js';
import { enveloped, envelopedError } from './company-envelope.js';
import { domainFault, readDomain } from '../input/check-company.js';
import { CompanyExtractDto } from './company-request.dto.js';
import { CompanySources } from '../extraction/company-sources.js';
import { CompanyExtractedEnvelopeDto, CompanyHealthEnvelopeDto } from './company-view.dto.js';
import { countryCode } from '../facts/country.js';
import { ExtractCompany } from './extract-company.js';
import { BodyExample } from '../../platform/http/body-example.js';

const DEFAULT_SECONDS = 60;

/** Synchronous extraction of single companies, and the health of the extraction. */
@ApiTags('Company extraction')
@Controller('api/v1/company')
export class CompanyController {
  constructor(
    private readonly extractor: ExtractCompany,
    private readonly sources: CompanySources,
    private readonly processHealth: ProcessHealth,
  ) {}

  /** Extracts one company synchronously. */
  @Post('extract')
  @HttpCode(200)
  @Route({ scope: 'company:write', asksOthers: true, errorFormat: envelopedError('company_extract') })
  @ApiOkResponse({ type: CompanyExtractedEnvelopeDto })
  @BodyExample({ company_name: 'OpenAI', extraction_mode: 'basic', timeout_seconds: 60 })
  async extractCompany(
    @Req() request: FastifyRequest,
    @Body() body: CompanyExtractDto,
  ): Promise<CompanyExtractedEnvelopeDto> {
    const hint = body.domain_hint == null ? null : readDomain(body.domain_hint);
    if (body.domain_hint != null && hint === null) throw invalid([domainFault('domain_hint', body.domain_hint)]);
    const data = await this.extractor.extract(
      {
        name: body.company_name.trim(),
        country: countryCode(body.country ?? 'US') ?? 'US',
        language: (body.language ?? 'en').toLowerCase(),
        hint,
        mode: body.extraction_mode ?? 'standard',
        minConfidence: body.min_confidence ?? 0,
      },
      (body.timeout_seconds ?? DEFAULT_SECONDS) * 1000,
      actorOf(request).limitKeyId,
    );
    return enveloped('company_extract', request, data);
  }

  /** Whether companies can be extracted; with an admin's key also which sources are enabled. */
  @Get('health')
  @Route({ scope: null, optionalKey: true, errorFormat: envelopedError('company_health') })
  @ApiOkResponse({ type: CompanyHealthEnvelopeDto })
  async getCompanyHealth(@Req() request: FastifyRequest): Promise<CompanyHealthEnvelopeDto> {
    if (!(await this.processHealth.databaseAnswers()))
      throw new AppError('DATABASE_UNAVAILABLE', undefined, { retryAfter: 2 });
    const actor = presentActorOf(request);
    const detail = actor !== undefined && seesAll(actor) ? { sources: [...this.sources.states()] } : {};
    return enveloped('company_health', request, { status: 'healthy', ...detail });
  }
}

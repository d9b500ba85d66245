import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { toExtras } from '../../batch/request/batch-extras.dto.js';
import { checkEntries, readEnvelope } from '../../batch/request/envelope.js';
import { readIdempotency, Submission } from '../../batch/request/idempotency-header.js';
import { readExtras } from '../../batch/request/item-extras.js';
import { queryFlag } from '../../batch/request/query-flag.js';
import { sendReply } from '../../batch/request/send-reply.js';
import { isUuid } from '../../batch/model/kinds/public-id.js';
import { invalid } from '../../platform/errors/app-error.js';
import { BATCH_BODY_LIMIT } from '../../platform/http/json-body.js';
import { Route } from '../../platform/http/route-policy.js';
import { isPlainObject } from '../../platform/http/faults.js';
import { StartedJobDto, StartUrlsBodyDto, StartUrlsDto } from './start-urls.dto.js';
import { UrlAnalysisHandler } from '../kind/url-analysis.handler.js';
import { UrlAnalysisService } from './url-analysis.service.js';
import { budgetFaults } from '../engines/budgets.js';
import { checkUrl } from '../input/check-url.js';
import { UrlJobReader } from './url-job-reader.js';
import { UrlJobDto, UrlJobListDto, UrlJobListQueryDto, UrlProgressDto, UrlResultsQueryDto } from './url-job.dto.js';
import { MAX_URLS } from '../input/url-options.js';
import { UrlResultsDto } from './url-results.dto.js';
import { BodyExample } from '../../platform/http/body-example.js';
import { definedOnly } from '../../platform/objects/defined-only.js';

const URLS = { field: 'urls', min: 1, max: MAX_URLS } as const;

/** Routes of the URL API for jobs. */
@ApiTags('URL analysis')
@Controller('api/v1/batch-processing')
export class UrlAnalysisController {
  constructor(
    private readonly service: UrlAnalysisService,
    private readonly reader: UrlJobReader,
    private readonly handler: UrlAnalysisHandler,
  ) {}

  /**
   * Starts a job of up to 1,000 URLs. With `validate_only=true` nothing is stored, and the response is 200 with the
   * validation results.
   */
  @Post('start')
  @HttpCode(201)
  @Route({ scope: 'url:write', bodyLimit: BATCH_BODY_LIMIT })
  @ApiBody({ type: StartUrlsBodyDto })
  @Submission()
  @ApiQuery({
    name: 'ignore_invalid',
    required: false,
    description: 'Records URLs that cannot be analysed as failed, instead of refusing the job.',
    schema: { type: 'boolean', default: false },
  })
  @ApiCreatedResponse({ type: StartedJobDto })
  @ApiOkResponse({ type: StartedJobDto, description: 'A dry run.' })
  @BodyExample({ urls: ['https://example.com/', 'https://example.org/'], name: 'Our pages' })
  async startUrlJob(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() raw: unknown,
    @Query('validate_only') validateOnlyText: unknown,
    @Query('ignore_invalid') ignoreInvalidText: unknown,
  ): Promise<void> {
    const { envelope, entries } = readEnvelope(StartUrlsDto, raw, URLS);
    rejectAliasConflict(envelope, 'batch_size', 'max_concurrent');
    rejectAliasConflict(envelope, 'timeout_seconds', 'timeout');
    const badBudgets = budgetFaults(envelope.budgets ?? {});
    if (badBudgets.length > 0) throw invalid(badBudgets);
    const rules = {
      checkTarget: this.handler.checkTarget,
      storeInvalid: envelope.ignore_invalid ?? queryFlag('ignore_invalid', ignoreInvalidText),
      stripTracking: envelope.strip_tracking === true,
    };
    const inputs = checkEntries(entries, URLS.field, (entry) => checkUrl(entry, rules));
    const validateOnly = queryFlag('validate_only', validateOnlyText);
    const { body, replayed } = await this.service.start(actorOf(request), {
      extras: toExtras(envelope),
      ...definedOnly({
        strategy: envelope.strategy,
        batchSize: envelope.batch_size ?? envelope.max_concurrent,
        timeoutSeconds: envelope.timeout_seconds ?? envelope.timeout,
        retryAttempts: envelope.retry_attempts,
        engine: envelope.engine,
        maxAgeSeconds: envelope.max_age_seconds,
        runs: envelope.runs,
        budgets: envelope.budgets,
        analyzesErrorPages: envelope.analyze_error_pages,
        timingSamples: envelope.timing_samples,
        idempotency: readIdempotency(request),
      }),
      urls: inputs.map((input, index) => ({ input, ...extrasOf(entries[index]) })),
      validateOnly,
    });
    if (body.batch_job_id !== null)
      void reply.header('Location', `/api/v1/batch-processing/progress/${body.batch_job_id}`);
    sendReply(reply, { status: validateOnly ? 200 : 201, body, replayed });
  }

  /** Progress of a job. */
  @Get('progress/:batch_job_id')
  @Route({ scope: 'url:read' })
  @ApiOkResponse({ type: UrlProgressDto })
  getUrlJobProgress(@Req() request: FastifyRequest, @Param('batch_job_id') id: string): Promise<UrlProgressDto> {
    return this.service.progress(actorOf(request), readJobId(id));
  }

  /** Lists jobs, newest first. */
  @Get('jobs')
  @Route({ scope: 'url:read' })
  @ApiOkResponse({ type: UrlJobListDto })
  listUrlJobs(@Req() request: FastifyRequest, @Query() query: UrlJobListQueryDto): Promise<UrlJobListDto> {
    return this.reader.list(actorOf(request), query);
  }

  /** Cancels a job: pending URLs do not start, running ones are stopped, finished results are kept. */
  @Post('cancel/:batch_job_id')
  @HttpCode(200)
  @Route({ scope: 'url:write' })
  @ApiOkResponse({ type: UrlJobDto })
  cancelUrlJob(@Req() request: FastifyRequest, @Param('batch_job_id') id: string): Promise<UrlJobDto> {
    return this.service.cancel(actorOf(request), readJobId(id));
  }

  /** Results of a job in the order of its URLs; partial while it runs. */
  @Get('results/:batch_job_id')
  @Route({ scope: 'url:read' })
  @ApiOkResponse({ type: UrlResultsDto })
  getUrlJobResults(
    @Req() request: FastifyRequest,
    @Param('batch_job_id') id: string,
    @Query() query: UrlResultsQueryDto,
  ): Promise<UrlResultsDto> {
    return this.reader.results(actorOf(request), readJobId(id), query);
  }
}

/** Throws VALIDATION_ERROR for text that cannot be the id of a job; an unknown id is reported by the query. */
function readJobId(text: string): string {
  if (isUuid(text)) return text.toLowerCase();
  throw invalid([
    { field: 'batch_job_id', message: 'must be a UUID', invalid_value: text.slice(0, 200), error_type: 'uuid_parsing' },
  ]);
}

/** A field and its alias must not both be given, because they could contradict each other. */
function rejectAliasConflict<K extends keyof StartUrlsDto>(envelope: StartUrlsDto, name: K, alias: K): void {
  if (envelope[name] === undefined || envelope[alias] === undefined) return;
  throw invalid([
    {
      field: alias,
      message: `is an alias of ${name}; send only one of them`,
      invalid_value: envelope[alias],
      error_type: 'ambiguous',
    },
  ]);
}

const extrasOf = (entry: unknown): ReturnType<typeof readExtras> => (isPlainObject(entry) ? readExtras(entry) : {});

import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { toExtras } from '../../batch/request/batch-extras.dto.js';
import { readEnvelope } from '../../batch/request/envelope.js';
import { readIdempotency, Submission } from '../../batch/request/idempotency-header.js';
import { queryFlag } from '../../batch/request/query-flag.js';
import { sendReply } from '../../batch/request/send-reply.js';
import { BATCH_BODY_LIMIT } from '../../platform/http/json-body.js';
import { Route } from '../../platform/http/route-policy.js';
import { OPERATION_TEMPLATES, TEMPLATE_NAMES } from './operation-templates.js';
import { OperationTemplatesDto, TemplateBatchDto, TemplateEnvelopeDto } from './operation-templates.dto.js';
import { OperationBatchResultDto } from './batch-operations.dto.js';
import { BatchOperationsService } from './batch-operations.service.js';
import { negotiateLanguage, TakesLanguage } from './negotiate-language.js';
import { BodyExample } from '../../platform/http/body-example.js';
import { definedOnly } from '../../platform/objects/defined-only.js';

const RESOURCE_IDS = { field: 'resource_ids', min: 1, max: 50, tooLong: 'BATCH_TOO_LARGE' } as const;

/** Templates of operations that are applied to a list of ids. */
@ApiTags('Operations')
@Controller('api/v1/batch/templates')
export class OperationTemplatesController {
  constructor(private readonly operations: BatchOperationsService) {}

  /** Lists the templates. */
  @Get()
  @Route({ scope: 'operations:read', validationStatus: 400 })
  listOperationTemplates(): OperationTemplatesDto {
    return { results: TEMPLATE_NAMES.map((name) => ({ name, ...OPERATION_TEMPLATES[name] })) };
  }

  /** Applies a template to up to 50 rows in order, like a batch with the operations written out. */
  @Post()
  @HttpCode(200)
  @Route({ scope: 'operations:write', bodyLimit: BATCH_BODY_LIMIT, validationStatus: 400 })
  @ApiBody({ type: TemplateBatchDto })
  @Submission()
  @TakesLanguage()
  @ApiOkResponse({ type: OperationBatchResultDto })
  @BodyExample({ template: TEMPLATE_NAMES[0], resource_ids: [1, 2] })
  async submitOperationTemplate(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() raw: unknown,
    @Query('validate_only') validateOnly: unknown,
  ): Promise<void> {
    const { envelope, entries } = readEnvelope(TemplateEnvelopeDto, raw, RESOURCE_IDS);
    const { operation_type, method, data } = OPERATION_TEMPLATES[envelope.template];
    const idempotency = readIdempotency(request);
    const answer = await this.operations.submit(
      {
        ...toExtras(envelope),
        actor: actorOf(request),
        // An invalid id fails only its own operation, as in a batch with the operations written out.
        items: entries.map((resource_id) => ({ input: { method, resource_id, data } })),
        options: { operation_type },
        validateOnly: queryFlag('validate_only', validateOnly),
        ...definedOnly({ idempotency }),
      },
      negotiateLanguage(request, reply),
    );
    sendReply(reply, answer);
  }
}

import { Body, Controller, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../accounts/door.js';
import { toExtras, TransactionalExtrasDto } from '../batch/http/batch-extras.dto.js';
import { checkEntries, readEnvelope } from '../batch/http/envelope.js';
import { readIdempotency } from '../batch/http/idempotency-header.js';
import { readExtras } from '../batch/http/item-extras.js';
import { queryFlag } from '../batch/http/query-flag.js';
import { sendAnswer } from '../batch/http/send-answer.js';
import { BATCH_BODY_LIMIT } from '../platform/http/json-body.js';
import { Route } from '../platform/http/route-policy.js';
import { isPlainObject } from '../platform/http/validation.js';
import { checkContact } from './check-contact.js';
import { ContactBatchDto, ContactBatchResultDto } from './contact-analysis.dto.js';
import { ContactAnalysisService } from './contact-analysis.service.js';

const ITEMS = { field: 'items', min: 1, max: 1000 } as const;

/** S0's route. */
@ApiTags('Contact analysis')
@Controller('api/v1')
export class ContactAnalysisController {
  constructor(private readonly contacts: ContactAnalysisService) {}

  /** Inserts up to 1,000 contacts in one statement and answers what happened to each. */
  @Post('batch-process')
  @HttpCode(200)
  @Route({ scope: 'contacts:write', bodyLimit: BATCH_BODY_LIMIT, rateLimit: 'contact' })
  @ApiBody({ type: ContactBatchDto })
  @ApiQuery({ name: 'validate_only', required: false, type: Boolean })
  @ApiQuery({ name: 'strict', required: false, type: Boolean })
  @ApiOkResponse({ type: ContactBatchResultDto })
  async insert(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() raw: unknown,
    @Query('validate_only') validateOnly: unknown,
    @Query('strict') strict: unknown,
  ): Promise<void> {
    const { envelope, entries } = readEnvelope(TransactionalExtrasDto, raw, ITEMS);
    const contacts = checkEntries(entries, ITEMS.field, checkContact);
    const idempotency = readIdempotency(request);
    const answer = await this.contacts.insert(
      {
        ...toExtras(envelope),
        actor: actorOf(request),
        items: contacts.map((input, index) => ({ input, ...extrasAt(entries, index) })),
        options: { strict: queryFlag('strict', strict) },
        validateOnly: queryFlag('validate_only', validateOnly),
        ...(idempotency === undefined ? {} : { idempotency }),
      },
      request.id,
    );
    sendAnswer(reply, answer);
  }
}

function extrasAt(entries: readonly unknown[], index: number): ReturnType<typeof readExtras> {
  const entry = entries[index];
  return isPlainObject(entry) ? readExtras(entry) : {};
}

import { Body, Controller, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { toExtras, TransactionalExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { checkEntries, readEnvelope } from '../../batch/request/envelope.js';
import { readIdempotency, Submission } from '../../batch/request/idempotency-header.js';
import { readExtras } from '../../batch/request/item-extras.js';
import { queryFlag } from '../../batch/request/query-flag.js';
import { AcceptedBatchDto } from '../../batch/request/accepted-batch.dto.js';
import { asyncIdempotency, sendAccepted, wantsAsync, TakesPrefer } from '../../batch/request/respond-async.js';
import { sendReply } from '../../batch/request/send-reply.js';
import { BATCH_BODY_LIMIT } from '../../platform/http/json-body.js';
import { Route, type RouteRateLimit } from '../../platform/http/route-policy.js';
import { isPlainObject } from '../../platform/http/faults.js';
import { CONTACT_SETTINGS } from '../contact-analysis.settings.js';
import { checkContact } from '../input/check-contact.js';
import { ContactBatchDto, ContactBatchResultDto } from './contact-analysis.dto.js';
import { ContactAnalysisService } from './contact-analysis.service.js';
import { BodyExample } from '../../platform/http/body-example.js';

const ITEMS = { field: 'items', min: 1, max: 1000 } as const;
const RATE_LIMIT: RouteRateLimit = {
  name: 'contact',
  perMinute: (config) => CONTACT_SETTINGS.of(config).CONTACT_RATE_LIMIT_PER_MINUTE,
};

/** Routes of the contacts API for bulk inserts. */
@ApiTags('Contact analysis')
@Controller('api/v1')
export class ContactAnalysisController {
  constructor(private readonly contacts: ContactAnalysisService) {}

  /** Inserts up to 1,000 contacts in one statement and returns the result of each. */
  @Post('batch-process')
  @HttpCode(200)
  @Route({ scope: 'contacts:write', bodyLimit: BATCH_BODY_LIMIT, rateLimit: RATE_LIMIT })
  @ApiBody({ type: ContactBatchDto })
  @Submission()
  @ApiQuery({
    name: 'strict',
    required: false,
    description: 'Fails items with fields that the contacts do not have, instead of storing these as further fields.',
    schema: { type: 'boolean', default: false },
  })
  @TakesPrefer()
  @ApiOkResponse({ type: ContactBatchResultDto })
  @ApiAcceptedResponse({ type: AcceptedBatchDto })
  @BodyExample({
    items: [
      { id: 'contact-001', data: { name: 'Ana Souza', email: 'ana@example.com', plan: 'gold' }, priority: 'high' },
      { id: 'contact-002', data: { name: 'Bruno Lima', company: 'Acme Ltd' } },
    ],
  })
  async insertContacts(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() raw: unknown,
    @Query('validate_only') validateOnly: unknown,
    @Query('strict') strict: unknown,
  ): Promise<void> {
    const { envelope, entries } = readEnvelope(TransactionalExtrasDto, raw, ITEMS);
    const contacts = checkEntries(entries, ITEMS.field, checkContact);
    const isAsync = wantsAsync(request) && !queryFlag('validate_only', validateOnly);
    const idempotency = readIdempotency(request);
    const submission = {
      ...toExtras(envelope),
      actor: actorOf(request),
      items: contacts.map((input, index) => ({ input, ...extrasAt(entries, index) })),
      options: { strict: queryFlag('strict', strict) },
      validateOnly: queryFlag('validate_only', validateOnly),
      ...(idempotency && { idempotency: isAsync ? asyncIdempotency(idempotency) : idempotency }),
    };
    if (!isAsync) {
      sendReply(reply, await this.contacts.insert(submission, request.id));
      return;
    }
    const accepted = await this.contacts.submit(submission);
    sendAccepted(reply, accepted, {
      batchId: accepted.publicId,
      statusUrl: `/api/v1/batches/${accepted.publicId}`,
      total: contacts.length,
    });
  }
}

function extrasAt(entries: readonly unknown[], index: number): ReturnType<typeof readExtras> {
  const entry = entries[index];
  return isPlainObject(entry) ? readExtras(entry) : {};
}

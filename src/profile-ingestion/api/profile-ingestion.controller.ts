import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { presentedKey } from '../../accounts/keys/presented-key.js';
import { toExtras } from '../../batch/request/batch-extras.dto.js';
import { readBatchId } from '../../batch/request/batch-id.js';
import { readChecked } from '../../batch/request/envelope.js';
import { readIdempotency, Submission } from '../../batch/request/idempotency-header.js';
import { readExtras } from '../../batch/request/item-extras.js';
import { queryFlag } from '../../batch/request/query-flag.js';
import { TakesPrefer, wantsAsync } from '../../batch/request/respond-async.js';
import { sendReply } from '../../batch/request/send-reply.js';
import { BATCH_BODY_LIMIT } from '../../platform/http/json-body.js';
import { Route } from '../../platform/http/route-policy.js';
import { isPlainObject } from '../../platform/http/faults.js';
import { checkProfile } from '../input/check-profile.js';
import { ProfileBatchDto, ProfileBatchResultDto, ProfileEnvelopeDto, ProfileSpendingDto } from './profile-batch.dto.js';
import { toProfileOptions } from '../input/profile-options.js';
import { ProfileIngestionService } from './profile-ingestion.service.js';
import type { BatchReply } from '../pipeline/profile-row.js';
import { BodyExample } from '../../platform/http/body-example.js';
import { goneSignal } from '../../platform/http/gone-signal.js';
import { definedOnly } from '../../platform/objects/defined-only.js';

const PROFILES = { field: 'profiles', min: 1, max: 10 } as const;

/** Routes of the profiles API for batches. */
@ApiTags('Profiles')
@Controller('api/v1/profiles/batch-enhanced')
export class ProfileIngestionController {
  constructor(private readonly profiles: ProfileIngestionService) {}

  /**
   * Ingests up to 10 profiles and responds when they are done; with 202 when that takes longer than the time budget.
   */
  @Post()
  @HttpCode(200)
  @Route({ scope: 'profile:write', bodyLimit: BATCH_BODY_LIMIT, unauthorizedAs: 'forbidden' })
  @ApiBody({ type: ProfileBatchDto })
  @Submission()
  @TakesPrefer()
  @ApiOkResponse({ type: ProfileBatchResultDto })
  @ApiAcceptedResponse({ type: ProfileBatchResultDto })
  @BodyExample({
    profiles: [{ linkedin_url: 'https://www.linkedin.com/in/ana-souza/', suggested_role: 'CTO' }],
  })
  async submitProfiles(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() raw: unknown,
    @Query('validate_only') validateOnly: unknown,
  ): Promise<void> {
    const { envelope, entries, values } = readChecked(ProfileEnvelopeDto, raw, PROFILES, checkProfile);
    const idempotency = readIdempotency(request);
    const gone = goneSignal(reply);
    const isAsync = wantsAsync(request);
    const answer = await this.profiles.submit(
      {
        ...toExtras(envelope),
        actor: actorOf(request),
        items: values.map((input, index) => ({ input, ...extrasAt(entries, index) })),
        options: toProfileOptions(envelope),
        validateOnly: queryFlag('validate_only', validateOnly),
        ...definedOnly({ idempotency }),
      },
      { maxConcurrent: envelope.max_concurrent, isAsync, gone, keyLength: presentedKey(request.raw)?.length ?? 0 },
    );
    if (gone.aborted) return;
    if (answer.status === 202) void reply.header('Location', `/api/v1/batches/${answer.publicId}`);
    if (answer.status === 202 && isAsync) void reply.header('Preference-Applied', 'respond-async');
    sendReply(reply, answer);
  }

  /** Status and results of one batch. */
  @Get(':batch_id')
  @Route({ scope: 'profile:read', unauthorizedAs: 'forbidden' })
  @ApiOkResponse({ type: ProfileBatchResultDto })
  getProfileBatch(@Req() request: FastifyRequest, @Param('batch_id') id: string): Promise<BatchReply> {
    return this.profiles.status(actorOf(request), readBatchId(id));
  }

  /** Paid questions of a batch so far, to providers and to the language model, with its limits. */
  @Get(':batch_id/spending')
  @Route({ scope: 'profile:read', unauthorizedAs: 'forbidden' })
  @ApiOkResponse({ type: ProfileSpendingDto })
  getProfileBatchSpending(@Req() request: FastifyRequest, @Param('batch_id') id: string): Promise<ProfileSpendingDto> {
    return this.profiles.spendingOf(actorOf(request), readBatchId(id));
  }
}

function extrasAt(entries: readonly unknown[], index: number): ReturnType<typeof readExtras> {
  const entry = entries[index];
  return isPlainObject(entry) ? readExtras(entry) : {};
}

import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { presentActorOf } from '../../accounts/rights/request-actor.js';
import { KeyHolders } from '../../accounts/keys/key-holders.js';
import { RateLimits } from '../../accounts/rates/rate-limits.js';
import { AppConfig } from '../../platform/config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Route } from '../../platform/http/route-policy.js';
import { MAX_BATCH_ITEMS } from '../model/items/item.js';
import { ActiveBatches } from '../read/active-batches-queries.js';
import { MeDto } from './me.dto.js';
import { SUBMISSION_SETTINGS } from '../submit/submission.settings.js';

/** What a caller may ask about itself. */
@ApiTags('Accounts')
@Controller('api/v1/me')
export class MeController {
  constructor(
    private readonly holders: KeyHolders,
    private readonly limits: RateLimits,
    private readonly active: ActiveBatches,
    private readonly config: AppConfig,
  ) {}

  /** Tells whose key the request came with, its scopes, its limits and what is left of them; any key may ask. */
  @Get()
  @Route({ scope: null, optionalKey: true, takesCredential: true })
  @ApiOkResponse({ type: MeDto })
  async getMe(@Req() request: FastifyRequest): Promise<MeDto> {
    const actor = presentActorOf(request);
    if (actor === undefined) throw new AppError('UNAUTHORIZED', 'An API key or a session is needed.');
    const { userName, email, keyName, keyExpiresAt } = await this.holders.of(actor);
    const { MAX_ACTIVE_BATCHES: most, MAX_APPENDED_ITEMS: appended } = SUBMISSION_SETTINGS.of(this.config);
    const active = await this.active.of(actor.limitKeyId, most);
    return {
      user: { id: actor.userId, name: userName, email, role: actor.role },
      key: { id: actor.keyId, name: keyName, expires_at: keyExpiresAt?.toISOString() ?? null },
      scopes: [...actor.scopes],
      limits: {
        requests_per_minute: this.limits.left(actor.limitKeyId),
        active_batches: { limit: most, left: Math.max(0, most - active) },
        items_per_batch: MAX_BATCH_ITEMS,
        appended_items_per_batch: appended,
      },
    };
  }
}

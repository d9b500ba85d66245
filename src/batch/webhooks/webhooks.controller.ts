import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/auth-hook.js';
import { AppError } from '../../platform/errors/app-error.js';
import { NumberedPageQueryDto } from '../../platform/http/page-query.dto.js';
import { Route } from '../../platform/http/route-policy.js';
import {
  DeliveryListDto,
  DeliveryViewDto,
  NewWebhookDto,
  WebhookListDto,
  WebhookSecretDto,
  WebhookViewDto,
} from './webhooks.dto.js';
import { WebhooksService } from './webhooks.service.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Endpoints that are told of batches, by Standard Webhooks. */
@ApiTags('Webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  /** Registers an endpoint. The answer is the only place where its secret is shown. */
  @Post()
  @Route({ scope: 'webhooks:write' })
  @ApiCreatedResponse({ type: WebhookSecretDto })
  async register(@Req() request: FastifyRequest, @Body() body: NewWebhookDto): Promise<WebhookSecretDto> {
    const { row, secret } = await this.webhooks.register(actorOf(request), body);
    return { ...WebhookViewDto.from(row), secret };
  }

  /** Lists one's own endpoints, newest first. */
  @Get()
  @Route({ scope: 'webhooks:read' })
  @ApiOkResponse({ type: WebhookListDto })
  async list(@Req() request: FastifyRequest): Promise<WebhookListDto> {
    return { results: (await this.webhooks.list(actorOf(request))).map((row) => WebhookViewDto.from(row)) };
  }

  /** Deletes an endpoint with its deliveries; what was not sent yet never will be. */
  @Delete(':id')
  @HttpCode(204)
  @Route({ scope: 'webhooks:write' })
  @ApiNoContentResponse()
  async delete(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    await this.webhooks.delete(actorOf(request), readId(id));
  }

  /** Makes a new secret, shown this once. The one before signs along for 24 hours. Enables a disabled endpoint. */
  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Route({ scope: 'webhooks:write' })
  @ApiOkResponse({ type: WebhookSecretDto })
  async rotate(@Req() request: FastifyRequest, @Param('id') id: string): Promise<WebhookSecretDto> {
    const { row, secret } = await this.webhooks.rotateSecret(actorOf(request), readId(id));
    return { ...WebhookViewDto.from(row), secret };
  }

  /** What was sent to an endpoint, and what came of it, newest first. */
  @Get(':id/deliveries')
  @Route({ scope: 'webhooks:read' })
  @ApiOkResponse({ type: DeliveryListDto })
  async deliveries(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() { cursor, limit }: NumberedPageQueryDto,
  ): Promise<DeliveryListDto> {
    const page = await this.webhooks.deliveries(actorOf(request), readId(id), cursor, limit);
    return { results: page.rows.map((row) => DeliveryViewDto.from(row)), next_cursor: page.nextCursor };
  }

  /** Sends a delivery again, under the same message id, whatever came of it before. With tests at most ten a minute of an owner. */
  @Post(':id/deliveries/:delivery/redeliver')
  @HttpCode(202)
  @Route({ scope: 'webhooks:write' })
  @ApiAcceptedResponse({ type: DeliveryViewDto })
  async redeliver(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('delivery') delivery: string,
  ): Promise<DeliveryViewDto> {
    if (!/^\d{1,15}$/.test(delivery)) throw new AppError('NOT_FOUND', 'There is no such delivery.');
    return DeliveryViewDto.from(await this.webhooks.redeliver(actorOf(request), readId(id), Number(delivery)));
  }

  /** Sends a message that tells nothing, to see whether it arrives. With redeliveries at most ten a minute of an owner. */
  @Post(':id/test')
  @HttpCode(202)
  @Route({ scope: 'webhooks:write' })
  @ApiAcceptedResponse({ type: DeliveryViewDto })
  async test(@Req() request: FastifyRequest, @Param('id') id: string): Promise<DeliveryViewDto> {
    return DeliveryViewDto.from(await this.webhooks.test(actorOf(request), readId(id)));
  }
}

/** What could not be an id is not there. */
function readId(text: string): string {
  if (UUID.test(text)) return text.toLowerCase();
  throw new AppError('NOT_FOUND', 'There is no such webhook.');
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
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
import { BodyExample } from '../../platform/http/body-example.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Webhook endpoints, which receive the events of batches in the format of Standard Webhooks 1.0.0. */
@ApiTags('Webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  /** Registers an endpoint, at most ten per owner. Its secret is shown in this answer only. */
  @Post()
  @Route({ scope: 'webhooks:write', needsSecretKey: true })
  @ApiCreatedResponse({ type: WebhookSecretDto })
  @BodyExample({ url: 'https://hooks.example/batches', events: ['batch.completed', 'batch.failed'] })
  async registerWebhook(@Req() request: FastifyRequest, @Body() body: NewWebhookDto): Promise<WebhookSecretDto> {
    const { row, secret } = await this.webhooks.register(actorOf(request), body);
    return { ...WebhookViewDto.from(row), secret };
  }

  /** Lists the caller's own endpoints, newest first. */
  @Get()
  @Route({ scope: 'webhooks:read' })
  @ApiOkResponse({ type: WebhookListDto })
  async listWebhooks(@Req() request: FastifyRequest): Promise<WebhookListDto> {
    return { results: (await this.webhooks.list(actorOf(request))).map((row) => WebhookViewDto.from(row)) };
  }

  /** Deletes an endpoint with its deliveries; unsent messages are discarded. */
  @Delete(':id')
  @HttpCode(204)
  @Route({ scope: 'webhooks:write' })
  @ApiNoContentResponse()
  async deleteWebhook(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    await this.webhooks.delete(actorOf(request), readId(id));
  }

  /**
   * Replaces the secret of an endpoint and enables it if it is disabled. The new secret is shown in this answer only;
   * for 24 hours messages are also signed with the previous one.
   */
  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Route({ scope: 'webhooks:write', needsSecretKey: true })
  @ApiOkResponse({ type: WebhookSecretDto })
  async rotateWebhookSecret(@Req() request: FastifyRequest, @Param('id') id: string): Promise<WebhookSecretDto> {
    const { row, secret } = await this.webhooks.rotateSecret(actorOf(request), readId(id));
    return { ...WebhookViewDto.from(row), secret };
  }

  /** Lists the deliveries of an endpoint with their results, newest first. */
  @Get(':id/deliveries')
  @Route({ scope: 'webhooks:read' })
  @ApiOkResponse({ type: DeliveryListDto })
  async listWebhookDeliveries(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() { cursor, limit }: NumberedPageQueryDto,
  ): Promise<DeliveryListDto> {
    const page = await this.webhooks.deliveries(actorOf(request), readId(id), cursor, limit);
    return { results: page.rows.map((row) => DeliveryViewDto.from(row)), next_cursor: page.nextCursor };
  }

  /**
   * Sends a delivery again under the same message id, whatever its result was. Redeliveries and tests together are
   * limited to ten a minute per owner.
   */
  @Post(':id/deliveries/:delivery/redeliver')
  @HttpCode(202)
  @Route({ scope: 'webhooks:write' })
  @ApiAcceptedResponse({ type: DeliveryViewDto })
  async redeliverWebhook(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('delivery') delivery: string,
  ): Promise<DeliveryViewDto> {
    if (!/^\d{1,15}$/.test(delivery)) throw new AppError('NOT_FOUND', 'There is no such delivery.');
    return DeliveryViewDto.from(await this.webhooks.redeliver(actorOf(request), readId(id), Number(delivery)));
  }

  /** Sends a test message. Tests and redeliveries together are limited to ten a minute per owner. */
  @Post(':id/test')
  @HttpCode(202)
  @Route({ scope: 'webhooks:write', needsSecretKey: true })
  @ApiAcceptedResponse({ type: DeliveryViewDto })
  async testWebhook(@Req() request: FastifyRequest, @Param('id') id: string): Promise<DeliveryViewDto> {
    return DeliveryViewDto.from(await this.webhooks.test(actorOf(request), readId(id)));
  }
}

/** Throws NOT_FOUND for a text that is not a UUID. */
function readId(text: string): string {
  if (UUID.test(text)) return text.toLowerCase();
  throw new AppError('NOT_FOUND', 'There is no such webhook.');
}

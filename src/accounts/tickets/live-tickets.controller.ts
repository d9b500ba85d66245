import { Controller, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Route } from '../../platform/http/route-policy.js';
import { actorOf } from '../rights/request-actor.js';
import { LiveTicketDto } from './live-tickets.dto.js';
import { LiveTicketStore } from './live-ticket-store.js';

/** Tickets for browsers, which cannot send a key with a live connection. */
@ApiTags('Live')
@Controller('api/v1/live-tickets')
export class LiveTicketsController {
  constructor(private readonly tickets: LiveTicketStore) {}

  /** Makes a ticket that opens one live connection within 60 seconds, with the rights of the calling key. */
  @Post()
  @Route({ scope: 'batch:read' })
  @ApiCreatedResponse({ type: LiveTicketDto })
  async issueLiveTicket(@Req() request: FastifyRequest): Promise<LiveTicketDto> {
    const { ticket, expiresAt } = await this.tickets.issue(actorOf(request).keyId);
    return { ticket, expires_at: expiresAt.toISOString() };
  }
}

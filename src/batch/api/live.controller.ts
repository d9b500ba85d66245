import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Route } from '../../platform/http/route-policy.js';
import { BatchReader } from '../read/batch-reader.js';
import { LiveClients } from '../live/live-clients.js';
import { toLiveEvent } from '../live/live-event.js';
import { LiveFeed } from '../live/live-feed.js';
import { SseClient } from '../live/sse-client.js';
import { readBatchId } from '../request/batch-id.js';

const HEAD = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  // nginx would buffer small events otherwise.
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
  // A keep-alive connection would delay the shutdown of the process after the stream has ended.
  Connection: 'close',
} as const;

/** Live updates of a batch. */
@ApiTags('Live')
@Controller('api/v1/batches/:id/events')
export class LiveController {
  constructor(
    private readonly reader: BatchReader,
    private readonly feed: LiveFeed,
    private readonly clients: LiveClients,
  ) {}

  /**
   * Streams the changes of a batch as Server-Sent Events: first `snapshot`, then `changed`, each with the whole batch
   * as data and its revision as id, at most four a second. The stream ends after the event that shows that the batch
   * has ended. A client that reconnects with Last-Event-ID receives the batch only if it has changed since; 204 when it
   * has already seen the end. Further events: `reset` (the id is newer than the batch's revision), `deleted`, `revoked`
   * (the key is no longer valid), `overflow` (the client reads too slowly), `shutdown` (reconnect after 3 seconds).
   */
  @Get()
  @Route({ scope: 'batch:read', ticket: true })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The id of the last event that the client received.',
  })
  @ApiQuery({ name: 'ticket', required: false, description: 'A one-time ticket instead of an API key, for browsers.' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'The stream.', schema: { type: 'string' } })
  @ApiNoContentResponse({ description: 'The batch has ended and the client has seen it.' })
  async streamBatchEvents(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const header = request.headers['last-event-id'];
    const after = readLastEventId(typeof header === 'string' ? header : header?.[0]);
    const actor = actorOf(request);
    this.clients.requireRoom(actor);
    const seen = toLiveEvent(await this.reader.get(actor, readBatchId(id)));
    if (seen.isLast && after === seen.revision) {
      void reply.status(204).send();
      return;
    }
    this.clients.requireRoom(actor);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { ...corsHeaders(reply), ...HEAD, 'X-Trace-Id': request.id });
    if (!raw.destroyed) SseClient.begin(raw, this.feed, this.clients, { actor, seen, after });
  }
}

/**
 * The revision that the client saw last, from the header `Last-Event-ID`; undefined without one. Throws
 * INVALID_LAST_EVENT_ID when the header is not a number of 1 to 15 digits.
 */
function readLastEventId(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppError('INVALID_LAST_EVENT_ID');
}

/** The headers that the CORS plugin has set on the reply, which a hijacked reply would lack. */
function corsHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      /^(access-control-|vary$)/i.test(name) && value !== undefined ? [[name, String(value)]] : [],
    ),
  );
}

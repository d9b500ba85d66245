import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { AppError } from '../../platform/errors/app-error.js';
import { sendTagged, Tagged } from '../../platform/http/entity-tag.js';
import { Route } from '../../platform/http/route-policy.js';
import { declaredKinds } from '../model/kinds/declared-kinds.js';
import { HandlerRegistry } from '../model/handlers/handler-registry.js';
import { KindDto, KindListDto } from './kinds.dto.js';

/** What kinds of batches there are: the one source of forms, mappings of files and help texts. */
@ApiTags('Batches')
@Controller('api/v1/kinds')
export class KindsController {
  constructor(private readonly registry: HandlerRegistry) {}

  /**
   * Lists the kinds of batches that this installation runs, those of modules from outside included. Each comes with all
   * that describes it.
   */
  @Get()
  @Route({ scope: 'batch:read' })
  @Tagged()
  @ApiOkResponse({ type: KindListDto })
  listKinds(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { scopes } = actorOf(request);
    const results = declaredKinds().map(({ name }) => KindDto.from(this.registry.get(name), scopes));
    sendTagged(request, reply, { results } satisfies KindListDto);
  }

  /**
   * Describes a kind of batches. Says its limits, scopes, the JSON Schema of its items and options, the fields for
   * columns of files and the columns of exports.
   */
  @Get(':kind')
  @Route({ scope: 'batch:read' })
  @Tagged()
  @ApiOkResponse({ type: KindDto })
  getKind(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('kind') kind: string): void {
    const handler = this.registry.find(kind);
    if (handler === undefined) throw new AppError('NOT_FOUND', 'There is no such kind in this installation.');
    sendTagged(request, reply, KindDto.from(handler, actorOf(request).scopes));
  }
}

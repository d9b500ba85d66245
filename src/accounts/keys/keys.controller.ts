import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Route } from '../../platform/http/route-policy.js';
import { actorOf } from '../rights/request-actor.js';
import { IssuedKeyDto, KeyListDto, KeyListQueryDto, KeyViewDto, NewKeyDto } from './keys.dto.js';
import { KeysService } from './keys.service.js';
import { BodyExample } from '../../platform/http/body-example.js';

/** API keys: a caller's own, and those of every user for an admin. */
@ApiTags('Accounts')
@Controller('api/v1/keys')
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  /**
   * Makes an API key with a subset of the caller's scopes. This response is the only place where the key itself is
   * shown.
   */
  @Post()
  @Route({ scope: 'keys:write' })
  @ApiCreatedResponse({ type: IssuedKeyDto })
  @BodyExample({ name: 'crm import', scopes: ['contacts:write', 'batch:read'] })
  async issueKey(@Req() request: FastifyRequest, @Body() body: NewKeyDto): Promise<IssuedKeyDto> {
    const { row, text } = await this.keys.issue(actorOf(request), body);
    return { ...KeyViewDto.from(row), key: text };
  }

  /** Lists keys from newest to oldest, including revoked ones. */
  @Get()
  @Route({ scope: 'keys:read' })
  @ApiOkResponse({ type: KeyListDto })
  async listKeys(@Req() request: FastifyRequest, @Query() query: KeyListQueryDto): Promise<KeyListDto> {
    const { rows, nextCursor } = await this.keys.list(actorOf(request), query);
    return { results: rows.map((row) => KeyViewDto.from(row)), next_cursor: nextCursor };
  }

  /**
   * Revokes a key, with the keys made with it: it stops working at once here, and within five seconds in every other
   * process.
   */
  @Delete(':id')
  @HttpCode(204)
  @Route({ scope: 'keys:write' })
  @ApiNoContentResponse()
  async revokeKey(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    await this.keys.revoke(actorOf(request), id);
  }
}

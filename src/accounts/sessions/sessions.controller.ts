import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { BodyExample } from '../../platform/http/body-example.js';
import { Route } from '../../platform/http/route-policy.js';
import { presentActorOf } from '../rights/request-actor.js';
import { isFromForeignPage, sessionCookie } from './session-cookie.js';
import { SESSION_SECONDS } from './session-store.js';
import { CurrentSessionDto, SessionDto, SignInDto, SignOutQueryDto } from './sessions.dto.js';
import { Sessions } from './sessions.js';

/** Signing in and out of the console. */
@ApiTags('Accounts')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(private readonly sessions: Sessions) {}

  /**
   * Signs a browser in with a key or the ticket of the start's link. The session comes as a cookie that no script can
   * read; it has the rights of the key and ends with it, after 12 hours or by signing out. Programs send their key
   * instead. A session that the browser had before ends.
   */
  @Post()
  @Route({ scope: null, takesCredential: true })
  @BodyExample({ key: 'bk_9f2c4e8a1b3d_PutTheRestOfYourKeyHere' })
  @ApiCreatedResponse({ type: SessionDto })
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() { key, ticket }: SignInDto,
  ): Promise<SessionDto> {
    if (isFromForeignPage(request.raw, request.host)) throw new AppError('CROSS_ORIGIN_REFUSED');
    if ((key === undefined) === (ticket === undefined))
      throw invalid([
        { field: 'key', message: 'send either key or ticket', invalid_value: null, error_type: 'value_error' },
      ]);
    const caller = { address: request.ip, before: this.sessions.presentedBy(request.raw) };
    const { id, open } = await this.sessions.signIn({ key, ticket }, caller);
    this.setCookie(request, reply, id, SESSION_SECONDS);
    return SessionDto.from(open);
  }

  /** Tells who is signed in, with what scopes. */
  @Get('current')
  @Route({ scope: null, optionalKey: true, takesCredential: true })
  @ApiOkResponse({ type: CurrentSessionDto })
  async getSession(@Req() request: FastifyRequest): Promise<CurrentSessionDto> {
    const actor = presentActorOf(request);
    const open = actor === undefined ? undefined : await this.sessions.current(actor);
    return { session: open === undefined ? null : SessionDto.from(open) };
  }

  /** Signs out: the session ends, and the cookie is taken back. Harmless without a session. */
  @Delete()
  @HttpCode(204)
  @Route({ scope: null, optionalKey: true, takesCredential: true })
  @ApiNoContentResponse()
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() { all }: SignOutQueryDto,
  ): Promise<void> {
    const actor = presentActorOf(request);
    if (actor !== undefined && all) await this.sessions.endAll(actor.userId);
    else if (actor?.session !== undefined) await this.sessions.end(actor.session);
    this.setCookie(request, reply, '', 0);
  }

  private setCookie(request: FastifyRequest, reply: FastifyReply, id: string, seconds: number): void {
    void reply.header('Set-Cookie', sessionCookie(id, seconds, this.sessions.placeOf(request.raw)));
  }
}

import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { BodyExample } from '../../platform/http/body-example.js';
import { Route } from '../../platform/http/route-policy.js';
import { ActionRunner } from '../actions/action-runner.js';
import { type ActionReport, BatchActions } from '../actions/batch-actions.js';
import {
  BatchActionCountDto,
  BatchActionDto,
  BatchActionListDto,
  BatchActionListQueryDto,
  NewBatchActionDto,
} from '../actions/batch-actions.dto.js';
import { readIdempotency } from '../request/idempotency-header.js';
import { refuseOtherParameters } from '../request/query-flag.js';

/** Actions on many batches at once: work of its own, which can be followed and cancelled. */
@ApiTags('Batches')
@Controller('api/v1/batches/actions')
export class BatchActionsController {
  constructor(
    private readonly actions: BatchActions,
    private readonly runner: ActionRunner,
  ) {}

  /**
   * Cancels, pauses, resumes, retries, deletes or reprioritises many batches. They are chosen
   * now and come one after the other, each by the rules and rights of the single control at that moment. `dry_run` only
   * counts them. The action `delete` needs the scope `batch:delete` too.
   */
  @Post()
  @HttpCode(202)
  @Route({ scope: 'batch:write' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'A retry with the same key and the same bytes as body within 24 hours answers with the action of the first one, with `Idempotency-Replayed: true`.',
    schema: { type: 'string', pattern: '^"?[A-Za-z0-9._:-]{1,255}"?$' },
  })
  @ApiAcceptedResponse({ type: BatchActionDto })
  @ApiOkResponse({ type: BatchActionCountDto, description: 'With `dry_run`: nothing was stored.' })
  @BodyExample({ action: 'retry', filter: { status: 'failed' }, dry_run: true, reason: 'The provider is back.' })
  async startBatchAction(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: NewBatchActionDto,
  ): Promise<void> {
    refuseOtherParameters(request);
    const actor = actorOf(request);
    const idempotency = readIdempotency(request);
    if (body.dry_run === true) {
      const counted = await this.actions.count(actor, body);
      return void reply.status(200).send(BatchActionCountDto.from(body.action, counted));
    }
    const report = await this.actions.ask(actor, body, idempotency);
    this.runner.wakeUp();
    if (report.replayed) void reply.header('Idempotency-Replayed', 'true');
    void reply.status(202).header('Location', `/api/v1/batches/actions/${report.row.publicId}`).send(view(report));
  }

  /** Lists actions, newest first: the caller's own, an admin's key lists all. */
  @Get()
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: BatchActionListDto })
  async listBatchActions(
    @Req() request: FastifyRequest,
    @Query() query: BatchActionListQueryDto,
  ): Promise<BatchActionListDto> {
    const { rows, nextCursor } = await this.actions.list(actorOf(request), query);
    return { results: rows.map((row) => BatchActionDto.from(row)), next_cursor: nextCursor };
  }

  /** Returns an action: how many of its batches are done, refused and still to come. */
  @Get(':id')
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: BatchActionDto })
  async getBatchAction(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BatchActionDto> {
    return view(await this.actions.get(actorOf(request), id));
  }

  /** Ends an action where it is; what is done stays done. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Route({ scope: 'batch:write' })
  @ApiOkResponse({ type: BatchActionDto })
  async cancelBatchAction(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BatchActionDto> {
    refuseOtherParameters(request);
    return view(await this.actions.cancel(actorOf(request), id));
  }
}

const view = ({ row, refusals }: ActionReport): BatchActionDto => BatchActionDto.from(row, refusals);

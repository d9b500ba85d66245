import { Body, Controller, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Actor } from '../../accounts/rights/actor.js';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { Route } from '../../platform/http/route-policy.js';
import { BatchControl } from '../control/batch-control.js';
import type { BatchRow } from '../read/batch-queries.js';
import { BatchReader } from '../read/batch-reader.js';
import type { KindName } from '../model/kinds/kind.js';
import { type AnyHandler, HandlerRegistry, isBackground, notLoaded } from '../model/handlers/handler-registry.js';
import { readBatchId } from '../request/batch-id.js';
import { BatchPatchDto, RetryResultDto } from './batch-control.dto.js';
import { BatchViewDto } from '../read/batch-view.dto.js';
import { requireInputScopes } from '../model/handlers/kind-scopes.js';
import { FileRetries } from './file-retries.js';
import { RetryFiles } from './import-parameters.js';
import { readRetry } from '../request/read-retry.js';
import { RetryDto } from '../request/retry.dto.js';
import { isFile } from './receive-file.js';
import { ITEMS_ROUTE } from './slow-bodies.js';
import { refuseOtherParameters } from '../request/query-flag.js';
import { readObject } from '../request/envelope.js';
import { BodyExample, BodyLines } from '../../platform/http/body-example.js';
import { definedOnly } from '../../platform/objects/defined-only.js';

/** Control of a batch of any kind: change, pause, resume, cancel, retry. */
@ApiTags('Batches')
@Controller('api/v1/batches/:id')
export class BatchControlController {
  constructor(
    private readonly reader: BatchReader,
    private readonly control: BatchControl,
    private readonly registry: HandlerRegistry,
    private readonly files: FileRetries,
  ) {}

  /** Changes the priority or the concurrency of a batch that has not ended; a running batch adopts it too. */
  @Patch()
  @Route({ scope: 'batch:write' })
  @ApiOkResponse({ type: BatchViewDto })
  @BodyExample({ priority: 'high' })
  async updateBatch(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: BatchPatchDto,
  ): Promise<BatchViewDto> {
    refuseOtherParameters(request);
    const { key, kind } = await this.get(request, id);
    if (body.max_concurrent !== undefined) this.checkConcurrency(kind, body.max_concurrent);
    await this.control.adjust(key, {
      ...definedOnly({ priority: body.priority, maxConcurrent: body.max_concurrent }),
    });
    return this.view(request, id);
  }

  /** Pauses a batch: no further item starts; running items continue to their end. */
  @Post('pause')
  @HttpCode(200)
  @Route({ scope: 'batch:write' })
  @ApiOkResponse({ type: BatchViewDto })
  async pauseBatch(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BatchViewDto> {
    refuseOtherParameters(request);
    const { key } = await this.get(request, id);
    await this.control.pause(key);
    return this.view(request, id);
  }

  /** Resumes a paused batch. */
  @Post('resume')
  @HttpCode(200)
  @Route({ scope: 'batch:write' })
  @ApiOkResponse({ type: BatchViewDto })
  async resumeBatch(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BatchViewDto> {
    refuseOtherParameters(request);
    const { key } = await this.get(request, id);
    await this.control.resume(key);
    return this.view(request, id);
  }

  /** Cancels the waiting and running items of a batch; results of ended items are retained. */
  @Post('cancel')
  @HttpCode(200)
  @Route({ scope: 'batch:write' })
  @ApiOkResponse({ type: BatchViewDto })
  async cancelBatch(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BatchViewDto> {
    refuseOtherParameters(request);
    const { key } = await this.get(request, id);
    await this.control.cancel(key);
    return this.view(request, id);
  }

  /**
   * Runs ended items again in the same batch, optionally with corrected inputs. Succeeded items run again only when
   * selected by status, index or input. Corrected inputs require the scopes that submitting them requires, and make the
   * batch run with the rights of the key that sent them. A file (CSV, lines of JSON, .xlsx, raw or in a form) corrects
   * the failed and cancelled items that its rows name by `_index`, else by ref: `export?only=failed` gives one to be
   * mended. Columns that it lacks keep their values, and rows of other items are left alone and told.
   */
  @Post('retry')
  @HttpCode(200)
  @Route(ITEMS_ROUTE)
  @ApiBody({ type: RetryDto })
  @BodyLines('A corrected row on each line, found by its `_index` or its ref.')
  @RetryFiles()
  @ApiOkResponse({ type: RetryResultDto })
  @BodyExample({ statuses: ['failed', 'cancelled'] })
  async retryBatch(@Req() request: FastifyRequest, @Param('id') id: string): Promise<RetryResultDto> {
    const actor = this.actor(request);
    const isOfFile = isFile(request, 'retry');
    if (!isOfFile) refuseOtherParameters(request);
    const { key, kind, options } = await this.get(request, id);
    const handler = this.handler(kind, 'BATCH_NOT_RETRYABLE');
    if (isOfFile) {
      const { retried, report } = await this.files.retry(request, { key, options }, handler);
      return { retried, batch: await this.view(request, id), import: report };
    }
    const choice = readRetry(readObject(RetryDto, request.body ?? {}), handler.kind.checkItem);
    if (choice.inputs !== undefined) requireInputScopes(actor, handler, [...choice.inputs.values()], options);
    const retried = await this.control.retry(key, choice, actor);
    return { retried, batch: await this.view(request, id) };
  }

  private async view(request: FastifyRequest, id: string): Promise<BatchViewDto> {
    return BatchViewDto.from(await this.get(request, id));
  }

  private get(request: FastifyRequest, id: string): Promise<BatchRow> {
    return this.reader.get(this.actor(request), readBatchId(id));
  }

  /** The handler of a batch's kind. Throws the code when its module is not loaded. */
  private handler(kind: KindName, refusal: 'BATCH_NOT_RETRYABLE' | 'CONFLICT'): AnyHandler {
    const handler = this.registry.find(kind);
    if (handler === undefined) throw new AppError(refusal, notLoaded(kind));
    return handler;
  }

  private actor(request: FastifyRequest): Actor {
    return actorOf(request);
  }

  /** Throws VALIDATION_ERROR when the kind allows fewer concurrent items, CONFLICT when its module is not loaded. */
  private checkConcurrency(kind: KindName, requested: number): void {
    const handler = this.handler(kind, 'CONFLICT');
    const max = isBackground(handler) ? (handler.kind.background?.concurrency.max ?? 1) : 1;
    if (requested > max)
      throw invalid([
        {
          field: 'max_concurrent',
          message: `must be at most ${max} for ${kind}`,
          invalid_value: requested,
          error_type: 'less_than_equal',
        },
      ]);
  }
}

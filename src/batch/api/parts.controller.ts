import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import type { Actor } from '../../accounts/rights/actor.js';
import { requireScope } from '../../accounts/rights/scopes.js';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { BodyExample, BodyLines } from '../../platform/http/body-example.js';
import { bodyHashOf } from '../../platform/http/json-body.js';
import { Route } from '../../platform/http/route-policy.js';
import { fault } from '../../platform/http/faults.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { type AnyHandler, HandlerRegistry, isBackground, notLoaded } from '../model/handlers/handler-registry.js';
import { requireInputScopes } from '../model/handlers/kind-scopes.js';
import { MAX_JSON_ITEMS, MAX_STREAM_BYTES, type SubmittedItem } from '../model/items/submission.js';
import type { BatchRow } from '../read/batch-queries.js';
import { BatchReader } from '../read/batch-reader.js';
import { BatchViewDto } from '../read/batch-view.dto.js';
import { readBatchId } from '../request/batch-id.js';
import { checkEntries, readList } from '../request/envelope.js';
import { readIdempotency, Submission } from '../request/idempotency-header.js';
import { queryFlag, refuseOtherParameters } from '../request/query-flag.js';
import { BatchAppender, type Part, type StoredPart } from '../submit/batch-appender.js';
import { BatchSubmitter } from '../submit/batch-submitter.js';
import {
  OpenBatchDto,
  PartBodyDto,
  PartListDto,
  PartListQueryDto,
  PartViewDto,
  SealDto,
  StoredPartDto,
} from './parts.dto.js';
import { DescribePartFiles } from './import-parameters.js';
import { PartFiles, type PartPlace, type StoredFile } from './part-files.js';
import { checkEnvelope, checkSubmitted, requireValid } from './read-submission.js';
import { ITEMS_ROUTE, SlowBodies } from './slow-bodies.js';
import { spoolItems, type SpooledLines } from './spool-lines.js';
import { DryRunDto } from './submit.dto.js';

const ITEMS = { field: 'items', min: 1, max: MAX_JSON_ITEMS, tooLong: 'BATCH_TOO_LARGE' } as const;
const MOST_PARTS = 100_000;

/** Batches that get their items in parts: open, append, seal. */
@ApiTags('Batches')
@Controller('api/v1/batches')
export class PartsController {
  constructor(
    private readonly registry: HandlerRegistry,
    private readonly submitter: BatchSubmitter,
    private readonly appender: BatchAppender,
    private readonly reader: BatchReader,
    private readonly bodies: SlowBodies,
    private readonly files: PartFiles,
  ) {}

  /**
   * Opens a batch that gets its items in parts, for more than 100,000 of them. It ends with its seal and its items;
   * when it is not sealed by `seal_by`, it is cancelled, and `end_reason` says so.
   */
  @Post('open')
  @Route({ scope: 'batch:write' })
  @Submission()
  @ApiCreatedResponse({ type: BatchViewDto })
  @ApiOkResponse({ type: DryRunDto, description: 'With `validate_only`: nothing was stored.' })
  async openBatch(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: OpenBatchDto,
    @Query('validate_only') validateOnly: unknown,
  ): Promise<void> {
    refuseOtherParameters(request, 'validate_only');
    const isDry = queryFlag('validate_only', validateOnly);
    const actor = actorOf(request);
    const { start = 'at_seal', ...envelope } = body;
    const { handler, options, extras, limits } = checkEnvelope(envelope, actor, this.registry);
    if (start === 'at_once' && !isBackground(handler))
      throw invalid([
        fault('start', `must be at_seal for ${handler.kind.name}: its items run in transactions`, start, 'enum'),
      ]);
    if (isDry) return void reply.status(200).send(DryRunDto.from([]));
    const idempotency = readIdempotency(request);
    const accepted = await this.submitter.submitChunks(
      handler,
      {
        ...extras,
        actor,
        options,
        open: { startsAtOnce: start === 'at_once' },
        chunks: () => [],
        validateOnly: false,
        ...definedOnly({ idempotency }),
      },
      limits,
    );
    if (accepted.replayed) void reply.header('Idempotency-Replayed', 'true');
    const view = BatchViewDto.from(await this.reader.get(actor, accepted.publicId));
    void reply.status(201).header('Location', `/api/v1/batches/${accepted.publicId}`).send(view);
  }

  /**
   * Stores a part of an open batch: up to 10,000 items as JSON; up to 100,000 as `application/x-ndjson` of up to 64
   * MiB, an item on every line; or a file of the same size, CSV, JSON lines (with `format=ndjson`) or a workbook, whose
   * columns go to the fields of the items. All of them or none; once for its number: the same number with the same
   * bytes answers 200 instead of 201 and changes nothing.
   */
  @Post(':id/parts/:part')
  @Route(ITEMS_ROUTE)
  @ApiBody({ type: PartBodyDto })
  @DescribePartFiles()
  @BodyLines('An item on each line.')
  @ApiQuery({
    name: 'validate_only',
    required: false,
    description: 'Checks the part and answers what it would be; nothing is stored.',
    schema: { type: 'boolean', default: false },
  })
  @ApiCreatedResponse({ type: StoredPartDto })
  @ApiOkResponse({
    type: StoredPartDto,
    description: 'The part was stored before; or, with `validate_only`, nothing was.',
  })
  async appendPart(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('part') part: string,
    @Query('validate_only') validateOnly: unknown,
  ): Promise<void> {
    // Those of a file are read with it: they may come in a form as well.
    if (!this.files.takes(request)) refuseOtherParameters(request, 'validate_only');
    const isDry = queryFlag('validate_only', validateOnly);
    const number = readPartNumber(part);
    const batch = await this.reader.get(actorOf(request), readBatchId(id));
    const handler = this.handler(batch);
    requireScope(actorOf(request), handler.kind.scopes.submit);
    const place = { batch, handler, number, isDry };
    const stored = await this.append(request, place);
    void reply.status(stored.replayed || isDry ? 200 : 201).send(StoredPartDto.from(batch.publicId, stored));
  }

  private append(request: FastifyRequest, place: PartPlace): Promise<StoredPart | StoredFile> {
    if (this.files.takes(request)) return this.files.append(request, place);
    if (request.body instanceof Readable) return this.appendLines(request, request.body, place);
    return this.appendJson(request, place);
  }

  /** Lists the parts of a batch by their numbers: what came, for a sender that does not know any more. */
  @Get(':id/parts')
  @Route({ scope: 'batch:read' })
  @ApiOkResponse({ type: PartListDto })
  async listParts(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: PartListQueryDto,
  ): Promise<PartListDto> {
    const { key } = await this.reader.get(actorOf(request), readBatchId(id));
    const page = await this.appender.list(key, query.cursor ?? 0, query.limit);
    return { results: page.rows.map((row) => PartViewDto.from(row)), next_cursor: page.nextCursor };
  }

  /**
   * Seals a batch: it has all its items, as many as expected, and ends with them. With another number it stays open and
   * 409 says both. Sealing it again with the same number changes nothing.
   */
  @Post(':id/seal')
  @HttpCode(200)
  @Route({ scope: 'batch:write' })
  @ApiOkResponse({ type: BatchViewDto })
  @BodyExample({ expected_items: 1 })
  async sealBatch(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: SealDto,
  ): Promise<BatchViewDto> {
    refuseOtherParameters(request);
    const actor = actorOf(request);
    const { key } = await this.reader.get(actor, readBatchId(id));
    await this.appender.seal(key, body.expected_items, actor);
    return BatchViewDto.from(await this.reader.get(actor, readBatchId(id)));
  }

  private appendJson(request: FastifyRequest, place: PartPlace): Promise<StoredPart> {
    const entries = readList(request.body, ITEMS);
    const items = checkEntries(entries, ITEMS.field, (raw) => checkSubmitted(place.handler, raw));
    requireScopesOf(actorOf(request), place, items);
    const bodyHash = bodyHashOf(request);
    if (bodyHash === undefined) throw new Error('A body that was read has no hash.');
    return this.store(actorOf(request), place, { bodyHash, chunks: () => [items] });
  }

  private async appendLines(request: FastifyRequest, stream: Readable, place: PartPlace): Promise<StoredPart> {
    const actor = actorOf(request);
    const release = this.bodies.lines.take(actor.limitKeyId);
    let spooled: SpooledLines | undefined;
    try {
      const check = (raw: unknown): SubmittedItem<object> => {
        const item = requireValid(checkSubmitted(place.handler, raw));
        requireScopesOf(actor, place, [item]);
        return item;
      };
      spooled = await spoolItems(stream, MAX_STREAM_BYTES, check);
      const { bodyHash, items } = spooled;
      const now = await this.bodies.requireStill(actor, ['batch:write', place.handler.kind.scopes.submit]);
      return await this.store(now, place, { bodyHash, chunks: () => items.chunks() });
    } finally {
      release();
      await spooled?.items.discard();
    }
  }

  private store(
    actor: Actor,
    { batch, handler, number, isDry }: PartPlace,
    body: Pick<Part, 'bodyHash' | 'chunks'>,
  ): Promise<StoredPart> {
    return this.appender.append(batch.key, handler, { number, ...body }, actor, isDry);
  }

  private handler({ kind }: BatchRow): AnyHandler {
    const handler = this.registry.find(kind);
    if (handler === undefined) throw new AppError('CONFLICT', notLoaded(kind));
    return handler;
  }
}

/** Throws FORBIDDEN unless the key may submit these items. */
const requireScopesOf = (actor: Actor, { handler, batch }: PartPlace, items: readonly SubmittedItem<object>[]): void =>
  requireInputScopes(
    actor,
    handler,
    items.map(({ input }) => input),
    batch.options,
  );

function readPartNumber(text: string): number {
  const number = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MOST_PARTS) return number;
  throw invalid([fault('part', `must be a whole number from 1 to ${MOST_PARTS}`, text, 'int_type')]);
}

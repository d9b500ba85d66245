import { Readable } from 'node:stream';
import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../accounts/rights/actor.js';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { Route } from '../../platform/http/route-policy.js';
import { BatchReader } from '../read/batch-reader.js';
import { type Accepted, BatchSubmitter } from '../submit/batch-submitter.js';
import { type AnyTransactional, HandlerRegistry, isBackground } from '../model/handlers/handler-registry.js';
import {
  type ChunkedSubmission,
  MAX_JSON_ITEMS,
  MAX_STREAM_BYTES,
  type SubmittedItem,
} from '../model/items/submission.js';
import { TransactionalInRequest } from '../transactional/transactional-in-request.js';
import { BatchViewDto } from '../read/batch-view.dto.js';
import { checkEntries, readEnvelope } from '../request/envelope.js';
import { readIdempotency, Submission } from '../request/idempotency-header.js';
import { type FileDone, FileSubmissions } from './file-submissions.js';
import { ImportDto, SubmittedBatchDto } from './import.dto.js';
import { SubmitFiles } from './import-parameters.js';
import { queryFlag, refuseOtherParameters } from '../request/query-flag.js';
import {
  checkSubmitted,
  checkEnvelope,
  parseEnvelope,
  type ReadEnvelope,
  requireItemCount,
  requireValid,
} from './read-submission.js';
import { ITEMS_ROUTE, SlowBodies } from './slow-bodies.js';
import { verdictStream } from './row-verdicts.js';
import { type SpooledLines, spoolLines } from './spool-lines.js';
import { DryRunDto, SubmitBatchDto, SubmitEnvelopeDto, VerdictDto } from './submit.dto.js';
import { BodyLines } from '../../platform/http/body-example.js';
import { definedOnly } from '../../platform/objects/defined-only.js';

const ITEMS = { field: 'items', min: 1, max: MAX_JSON_ITEMS, tooLong: 'BATCH_TOO_LARGE' } as const;

/** Submits batches of any kind. */
@ApiTags('Batches')
@Controller('api/v1/batches')
export class SubmitController {
  constructor(
    private readonly registry: HandlerRegistry,
    private readonly submitter: BatchSubmitter,
    private readonly runner: TransactionalInRequest,
    private readonly reader: BatchReader,
    private readonly bodies: SlowBodies,
    private readonly files: FileSubmissions,
  ) {}

  /**
   * Submits a batch of any kind: as JSON with up to 10,000 items; as `application/x-ndjson` of up to 64 MiB with up
   * to 100,000 items, the envelope without `items` in the first line and an item in every further one; or as a file of
   * the same size, CSV, JSON lines or a workbook (.xlsx), raw with the fields of the batch in the query or in a form
   * with them beside the `file`. The columns of a file go to the fields of the items by `mapping`, or by their names.
   * If any item is invalid, the whole batch is refused; for a file `on_invalid` may say otherwise.
   */
  @Post()
  @Route(ITEMS_ROUTE)
  @ApiExtraModels(SubmitEnvelopeDto)
  @ApiBody({ type: SubmitBatchDto })
  @BodyLines('The batch without `items` on the first line, an item on each further one.', {
    first: { $ref: getSchemaPath(SubmitEnvelopeDto) },
  })
  @Submission()
  @SubmitFiles()
  @ApiCreatedResponse({ type: SubmittedBatchDto })
  @ApiOkResponse({ type: DryRunDto, description: 'With `validate_only`: nothing was stored.' })
  async submitBatch(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('validate_only') validateOnly: unknown,
  ): Promise<void> {
    const isDry = queryFlag('validate_only', validateOnly);
    const done = await this.submit(request, isDry);
    if ('dryRun' in done) return void reply.status(200).send(done.dryRun);
    if ('verdicts' in done)
      return void reply
        .status(200)
        .header('Content-Type', 'application/json; charset=utf-8')
        .send(verdictStream(done.verdicts));
    const { accepted } = done;
    if (accepted.replayed) void reply.header('Idempotency-Replayed', 'true');
    const batch = await this.reader.get(actorOf(request), accepted.publicId);
    const report = this.files.takes(request)
      ? ((await this.reader.importOf(batch)) as ImportDto | undefined)
      : undefined;
    const view: SubmittedBatchDto = {
      ...BatchViewDto.from(batch),
      ...definedOnly({ import: report }),
    };
    void reply.status(201).header('Location', `/api/v1/batches/${accepted.publicId}`).send(view);
  }

  private submit(request: FastifyRequest, isDry: boolean): Promise<Submitted | FileDone> {
    if (this.files.takes(request)) return this.files.submit(request, isDry);
    refuseOtherParameters(request, 'validate_only');
    if (request.body instanceof Readable) return this.submitLines(request, request.body, isDry);
    return this.submitJson(request, isDry);
  }

  private async submitJson(request: FastifyRequest, validateOnly: boolean): Promise<Submitted> {
    const { envelope, entries } = readEnvelope(SubmitEnvelopeDto, request.body, ITEMS);
    const read = checkEnvelope(envelope, actorOf(request), this.registry);
    requireItemCount(read.handler, entries.length);
    const items = checkEntries(entries, ITEMS.field, (raw) => checkSubmitted(read.handler, raw));
    if (validateOnly && !isBackground(read.handler)) return this.dryRun(request, read, read.handler, items);
    const accepted = await this.store(request, actorOf(request), read, { chunks: () => [items], validateOnly });
    return validateOnly ? { dryRun: DryRunDto.from(items.map((_, n) => VerdictDto.from(n, undefined))) } : { accepted };
  }

  private async submitLines(request: FastifyRequest, stream: Readable, validateOnly: boolean): Promise<Submitted> {
    const releaseSlot = this.bodies.lines.take(actorOf(request).limitKeyId);
    let spooled: SpooledLines | undefined;
    try {
      const first: { read?: ReadEnvelope } = {};
      spooled = await spoolLines(stream, MAX_STREAM_BYTES, (envelope) => {
        const read = checkEnvelope(parseEnvelope(envelope), actorOf(request), this.registry);
        first.read = read;
        let count = 0;
        return (raw) => {
          count += 1;
          requireItemCount(read.handler, count);
          return requireValid(checkSubmitted(read.handler, raw));
        };
      });
      const { read } = first;
      if (read === undefined) throw new Error('The stream had no envelope.');
      const actor = await this.bodies.requireStill(actorOf(request), ['batch:write', read.handler.kind.scopes.submit]);
      const { bodyHash, items } = spooled;
      const body = { chunks: () => items.chunks(), validateOnly, bodyHash };
      const accepted = await this.store(request, actor, read, body);
      return validateOnly ? { dryRun: { valid: true, total: items.count, items: null } } : { accepted };
    } finally {
      releaseSlot();
      await spooled?.items.discard();
    }
  }

  /** Runs a transactional batch and rolls it back, since only running the items shows how they would end. */
  private async dryRun(
    request: FastifyRequest,
    { options, extras }: ReadEnvelope,
    handler: AnyTransactional,
    items: readonly SubmittedItem<object>[],
  ): Promise<Submitted> {
    const submission = { ...extras, actor: actorOf(request), options, items, validateOnly: true };
    const { body } = await this.runner.submit(handler, submission, (result) => ({
      status: 200,
      body: DryRunDto.from(result.items.map(({ index, outcome }) => VerdictDto.from(index, outcome))),
    }));
    return { dryRun: body as DryRunDto };
  }

  private store(
    request: FastifyRequest,
    actor: Actor,
    { handler, options, extras, limits }: ReadEnvelope,
    body: Pick<ChunkedSubmission<object, object>, 'chunks' | 'validateOnly'> & { readonly bodyHash?: Buffer },
  ): Promise<Accepted> {
    const { chunks, validateOnly, bodyHash } = body;
    const idempotency = readIdempotency(request, bodyHash);
    const submission = { ...extras, actor, options, chunks, validateOnly };
    return this.submitter.submitChunks(handler, { ...submission, ...definedOnly({ idempotency }) }, limits);
  }
}

type Submitted = { readonly accepted: Accepted } | { readonly dryRun: DryRunDto };

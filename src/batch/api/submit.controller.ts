import { Readable } from 'node:stream';
import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/auth-hook.js';
import { LiveAccess } from '../../accounts/live-access.js';
import { requireScope } from '../../accounts/scopes.js';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { BATCH_BODY_LIMIT, MIB } from '../../platform/http/json-body.js';
import { Route } from '../../platform/http/route-policy.js';
import { SharedPlaces } from '../../platform/http/shared-places.js';
import { BatchReader } from '../read/batch-reader.js';
import { type Accepted, BatchSubmitter } from '../submit/batch-submitter.js';
import type { Checked } from '../model/kind.js';
import { type AnyTransactional, HandlerRegistry, isBackground } from '../model/handler-registry.js';
import type { ChunkedSubmission, SubmittedItem } from '../model/submission.js';
import { TransactionalInRequest } from '../transactional/transactional-in-request.js';
import { BatchViewDto } from '../read/batch-view.dto.js';
import { checkEntries, readEnvelope } from '../request/envelope.js';
import { readIdempotency, Submission } from '../request/idempotency-header.js';
import { ItemSpool } from './item-spool.js';
import { queryFlag } from '../request/query-flag.js';
import {
  checkSubmitted,
  checkEnvelope,
  parseEnvelope,
  type ReadEnvelope,
  requireItemCount,
} from './read-submission.js';
import { DryRunDto, SubmitBatchDto, SubmitEnvelopeDto, VerdictDto } from './submit.dto.js';
import { BodyLines } from '../../platform/http/body-example.js';

const ITEMS = { field: 'items', min: 1, max: 10_000, tooLong: 'BATCH_TOO_LARGE' } as const;
const STREAM_LIMIT = 64 * MIB;
/** Most line streams that the process reads at once, and of one key; each may write 64 MiB to disk. */
const STREAMS = { places: 4, share: 2 } as const;

/** Submits batches of any kind. */
@ApiTags('Batches')
@Controller('api/v1/batches')
export class SubmitController {
  private readonly streams = new SharedPlaces('line streams', STREAMS.places, STREAMS.share);

  constructor(
    private readonly registry: HandlerRegistry,
    private readonly submitter: BatchSubmitter,
    private readonly runner: TransactionalInRequest,
    private readonly reader: BatchReader,
    private readonly access: LiveAccess,
  ) {}

  /**
   * Submits a batch of any kind: as JSON with up to 10,000 items, or as `application/x-ndjson` of up to 64 MiB with up
   * to 100,000 items: the envelope without `items` in the first line, an item in every further one. If any item is
   * invalid, the whole batch is refused.
   */
  @Post()
  @Route({ scope: 'batch:write', bodyLimit: BATCH_BODY_LIMIT, lineStreamLimit: STREAM_LIMIT })
  @ApiExtraModels(SubmitEnvelopeDto)
  @ApiBody({ type: SubmitBatchDto })
  @BodyLines('The batch without `items` on the first line, an item on each further one.', {
    first: { $ref: getSchemaPath(SubmitEnvelopeDto) },
  })
  @Submission()
  @ApiCreatedResponse({ type: BatchViewDto })
  @ApiOkResponse({ type: DryRunDto, description: 'With `validate_only`: nothing was stored.' })
  async submitBatch(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('validate_only') validateOnly: unknown,
  ): Promise<void> {
    const isDry = queryFlag('validate_only', validateOnly);
    const done =
      request.body instanceof Readable
        ? await this.submitLines(request, request.body, isDry)
        : await this.submitJson(request, isDry);
    if ('dryRun' in done) return void reply.status(200).send(done.dryRun);
    const { accepted } = done;
    if (accepted.replayed) void reply.header('Idempotency-Replayed', 'true');
    const view = BatchViewDto.from(await this.reader.get(actorOf(request), accepted.publicId));
    void reply.status(201).header('Location', `/api/v1/batches/${accepted.publicId}`).send(view);
  }

  private async submitJson(request: FastifyRequest, validateOnly: boolean): Promise<Submitted> {
    const { envelope, entries } = readEnvelope(SubmitEnvelopeDto, request.body, ITEMS);
    const read = checkEnvelope(envelope, actorOf(request), this.registry);
    requireItemCount(read.handler, entries.length);
    const items = checkEntries(entries, ITEMS.field, (raw) => checkSubmitted(read.handler, raw));
    if (validateOnly && !isBackground(read.handler)) return this.dryRun(request, read, read.handler, items);
    const accepted = await this.store(request, read, { chunks: () => [items], validateOnly });
    return validateOnly ? { dryRun: DryRunDto.from(items.map((_, n) => VerdictDto.from(n, undefined))) } : { accepted };
  }

  private async submitLines(request: FastifyRequest, stream: Readable, validateOnly: boolean): Promise<Submitted> {
    const releaseSlot = this.streams.take(actorOf(request).keyId);
    let spool: ItemSpool | undefined;
    try {
      const first: { read?: ReadEnvelope } = {};
      spool = await ItemSpool.fill(stream, STREAM_LIMIT, (envelope) => {
        const read = checkEnvelope(parseEnvelope(envelope), actorOf(request), this.registry);
        first.read = read;
        let count = 0;
        return (raw) => {
          count += 1;
          requireItemCount(read.handler, count);
          return required(checkSubmitted(read.handler, raw));
        };
      });
      const { read } = first;
      if (read === undefined) throw new Error('The stream had no envelope.');
      await this.requireStill(request, read);
      const { bodyHash, count } = spool;
      const items = spool;
      const accepted = await this.store(request, read, { chunks: () => items.chunks(), validateOnly, bodyHash });
      return validateOnly ? { dryRun: { valid: true, total: count, items: null } } : { accepted };
    } finally {
      releaseSlot();
      await spool?.discard();
    }
  }

  /** A stream may take half a minute to come: throws UNAUTHORIZED or FORBIDDEN when its key lost the right meanwhile. */
  private async requireStill(request: FastifyRequest, { handler }: ReadEnvelope): Promise<void> {
    const { keyId } = actorOf(request);
    const now = (await this.access.reread([keyId])).get(keyId);
    if (now === undefined) throw new AppError('UNAUTHORIZED', 'The API key is no longer valid.');
    for (const scope of ['batch:write', handler.kind.scopes.submit] as const) requireScope(now, scope);
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
    { handler, options, extras, limits }: ReadEnvelope,
    body: Pick<ChunkedSubmission<object, object>, 'chunks' | 'validateOnly'> & { readonly bodyHash?: Buffer },
  ): Promise<Accepted> {
    const { chunks, validateOnly, bodyHash } = body;
    const idempotency = readIdempotency(request, bodyHash);
    const submission = { ...extras, actor: actorOf(request), options, chunks, validateOnly };
    return this.submitter.submitChunks(
      handler,
      { ...submission, ...(idempotency === undefined ? {} : { idempotency }) },
      limits,
    );
  }
}

type Submitted = { readonly accepted: Accepted } | { readonly dryRun: DryRunDto };

/** The value of a check. Throws VALIDATION_ERROR. */
function required<T>(checked: Checked<T>): T {
  if ('faults' in checked) throw invalid(checked.faults);
  return checked.value;
}

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../accounts/rights/actor.js';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { invalid } from '../../platform/errors/app-error.js';
import { fault } from '../../platform/http/faults.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import type { ImportedRows } from '../files/imported-rows.js';
import type { ItemSpool } from '../files/item-spool.js';
import type { Target } from '../files/mapping.js';
import { mappingOf } from '../files/read-mapping.js';
import { RowItems } from '../files/row-items.js';
import {
  type AnyHandler,
  type AnyTransactional,
  HandlerRegistry,
  isBackground,
} from '../model/handlers/handler-registry.js';
import { itemFields } from '../model/fields/item-schema.js';
import type { Outcome } from '../model/items/item.js';
import { MAX_JSON_ITEMS, type RefusedItem, type SubmittedFile, type SubmittedItem } from '../model/items/submission.js';
import { readIdempotency } from '../request/idempotency-header.js';
import { type Accepted, BatchSubmitter } from '../submit/batch-submitter.js';
import { TransactionalInRequest } from '../transactional/transactional-in-request.js';
import { type ImportParameters, readParameters } from './import-parameters.js';
import { ImportDto } from './import.dto.js';
import { importRows } from './import-rows.js';
import { checkEnvelope, parseEnvelope, type ReadEnvelope } from './read-submission.js';
import { isFile, openReceived, type Received, receiveFile } from './receive-file.js';
import type { RowVerdicts } from './row-verdicts.js';
import { SlowBodies } from './slow-bodies.js';

/** What became of a file. */
export type FileDone = { readonly accepted: Accepted } | { readonly verdicts: RowVerdicts };

/** What the columns of a file can fill in the items of a kind. */
export const targetOf = ({ kind }: AnyHandler): Target => ({
  fields: itemFields(kind),
  rest: kind.columns?.rest,
  exported: kind.exportColumns.map(({ header }) => header),
});

/**
 * Takes batches that come as files: received on the disk, read in pieces, checked row by row, stored in one
 * transaction.
 */
@Injectable()
export class FileSubmissions {
  constructor(
    private readonly registry: HandlerRegistry,
    private readonly submitter: BatchSubmitter,
    private readonly runner: TransactionalInRequest,
    private readonly bodies: SlowBodies,
  ) {}

  /** Whether the body of a submission is a file, and not JSON or lines with an envelope. */
  takes(request: FastifyRequest): boolean {
    return isFile(request, 'submission');
  }

  /**
   * Throws FILE_REJECTED, PAYLOAD_TOO_LARGE, BATCH_TOO_LARGE, and VALIDATION_ERROR with the faults of rows, by line and
   * column.
   */
  async submit(request: FastifyRequest, isDry: boolean): Promise<FileDone> {
    const giveBack = this.bodies.files.take(actorOf(request).limitKeyId);
    let received: Received | undefined;
    let imported: ImportedRows | undefined;
    try {
      received = await receiveFile(request);
      const parameters = readParameters(request, received.fields, 'submission');
      const read = checkEnvelope(parseEnvelope(parameters.envelope), actorOf(request), this.registry);
      refuseContradiction(read, parameters);
      const hash = hashOf(received, parameters);
      const earlier = isDry ? undefined : await this.findEarlier(request, read, hash);
      if (earlier !== undefined) return { accepted: earlier };
      const table = await openReceived(received, parameters);
      const target = targetOf(read.handler);
      const mapping = mappingOf(table, target, parameters.mapping);
      const rowItems = new RowItems(table, mapping, target);
      const { onInvalid } = parameters;
      imported = await importRows(table, rowItems, read.handler, { onInvalid, isDry });
      const now = await this.bodies.requireStill(actorOf(request), ['batch:write', read.handler.kind.scopes.submit]);
      const report = ImportDto.from(table, mapping, imported, onInvalid);
      const { format, delimiter, headers } = table;
      const file = { format, delimiter, headers, report };
      if (isDry) return { verdicts: await this.dryRun(now, read, imported, file) };
      const idempotency = readIdempotency(request, hash);
      return { accepted: await this.store(now, read, imported.items, { file, idempotency, isDry }) };
    } finally {
      // The place is given back whatever becomes of the files; a directory that cannot be removed fails no request.
      await Promise.allSettled([received?.file.discard(), imported?.items.discard()]);
      giveBack();
    }
  }

  /** The batch that the same request has made before: a repetition is not read again, row by row. */
  private async findEarlier(
    request: FastifyRequest,
    { handler }: ReadEnvelope,
    hash: Buffer,
  ): Promise<Accepted | undefined> {
    const idempotency = readIdempotency(request, hash);
    if (idempotency === undefined) return undefined;
    const actor = await this.bodies.requireStill(actorOf(request), ['batch:write']);
    return this.submitter.findEarlier(handler.kind.name, actor, idempotency);
  }

  private store(
    actor: Actor,
    { handler, options, extras, limits }: ReadEnvelope,
    items: ItemSpool<SubmittedItem<object>, RefusedItem>,
    {
      file,
      idempotency,
      isDry,
    }: {
      readonly file: Omit<SubmittedFile, 'refused'>;
      readonly idempotency?: ReturnType<typeof readIdempotency>;
      readonly isDry: boolean;
    },
  ): Promise<Accepted> {
    return this.submitter.submitChunks(
      handler,
      {
        ...extras,
        actor,
        options,
        chunks: () => items.chunks(),
        file: { ...file, refused: () => items.refused() },
        validateOnly: isDry,
        ...definedOnly({ idempotency }),
      },
      limits,
    );
  }

  /** Runs a transactional batch of a size that JSON may have and rolls it back; others are stored and rolled back. */
  private async dryRun(
    actor: Actor,
    read: ReadEnvelope,
    imported: ImportedRows,
    file: Omit<SubmittedFile, 'refused'> & { readonly report: ImportDto },
  ): Promise<RowVerdicts> {
    const { lines, errors, items } = imported;
    const verdicts = { lines, errors, report: file.report };
    if (items.count === 0) return verdicts;
    if (isBackground(read.handler) || items.count > MAX_JSON_ITEMS) {
      await this.store(actor, read, items, { file, isDry: true });
      return verdicts;
    }
    return { ...verdicts, errors: new Map([...errors, ...(await this.tryRun(actor, read, read.handler, imported))]) };
  }

  /** The errors of valid rows that would fail, by their place among all rows. */
  private async tryRun(
    actor: Actor,
    { options, extras }: ReadEnvelope,
    handler: AnyTransactional,
    { items: spool, errors }: ImportedRows,
  ): Promise<ReadonlyMap<number, Extract<Outcome<object>, { readonly status: 'failed' }>['error']>> {
    const items: SubmittedItem<object>[] = [];
    for await (const chunk of spool.chunks()) items.push(...chunk);
    const places = placesBeside(errors, items.length);
    const found = new Map<number, Extract<Outcome<object>, { readonly status: 'failed' }>['error']>();
    const submission = { ...extras, actor, options, items, validateOnly: true };
    await this.runner.submit(handler, submission, (result) => {
      found.clear();
      for (const { index, outcome } of result.items)
        if (outcome.status === 'failed') found.set(places[index] ?? index, outcome.error);
      return { status: 200, body: {} };
    });
    return found;
  }
}

/** The places of valid rows among all rows. */
function placesBeside(errors: ReadonlyMap<number, unknown>, count: number): readonly number[] {
  const places: number[] = [];
  for (let place = 0; places.length < count; place += 1) if (!errors.has(place)) places.push(place);
  return places;
}

/** The same file with other parameters is another request. */
export const hashOf = ({ file }: Received, { given }: ImportParameters): Buffer =>
  createHash('sha256').update(file.hash).update(given).digest();

/** All items or none: then a row that failed before the beginning lets nothing be written. */
function refuseContradiction({ extras }: ReadEnvelope, { onInvalid }: ImportParameters): void {
  if (extras.atomic === true && onInvalid === 'fail_items')
    throw invalid([fault('on_invalid', 'must be refuse or skip for an atomic batch', onInvalid, 'enum')]);
}

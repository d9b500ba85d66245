import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../accounts/rights/actor.js';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { BatchControl } from '../control/batch-control.js';
import { refuseFile } from '../files/file-limits.js';
import { ItemSpool } from '../files/item-spool.js';
import { Addresses, hasOtherLayout, layColumns } from '../files/mended-rows.js';
import { mappingOf } from '../files/read-mapping.js';
import { RowItems } from '../files/row-items.js';
import type { Table } from '../files/table.js';
import type { AnyHandler } from '../model/handlers/handler-registry.js';
import { requireInputScopes } from '../model/handlers/kind-scopes.js';
import type { Correction } from '../model/items/submission.js';
import type { BatchRow } from '../read/batch-queries.js';
import { type FileOfBatch, FileQueries } from '../read/file-queries.js';
import { targetOf } from './file-submissions.js';
import { type ImportParameters, readParameters } from './import-parameters.js';
import { ImportColumnDto, type ImportDto, type MendedDto, ReportedRowsDto } from './import.dto.js';
import { type MendedFile, MendedRows } from './mended-file.js';
import { openReceived, type Received, receiveFile } from './receive-file.js';
import { SlowBodies } from './slow-bodies.js';

/** What became of a file of corrections. */
interface Retried {
  /** Items that run again. */
  readonly retried: number;
  readonly report: MendedDto;
}

/** Takes files with corrected rows of a batch: what `export?only=failed` gave, mended. */
@Injectable()
export class FileRetries {
  constructor(
    private readonly files: FileQueries,
    private readonly control: BatchControl,
    private readonly bodies: SlowBodies,
  ) {}

  /**
   * Runs the failed and cancelled items again that the file names, with its rows as their inputs. Throws FILE_REJECTED,
   * VALIDATION_ERROR with the faults of rows, BATCH_NOT_RETRYABLE when none of the items can run again, FORBIDDEN
   * without the scopes of the inputs, UNAUTHORIZED when the key or session of the caller ended while the file came.
   */
  async retry(
    request: FastifyRequest,
    batch: Pick<BatchRow, 'key' | 'options'>,
    handler: AnyHandler,
  ): Promise<Retried> {
    const giveBack = this.bodies.files.take(actorOf(request).limitKeyId);
    let corrections: ItemSpool<Correction> | undefined;
    let received: Received | undefined;
    try {
      corrections = await ItemSpool.make<Correction>();
      received = await receiveFile(request);
      const parameters = readParameters(request, received.fields, 'retry');
      const table = await openReceived(received, parameters);
      const original = await this.files.find(batch.key);
      const mended = prepare(table, original, handler, parameters);
      const rows = new MendedRows(this.files, mended, {
        batch,
        handler,
        actor: actorOf(request),
        onInvalid: parameters.onInvalid,
      });
      await rows.spool(corrections);
      await corrections.end();
      const now = await this.bodies.requireStill(actorOf(request), ['batch:write', handler.kind.scopes.submit]);
      await requireScopesOf(corrections, now, handler, batch.options);
      const retried = await this.run(batch.key, corrections, now);
      return { retried, report: reportOf(rows, mended) };
    } finally {
      await Promise.allSettled([received?.file.discard(), corrections?.discard()]);
      giveBack();
    }
  }

  private run(batchKey: number, corrections: ItemSpool<Correction>, actor: Actor): Promise<number> {
    return this.control.retryOfFile(batchKey, () => corrections.chunks(), actor);
  }
}

/** Throws FORBIDDEN unless the caller may still submit what the corrections make of the items. */
async function requireScopesOf(
  corrections: ItemSpool<Correction>,
  actor: Actor,
  handler: AnyHandler,
  options: object,
): Promise<void> {
  if (handler.kind.scopesOf === undefined) return;
  for await (const chunk of corrections.chunks())
    requireInputScopes(
      actor,
      handler,
      chunk.map(({ input }) => input),
      options,
    );
}

/** The mapping is that of the import, unless the caller sends another one; further columns go nowhere then. */
function prepare(
  table: Table,
  original: FileOfBatch | undefined,
  handler: AnyHandler,
  { mapping: sent }: ImportParameters,
): MendedFile {
  if (original !== undefined && sent === undefined && hasOtherLayout(table, original))
    throw refuseFile(
      'other_layout',
      'The batch came as a file, and this is an export of the standard layout. Export the failed rows with layout=original, or send a mapping.',
    );
  const target = targetOf(handler);
  const columns = layColumns(table, original);
  const whole = {
    ...table,
    format: original === undefined ? table.format : formatOf(original),
    headers: columns.headers,
  };
  const stored = original === undefined ? undefined : (original.report as ImportDto).mapping;
  const mapping = mappingOf(whole, target, sent ?? stored);
  const known = mapping.columns.map((column, at) =>
    sent === undefined && original !== undefined && at >= columns.originals ? { ...column, isKept: false } : column,
  );
  const all = { ...mapping, columns: known };
  return {
    table,
    original,
    columns,
    mapping: all,
    fixed: sent === undefined ? {} : all.fixed,
    rowItems: new RowItems(whole, all, target),
    addresses: new Addresses(table, all),
  };
}

/** Cells of a batch that came as JSON are values; those of others are texts, whatever the corrections come as. */
const formatOf = ({ format }: FileOfBatch): Table['format'] => format as Table['format'];

const reportOf = ({ rows, left, skipped }: MendedRows, { mapping }: MendedFile): MendedDto => ({
  rows,
  left: ReportedRowsDto.from(left),
  skipped: ReportedRowsDto.from(skipped),
  columns: mapping.columns.map((column) => ImportColumnDto.from(column)),
});

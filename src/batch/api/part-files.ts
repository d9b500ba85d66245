import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../accounts/rights/actor.js';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { refuseFile } from '../files/file-limits.js';
import type { ImportedRows } from '../files/imported-rows.js';
import { layTable } from '../files/mended-rows.js';
import type { Mapping, Target } from '../files/mapping.js';
import { mappingOf } from '../files/read-mapping.js';
import { RowItems } from '../files/row-items.js';
import type { Table } from '../files/table.js';
import type { AnyHandler } from '../model/handlers/handler-registry.js';
import { requireInputScopes } from '../model/handlers/kind-scopes.js';
import type { EarlierFile, SubmittedItem } from '../model/items/submission.js';
import type { BatchRow } from '../read/batch-queries.js';
import { FileQueries } from '../read/file-queries.js';
import { BatchAppender, type Part, type StoredPart } from '../submit/batch-appender.js';
import { hashOf, targetOf } from './file-submissions.js';
import { readParameters } from './import-parameters.js';
import { ImportDto, type ReportedRowsDto } from './import.dto.js';
import { importRows } from './import-rows.js';
import { isFile, openReceived, type Received, receiveFile } from './receive-file.js';
import { SlowBodies } from './slow-bodies.js';

/** Where a part goes. */
export interface PartPlace {
  readonly batch: BatchRow;
  readonly handler: AnyHandler;
  readonly number: number;
  readonly isDry: boolean;
}

/** A part that came as a file. */
export type StoredFile = StoredPart & { readonly report: ImportDto };

/**
 * Takes parts of a batch that come as files. All files of a batch stand under the columns of its first one, and go
 * where those go.
 */
@Injectable()
export class PartFiles {
  constructor(
    private readonly files: FileQueries,
    private readonly appender: BatchAppender,
    private readonly bodies: SlowBodies,
  ) {}

  takes(request: FastifyRequest): boolean {
    return isFile(request, 'part');
  }

  /**
   * Throws what `append` throws, and FILE_REJECTED and VALIDATION_ERROR with the faults of rows, by line and column.
   */
  async append(request: FastifyRequest, { batch, handler, number, isDry }: PartPlace): Promise<StoredFile> {
    const giveBack = this.bodies.files.take(actorOf(request).limitKeyId);
    let received: Received | undefined;
    let imported: ImportedRows | undefined;
    try {
      received = await receiveFile(request);
      const parameters = readParameters(request, received.fields, 'part');
      const opened = await openReceived(received, parameters);
      const former = await this.files.find(batch.key);
      const table = former === undefined ? opened : layTable(opened, former);
      const target = targetOf(handler);
      const mapping =
        former === undefined || parameters.mapping !== undefined
          ? mappingOf(table, target, parameters.mapping)
          : mappedAs(former.report as ImportDto, table, target);
      const { onInvalid } = parameters;
      imported = await importRows(table, new RowItems(table, mapping, target), handler, { onInvalid, isDry: false });
      const actor = await this.bodies.requireStill(actorOf(request), ['batch:write', handler.kind.scopes.submit]);
      const report = ImportDto.from(table, mapping, imported, onInvalid);
      const part = partOf({ handler, batch, actor }, table, imported, report);
      const body = { number, bodyHash: hashOf(received, parameters), ...part };
      return { ...(await this.appender.append(batch.key, handler, body, actor, isDry)), report };
    } finally {
      await Promise.allSettled([received?.file.discard(), imported?.items.discard()]);
      giveBack();
    }
  }
}

/** The mapping of the first file, and what of it was guessed then. */
function mappedAs({ mapping: sent, columns: told }: ImportDto, table: Table, target: Target): Mapping {
  const { columns, fixed } = mappingOf(table, target, sent);
  return { columns: columns.map((column, at) => ({ ...column, isGuessed: told[at]?.guessed === true })), fixed };
}

/** The items of a file as a part. */
function partOf(
  { handler, batch, actor }: Pick<PartPlace, 'handler' | 'batch'> & { readonly actor: Actor },
  { format, delimiter, headers }: Table,
  { items }: ImportedRows,
  report: ImportDto,
): Pick<Part, 'chunks' | 'file'> {
  async function* chunks(): AsyncGenerator<readonly SubmittedItem<object>[]> {
    for await (const chunk of items.chunks()) {
      const inputs = chunk.map(({ input }) => input);
      requireInputScopes(actor, handler, inputs, batch.options);
      yield chunk;
    }
  }
  const reportOver = (earlier: EarlierFile | undefined): ImportDto => joined(earlier, headers, report);
  return { chunks, file: { format, delimiter, headers, refused: () => items.refused(), reportOver } };
}

/**
 * What is kept of the files of a batch: how the first one was read, and the rows of all. Their lines are each file's
 * own and stand in the answers to the parts. Throws FILE_REJECTED when the columns go elsewhere than those of the first
 * one.
 */
function joined(earlier: EarlierFile | undefined, headers: readonly string[], report: ImportDto): ImportDto {
  const { rows, imported, skipped, failed } = report;
  if (earlier === undefined) return { ...report, skipped: counted(skipped.count), failed: counted(failed.count) };
  const first = earlier.report as ImportDto;
  if (!isDeepStrictEqual(earlier.headers, headers) || !isDeepStrictEqual(placesOf(first), placesOf(report)))
    throw refuseFile('other_columns', 'The columns go to other fields than those of the first file of the batch.');
  return {
    ...first,
    rows: first.rows + rows,
    imported: first.imported + imported,
    skipped: counted(first.skipped.count + skipped.count),
    failed: counted(first.failed.count + failed.count),
  };
}

const counted = (count: number): ReportedRowsDto => ({ count, lines: [], errors: [] });

/** Where the values of all columns go, and what every item has besides; a retry knows only one of each for a batch. */
const placesOf = ({ columns, mapping }: ImportDto): object => ({
  fields: columns.map(({ field }) => field),
  fixed: mapping.fixed,
});

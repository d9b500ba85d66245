import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/actor.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { BatchReader } from '../read/batch-reader.js';
import type { BatchRow } from '../read/batch-queries.js';
import { KindColumns } from './kind-columns.js';
import { type ItemFilter, ItemQueries, type ItemRow } from '../read/item-queries.js';
import type { ExportFields } from '../model/kind.js';
import type { ItemStatus } from '../model/batch-status.js';
import { type Column, columnsOf } from './columns.js';
import { declaredFields, FIELD_LIMIT, type Fields, FieldSearch } from './fields.js';
import { type ExportFormat, FORMATS } from './formats.js';
import { readPages } from './read-pages.js';

/** Which items of a batch are wanted. */
export const EXPORT_SELECTIONS = ['succeeded', 'failed', 'cancelled', 'unprocessed'] as const;
export type ExportSelection = (typeof EXPORT_SELECTIONS)[number];

const STATUSES: Readonly<Record<ExportSelection, readonly ItemStatus[]>> = {
  succeeded: ['succeeded'],
  failed: ['failed'],
  cancelled: ['cancelled'],
  unprocessed: ['pending', 'running'],
};

/** Items looked through for their fields by one statement. */
const PATHS_PAGE = 2000;

/** What to write and how. */
export interface ExportChoice {
  readonly format: ExportFormat;
  readonly only?: ExportSelection;
  readonly bom: boolean;
}

export interface Download {
  readonly fileName: string;
  readonly contentType: string;
  readonly body: Readable;
}

/**
 * A batch as a file: one row per item as of reading, in input order. It is read by short statements while the download is
 * taken, so a slow reader holds neither a transaction nor memory.
 */
@Injectable()
export class BatchExport {
  constructor(
    private readonly reader: BatchReader,
    private readonly items: ItemQueries,
    private readonly kinds: KindColumns,
  ) {}

  /** Throws NOT_FOUND for the batch, or FORBIDDEN without the scope that reads its kind. */
  async open(actor: Actor, publicId: string, { format, only, bom }: ExportChoice): Promise<Download> {
    const batch = await this.reader.getWithItems(actor, publicId);
    const { contentType, isTable, write } = FORMATS[format];
    const columns = isTable ? await this.columns(batch) : [];
    const filter: ItemFilter = { statuses: only === undefined ? null : STATUSES[only], code: null };
    return {
      fileName: `${publicId.startsWith('batch_') ? publicId : `batch_${publicId}`}.${format}`,
      contentType,
      body: write(this.pages(actor, batch, filter), columns, { bom }),
    };
  }

  /** Ends with an error, and so an unfinished download, when the batch is deleted meanwhile. */
  private async *pages(actor: Actor, batch: BatchRow, filter: ItemFilter): AsyncGenerator<readonly ItemRow[]> {
    for await (const rows of readPages(this.items, batch.key, filter)) {
      yield rows;
      crashPoint('export.mid_stream');
    }
    await this.reader.get(actor, batch.publicId);
  }

  private async columns(batch: BatchRow): Promise<readonly Column[]> {
    const { exportColumns, inputFields, outputFields } = this.kinds.of(batch.kind);
    const inputs = await this.fields(batch, 'input', inputFields);
    const outputs = exportColumns.length > 0 ? null : await this.fields(batch, 'output', outputFields);
    return columnsOf(inputs, outputs, exportColumns);
  }

  /** The fields of the inputs or outputs; of a kind that declares them all the items are not looked through. */
  private async fields(batch: BatchRow, side: 'input' | 'output', declared?: ExportFields): Promise<Fields> {
    if (declared?.isComplete === true) return declaredFields(declared);
    const search = new FieldSearch();
    for (let from = 0; from < batch.total && search.depth > 0; from += PATHS_PAGE) {
      const part = { from, to: from + PATHS_PAGE, depth: search.depth, limit: FIELD_LIMIT + 1 };
      search.add(await this.items.paths(batch.key, side, part));
    }
    return search.fields(declared);
  }
}

import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/actor.js';
import { OpenDownloads } from '../../accounts/open-downloads.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { BatchReader } from '../read/batch-reader.js';
import type { BatchRow } from '../read/batch-queries.js';
import { KindColumns } from './kind-columns.js';
import { type ItemFilter, ItemQueries, type ItemRow } from '../read/item-queries.js';
import type { ExportFields } from '../model/kind.js';
import type { ItemStatus } from '../model/batch-status.js';
import { type Column, columnsOf } from './columns.js';
import { declaredFields, FIELD_LIMIT, type Fields, FieldSearch } from '../model/item-fields.js';
import { type ExportFormat, FORMATS } from './formats.js';
import { readPages } from './read-pages.js';

/** The states that an export can be limited to. */
export const EXPORT_SELECTIONS = ['succeeded', 'failed', 'cancelled', 'unprocessed'] as const;
export type ExportSelection = (typeof EXPORT_SELECTIONS)[number];

const STATUSES: Readonly<Record<ExportSelection, readonly ItemStatus[]>> = {
  succeeded: ['succeeded'],
  failed: ['failed'],
  cancelled: ['cancelled'],
  unprocessed: ['pending', 'running'],
};

/** Items whose fields one statement reads. */
const PATHS_PAGE = 2000;

/** The format of an export and its filter. */
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
 * Exports a batch as a file: one row per item, in input order, in its state when it is read. Items are read by short
 * statements while the client downloads, so a slow client holds neither a transaction nor memory.
 */
@Injectable()
export class BatchExport {
  constructor(
    private readonly reader: BatchReader,
    private readonly items: ItemQueries,
    private readonly kinds: KindColumns,
    private readonly downloads: OpenDownloads,
  ) {}

  /**
   * Throws NOT_FOUND when the caller may not see the batch, FORBIDDEN without the read scope of its kind. The download
   * breaks off when that changes while it is sent.
   */
  async open(actor: Actor, publicId: string, { format, only, bom }: ExportChoice): Promise<Download> {
    const batch = await this.reader.getWithItems(actor, publicId);
    const { contentType, isTable, write } = FORMATS[format];
    const columns = isTable ? await this.columns(batch) : [];
    const filter: ItemFilter = { statuses: only === undefined ? null : STATUSES[only], code: null };
    return {
      fileName: `${publicId.startsWith('batch_') ? publicId : `batch_${publicId}`}.${format}`,
      contentType,
      body: this.downloads.guard(write(this.pages(actor, batch, filter), columns, { bom }), actor, (now) =>
        this.reader.mayReadItems(now, batch),
      ),
    };
  }

  /** Throws when the batch is deleted meanwhile, so that the download ends incomplete instead of short. */
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

  /** The fields of the inputs or outputs; the items are not read if the kind declares all fields. */
  private async fields(batch: BatchRow, side: 'input' | 'output', declared?: ExportFields): Promise<Fields> {
    if (declared?.isComplete === true) return declaredFields(declared);
    const summary = side === 'input' ? await this.items.inputFields(batch.key) : undefined;
    if (summary !== undefined) return FieldSearch.of(summary).fields(declared);
    const search = new FieldSearch();
    for (let from = 0; from < batch.total && search.depth > 0; from += PATHS_PAGE) {
      const part = { from, to: from + PATHS_PAGE, depth: search.depth, limit: FIELD_LIMIT + 1 };
      search.add(await this.items.paths(batch.key, side, part));
    }
    return search.fields(declared);
  }
}

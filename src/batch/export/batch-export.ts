import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { OpenDownloads } from '../../accounts/access/open-downloads.js';
import type { TextEncoding } from '../../platform/text/text-encoding.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { BatchReader } from '../read/batch-reader.js';
import type { BatchRow } from '../read/batch-queries.js';
import { KindColumns } from './kind-columns.js';
import type { FileOfBatch } from '../read/file-queries.js';
import { type ItemFilter, ItemQueries, type ItemRow } from '../read/item-queries.js';
import type { ExportFields } from '../model/kinds/kind.js';
import type { ItemStatus } from '../model/status/batch-status.js';
import { type Column, columnsOf, type Pages, resultColumns } from './columns.js';
import { declaredFields, FIELD_LIMIT, type Fields, FieldSearch } from '../model/fields/item-fields.js';
import { contentTypeOf, type ExportFormat, FORMATS, inEncoding } from './formats.js';
import { type Original, OriginalExport } from './original-export.js';
import { originalColumns, type RowOfFile } from './original-layout.js';
import { readPages } from './read-pages.js';
import { separatorOf } from './csv.js';

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

/** Which columns an export has: those of the service, or those that the caller sent. */
export const EXPORT_LAYOUTS = ['standard', 'original'] as const;
export type ExportLayout = (typeof EXPORT_LAYOUTS)[number];

/** The format of an export and its filter. */
interface ExportChoice {
  /** `original` when omitted for a batch that came as a file, else `standard`. */
  readonly layout?: ExportLayout;
  /** When omitted that of the file that the batch came as, in its own layout; else `json`. */
  readonly format?: ExportFormat;
  /** Of CSV and lines of JSON; when omitted that of the file that the batch came as, in its own layout; else UTF-8. */
  readonly encoding?: TextEncoding;
  readonly only?: ExportSelection;
  readonly bom: boolean;
}

/** An export as it is written. */
interface ExportPlan extends Pick<ExportChoice, 'only' | 'bom'> {
  readonly format: ExportFormat;
  readonly encoding: TextEncoding;
  /** Whether it has the columns of the caller. */
  readonly isOriginal: boolean;
  /** The file that the batch came as. */
  readonly file?: FileOfBatch;
}

interface Download {
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
    private readonly originals: OriginalExport,
  ) {}

  /**
   * Throws NOT_FOUND when the caller may not see the batch, FORBIDDEN without the read scope of its kind. The download
   * breaks off when that changes while it is sent.
   */
  async open(actor: Actor, publicId: string, choice: ExportChoice): Promise<Download> {
    const { only } = choice;
    const batch = await this.reader.getWithItems(actor, publicId);
    const filter: ItemFilter = { statuses: only === undefined ? null : STATUSES[only], code: null };
    const plan = await this.plan(batch, choice);
    const { format, encoding } = plan;
    const file = inEncoding(await this.write(batch, this.pages(actor, batch, filter), plan), format, encoding);
    return {
      fileName: `${publicId.startsWith('batch_') ? publicId : `batch_${publicId}`}.${format}`,
      contentType: contentTypeOf(format, encoding),
      body: this.downloads.guard(file, actor, (now) => this.reader.mayReadItems(now, batch)),
    };
  }

  /** What a caller leaves open is as it was in the file that the batch came as. */
  private async plan(batch: BatchRow, { format, layout, encoding, ...choice }: ExportChoice): Promise<ExportPlan> {
    const file = format === 'json' ? undefined : await this.originals.find(batch);
    const hasFile = file !== undefined && layout !== 'standard';
    const own = hasFile ? (file.report as { readonly encoding: TextEncoding | null }).encoding : null;
    const chosen = format ?? (hasFile ? (file.format as ExportFormat) : 'json');
    const isText = FORMATS[chosen].escape !== undefined;
    return {
      ...choice,
      ...definedOnly({ file }),
      format: chosen,
      encoding: isText ? (encoding ?? own ?? 'utf-8') : 'utf-8',
      isOriginal: chosen !== 'json' && (layout ?? (hasFile ? 'original' : 'standard')) === 'original',
    };
  }

  private async write(batch: BatchRow, pages: Pages, plan: ExportPlan): Promise<Readable> {
    const { format, only, bom, file, isOriginal } = plan;
    const { isTable, write } = FORMATS[format];
    if (!isOriginal) return write(pages, isTable ? await this.columns(batch) : [], { bom });
    const original =
      file === undefined
        ? this.originals.ofFields(batch, await this.inputFields(batch))
        : this.originals.ofFile(batch, file);
    const onlyFailed = only === 'failed';
    const columns = isTable
      ? originalColumns(original.headers, onlyFailed, onlyFailed ? [] : await this.results(batch))
      : [];
    const separator = original.delimiter === null ? {} : { separator: separatorOf(original.delimiter) };
    return write(completed(pages, original), columns, { bom, ...separator, original: { onlyFailed } });
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

  private async results(batch: BatchRow): Promise<readonly Column[]> {
    const { exportColumns, outputFields } = this.kinds.of(batch.kind);
    const outputs = exportColumns.length > 0 ? null : await this.fields(batch, 'output', outputFields);
    return resultColumns(outputs, exportColumns);
  }

  private inputFields(batch: BatchRow): Promise<Fields> {
    return this.fields(batch, 'input', this.kinds.of(batch.kind).inputFields);
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

async function* completed(pages: Pages, { complete }: Original): AsyncGenerator<readonly RowOfFile[]> {
  for await (const rows of pages) yield await complete(rows);
}

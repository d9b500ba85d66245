import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { OpenDownloads } from '../../accounts/access/open-downloads.js';
import { RateLimits } from '../../accounts/rates/rate-limits.js';
import { allows } from '../../accounts/rights/scopes.js';
import { sees } from '../../accounts/rights/visibility.js';
import type { Pages } from '../../batch/export/columns.js';
import { contentTypeOf, FORMATS } from '../../batch/export/formats.js';
import { readPages } from '../../batch/export/read-pages.js';
import { ItemQueries } from '../../batch/read/item-queries.js';
import { CompanyExtractionService } from './company-extraction.service.js';
import { RESULT_COLUMNS } from '../kind/company-export-columns.js';
import { toResultRow } from '../kind/company-result.js';
import { optionsOf } from './render-company-batch.js';
import { EXPORT_FORMAT, type ExportChoice } from '../input/export-choice.js';

export interface CompanyDownload {
  readonly fileName: string;
  readonly contentType: string;
  readonly body: Readable;
}

interface DownloadRequest {
  readonly format: ExportChoice | undefined;
  readonly includeFailed: boolean | undefined;
  readonly partial: boolean;
}

/** Exports results as files: the published columns first, one row per company, streamed in constant memory. */
@Injectable()
export class CompanyExport {
  constructor(
    private readonly batches: CompanyExtractionService,
    private readonly items: ItemQueries,
    private readonly limits: RateLimits,
    private readonly downloads: OpenDownloads,
  ) {}

  /**
   * Opens a download. Counts against the download limit whichever route is used, because `/results` serves files too.
   * Throws RATE_LIMITED, NOT_FOUND, or BATCH_NOT_COMPLETED unless `partial` is set. Breaks off when the caller loses
   * the right to it while it is sent.
   */
  async open(actor: Actor, publicId: string, request: DownloadRequest): Promise<CompanyDownload> {
    await this.limits.count('download', actor.limitKeyId);
    const batch = await this.batches.findReadable(actor, publicId, request.partial);
    const format = EXPORT_FORMAT[request.format ?? optionsOf(batch).export_format];
    const statuses = this.batches.shownStatuses(batch, request.includeFailed);
    const pages = readPages(this.items, batch.key, { statuses, code: null });
    // No byte order mark: it would become part of the first column's name for programs that read columns by name.
    const body =
      format === 'json' ? Readable.from(jsonRows(pages)) : FORMATS[format].write(pages, RESULT_COLUMNS, { bom: false });
    const isAllowed = (now: Actor): boolean => sees(now, batch.ownerId) && allows(now.scopes, 'company:read');
    return {
      fileName: `${batch.publicId}_results.${format}`,
      contentType: contentTypeOf(format, 'utf-8'),
      body: this.downloads.guard(body, actor, isAllowed),
    };
  }
}

async function* jsonRows(pages: Pages): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const rows of pages) {
    yield separator + rows.map((row) => JSON.stringify(toResultRow(row, false))).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/actor.js';
import { RateLimits } from '../../accounts/rate-limits.js';
import type { Pages } from '../../batch/export/columns.js';
import { FORMATS } from '../../batch/export/formats.js';
import { readPages } from '../../batch/export/read-pages.js';
import { ItemQueries } from '../../batch/read/item-queries.js';
import { CompanyBatchService } from './company-batch.service.js';
import { RESULT_COLUMNS } from '../kind/company-export-columns.js';
import { toResultRow } from '../kind/company-result.js';
import { optionsOf } from './company-status.js';
import { EXPORT_FORMAT, type ExportChoice } from '../input/export-choice.js';

export interface CompanyDownload {
  readonly fileName: string;
  readonly contentType: string;
  readonly body: Readable;
}

export interface DownloadRequest {
  readonly format: ExportChoice | undefined;
  readonly includeFailed: boolean | undefined;
  readonly partial: boolean;
}

/** Results as files: the seed's columns first, one row a company, streamed in constant memory. */
@Injectable()
export class CompanyExport {
  constructor(
    private readonly batches: CompanyBatchService,
    private readonly items: ItemQueries,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Counts as a download whichever route asks for it, since `/results` gives files too. Throws RATE_LIMITED, NOT_FOUND, or
   * BATCH_NOT_COMPLETED unless a part is asked for.
   */
  async open(actor: Actor, publicId: string, request: DownloadRequest): Promise<CompanyDownload> {
    await this.limits.count('download', actor.limitKeyId);
    const batch = await this.batches.findReadable(actor, publicId, request.partial);
    const format = EXPORT_FORMAT[request.format ?? optionsOf(batch).export_format];
    const statuses = this.batches.shown(batch, request.includeFailed);
    const pages = readPages(this.items, batch.key, { statuses, code: null });
    return {
      fileName: `${batch.publicId}_results.${format}`,
      contentType: FORMATS[format].contentType,
      // Programs read these by the names of their columns, the first of which a byte order mark would change.
      body:
        format === 'json'
          ? Readable.from(jsonRows(pages))
          : FORMATS[format].write(pages, RESULT_COLUMNS, { bom: false }),
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

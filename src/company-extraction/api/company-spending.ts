import { Injectable } from '@nestjs/common';
import type { SpendingDto } from '../../batch/spending/spending.dto.js';
import { SpendingReport } from '../../batch/spending/spending-report.js';
import { PaidSources } from '../extraction/paid-sources.js';
import type { CompanyOptions } from '../input/company-options.js';

/** Paid questions of a batch of companies: what it can cost before it runs, and what it has cost so far. */
@Injectable()
export class CompanySpending {
  constructor(
    private readonly report: SpendingReport,
    private readonly sources: PaidSources,
  ) {}

  /** The most that a batch of so many companies can cost, of those that it would ask. */
  preview(options: CompanyOptions, companies: number): SpendingDto[] {
    return this.report.preview(this.sources.demand(options.extraction_mode, companies), this.sources.limits(options));
  }

  /** What a batch has spent so far. */
  of(batchId: number, options: CompanyOptions): Promise<SpendingDto[]> {
    const providers = this.sources.demand(options.extraction_mode, 1).map(({ provider }) => provider);
    return this.report.of(batchId, providers, this.sources.limits(options));
  }
}

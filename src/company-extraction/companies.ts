import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LedgerLimits } from '../batch/spending/ledger.js';
import type { Demand } from '../batch/spending/spending-report.js';
import type { IdentifiedCompany } from './extraction/company-data.js';
import { CompanyStore, type StoredCompany } from './store/company-store.js';
import type { ExtractionRequest } from './facts/extraction-request.js';
import type { SpendingOptions } from './extraction/spending-limits.js';
import { PaidSources } from './extraction/paid-sources.js';
import { CompanyPipeline, type Extraction } from './extraction/pipeline.js';
import type { ExtractionMode } from './facts/modes.js';
import type { Run } from './facts/source-step.js';

/** Public interface of this module for other features: extracts a company, and stores companies. */
@Injectable()
export class Companies {
  constructor(
    private readonly pipeline: CompanyPipeline,
    private readonly companies: CompanyStore,
    private readonly paid: PaidSources,
  ) {}

  /**
   * Extracts one company or returns it from the cache. Makes network requests, so never call it inside a transaction.
   * Throws the errors of `CompanyPipeline`.
   */
  extractOne(request: ExtractionRequest, run: Run): Promise<Extraction> {
    return this.pipeline.extract(request, run);
  }

  /** The most paid questions that so many companies can need. */
  paidDemand(mode: ExtractionMode, companies: number): readonly Demand[] {
    return this.paid.demand(mode, companies);
  }

  /** What a batch with these options may spend on companies. */
  spendingLimits(options: SpendingOptions): LedgerLimits {
    return this.paid.limits(options);
  }

  /**
   * Stores companies and returns the row of each in the order of the list; null for a company without any identifier.
   */
  store(companies: readonly IdentifiedCompany[], tx: EntityManager): Promise<readonly (StoredCompany | null)[]> {
    return this.companies.store(companies, tx);
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IdentifiedCompany } from './extraction/company-data.js';
import { CompanyStore, type StoredCompany } from './store/company-store.js';
import type { ExtractionRequest } from './facts/extraction-request.js';
import { CompanyPipeline, type Extraction } from './extraction/pipeline.js';
import type { Run } from './facts/source-step.js';

/** Public interface of this module for other features: extracts a company, and stores companies. */
@Injectable()
export class CompanyService {
  constructor(
    private readonly pipeline: CompanyPipeline,
    private readonly companies: CompanyStore,
  ) {}

  /**
   * Extracts one company or returns it from the cache. Makes network requests, so never call it inside a transaction.
   * Throws the errors of `CompanyPipeline`.
   */
  extractOne(request: ExtractionRequest, run: Run): Promise<Extraction> {
    return this.pipeline.extract(request, run);
  }

  /**
   * Stores companies and returns the row of each in the order of the list; null for a company without any identifier.
   */
  store(companies: readonly IdentifiedCompany[], tx: EntityManager): Promise<readonly (StoredCompany | null)[]> {
    return this.companies.store(companies, tx);
  }
}

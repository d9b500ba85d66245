import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IdentifiedCompany } from './extraction/company-data.js';
import { CompanyStore, type StoredCompany } from './store/company-store.js';
import type { ExtractionRequest } from './facts/extraction-request.js';
import { CompanyPipeline, type Extraction } from './extraction/pipeline.js';
import type { Run } from './facts/source-step.js';

/** What other features may ask of this one: to extract a company, and to store it. */
@Injectable()
export class CompanyService {
  constructor(
    private readonly pipeline: CompanyPipeline,
    private readonly companies: CompanyStore,
  ) {}

  /** Extracts one company, or takes it from the cache. Calls out: never inside a transaction. Throws as `CompanyPipeline`. */
  extractOne(request: ExtractionRequest, run: Run): Promise<Extraction> {
    return this.pipeline.extract(request, run);
  }

  /** Stores companies and answers the row of each in the order given, null for one that has no identifier at all. */
  store(companies: readonly IdentifiedCompany[], tx: EntityManager): Promise<readonly (StoredCompany | null)[]> {
    return this.companies.store(companies, tx);
  }
}

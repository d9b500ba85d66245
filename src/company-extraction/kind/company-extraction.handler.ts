import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Attempt, BackgroundHandler } from '../../batch/model/handlers/handler.js';
import type { EndedItem } from '../../batch/model/items/item.js';
import type { Kind } from '../../batch/model/kinds/kind.js';
import { sharedLedger } from '../../batch/spending/ledger.js';
import { SPENDING_SETTINGS } from '../../batch/spending/spending.settings.js';
import { SpendingStore } from '../../batch/spending/spending-store.js';
import { AppConfig } from '../../platform/config/config.js';
import { spendingLimits } from '../extraction/spending-limits.js';
import { CompanyBatchQueries } from '../store/company-batch-queries.js';
import { COMPANY_COLUMNS } from './company-export-columns.js';
import { identified } from '../extraction/company-data.js';
import { checkCompany, type CompanyItem } from '../input/check-company.js';
import { checkOptions, type CompanyOptions } from '../input/company-options.js';
import type { CompanyOutput } from './company-result.js';
import { Companies } from '../companies.js';
import { COMPANY_EXTRACTION } from './company-extraction.kind.js';

/** Extracts the companies of a batch, as many concurrently as the batch allows. */
@Injectable()
export class CompanyExtractionHandler extends BackgroundHandler<CompanyItem, CompanyOptions, CompanyOutput> {
  readonly kind: Kind<CompanyItem, CompanyOptions> = {
    ...COMPANY_EXTRACTION,
    checkItem: checkCompany,
    checkOptions,
    exportColumns: COMPANY_COLUMNS,
    inputFields: { paths: ['name', 'domain_hint'], isComplete: true },
  };

  constructor(
    private readonly companies: Companies,
    private readonly queries: CompanyBatchQueries,
    private readonly spending: SpendingStore,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async run({ name, domain_hint }: CompanyItem, attempt: Attempt<CompanyOptions>): Promise<CompanyOutput> {
    const { country, language, extraction_mode: mode, min_confidence: minConfidence } = attempt.options;
    const bypassesCache = (): Promise<boolean> => this.queries.wasReopened(attempt.batchId, attempt.index);
    const request = { name, country, language, hint: domain_hint ?? null, mode, minConfidence, bypassesCache };
    const limits = spendingLimits(attempt.options, SPENDING_SETTINGS.of(this.config).LLM_BATCH_TOKENS);
    return this.companies.extractOne(request, {
      signal: attempt.signal,
      endsAt: attempt.endsAt,
      step: (phase) => attempt.step(phase),
      warn: (text) => attempt.warn(text),
      ledger: sharedLedger(this.spending, { batchId: attempt.batchId }, limits),
    });
  }

  async save(ended: readonly EndedItem<CompanyItem, CompanyOutput>[], tx: EntityManager): Promise<void> {
    const found = ended.flatMap(({ outcome }) =>
      outcome.status === 'succeeded' && 'data' in outcome.output
        ? [identified(outcome.output.data, outcome.output.provenance)]
        : [],
    );
    if (found.length > 0) await this.companies.store(found, tx);
  }
}

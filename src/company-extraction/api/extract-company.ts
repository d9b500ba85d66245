import { Injectable } from '@nestjs/common';
import { requestLedger } from '../../batch/spending/ledger.js';
import { SPENDING_SETTINGS } from '../../batch/spending/spending.settings.js';
import { AppConfig } from '../../platform/config/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SharedPlaces } from '../../platform/http/shared-places.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { spendingLimits } from '../extraction/spending-limits.js';
import { identified } from '../extraction/company-data.js';
import { Companies } from '../companies.js';
import type { CompanyExtractedDto } from './company-view.dto.js';
import type { ExtractionRequest } from '../facts/extraction-request.js';

/** Synchronous extractions that this process runs concurrently, in total and for one key. */
const AT_ONCE = { places: 20, share: 8 } as const;

/** Extracts one company synchronously, with the same pipeline, cache and table as a batch. */
@Injectable()
export class ExtractCompany {
  private readonly places = new SharedPlaces('extractions', AT_ONCE.places, AT_ONCE.share);

  constructor(
    private readonly companies: Companies,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {}

  /** Throws the errors of the pipeline, TIMEOUT after `timeoutMs`, and OVERLOADED or RATE_LIMITED at the limits. */
  async extract(request: ExtractionRequest, timeoutMs: number, caller: string): Promise<CompanyExtractedDto> {
    const giveBack = this.places.take(caller);
    const warnings: string[] = [];
    const begun = performance.now();
    try {
      const { data, provenance, cached, model } = await this.companies.extractOne(request, {
        signal: AbortSignal.timeout(timeoutMs),
        endsAt: begun + timeoutMs,
        step: () => undefined,
        warn: (text) => void warnings.push(text),
        ledger: requestLedger(spendingLimits({}, SPENDING_SETTINGS.of(this.config).LLM_BATCH_TOKENS)),
      });
      await this.unitOfWork.run((tx) => this.companies.store([identified(data, provenance)], tx));
      return {
        company_name: request.name,
        extraction_status: 'success',
        data: { ...data },
        provenance: { ...provenance },
        cached,
        ...definedOnly({ model_usage: model }),
        warnings,
        processing_time: Math.round(performance.now() - begun) / 1000,
      };
    } finally {
      giveBack();
    }
  }
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SharedPlaces } from '../../platform/http/shared-places.js';
import { identified } from '../extraction/company-data.js';
import { CompanyService } from '../company.service.js';
import type { CompanyExtractedDto } from './company-view.dto.js';
import type { ExtractionRequest } from '../facts/extraction-request.js';

/** Extractions that this process does at once for callers who wait, and for one key. */
const AT_ONCE = { places: 20, share: 8 } as const;

/** Extracts one company while the caller waits: the same pipeline, cache and table as a batch. */
@Injectable()
export class ExtractCompany {
  private readonly places = new SharedPlaces('extractions', AT_ONCE.places, AT_ONCE.share);

  constructor(
    private readonly companies: CompanyService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws what the pipeline throws, TIMEOUT after `timeoutMs`, OVERLOADED or RATE_LIMITED when too many wait. */
  async extract(request: ExtractionRequest, timeoutMs: number, caller: string): Promise<CompanyExtractedDto> {
    const giveBack = this.places.take(caller);
    const warnings: string[] = [];
    const begun = performance.now();
    try {
      const { data, provenance, cached } = await this.companies.extractOne(request, {
        signal: AbortSignal.timeout(timeoutMs),
        step: () => undefined,
        warn: (text) => void warnings.push(text),
      });
      await this.unitOfWork.run((tx) => this.companies.store([identified(data, provenance)], tx));
      return {
        company_name: request.name,
        extraction_status: 'success',
        data: { ...data },
        provenance: { ...provenance },
        cached,
        warnings,
        processing_time: Math.round(performance.now() - begun) / 1000,
      };
    } finally {
      giveBack();
    }
  }
}

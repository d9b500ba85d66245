import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AppError } from '../platform/http/error.js';
import { identified } from './company-data.js';
import { CompanyService } from './company.service.js';
import type { CompanyExtractedDto } from './company-view.dto.js';
import type { ExtractionRequest } from './extraction-request.js';

/** Extractions that this process does at once for callers who wait. */
const AT_ONCE = 20;

/** Extracts one company while the caller waits: the same pipeline, cache and table as a batch. */
@Injectable()
export class ExtractCompany {
  private running = 0;

  constructor(
    private readonly companies: CompanyService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws what the pipeline throws, TIMEOUT after `timeoutMs`, OVERLOADED when too many callers wait. */
  async extract(request: ExtractionRequest, timeoutMs: number): Promise<CompanyExtractedDto> {
    if (this.running >= AT_ONCE) throw new AppError('OVERLOADED', undefined, { retryAfter: 5 });
    this.running += 1;
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
      this.running -= 1;
    }
  }
}

import { Injectable } from '@nestjs/common';
import { type Demand, SpendingReport } from '../../batch/spending/spending-report.js';
import type { SpendingDto } from '../../batch/spending/spending.dto.js';
import { Companies } from '../../company-extraction/companies.js';
import type { ProfileInput } from '../input/check-profile.js';
import type { ProfileOptions } from '../input/profile-options.js';
import { ProfileLedgers } from '../pipeline/profile-ledger.js';
import { MAX_EMPLOYERS_PROCESSED } from '../profile/companies-from-experience.js';
import { EMPLOYER_MODE } from '../pipeline/look-up-employers.js';
import { ProviderChain } from '../providers/provider-chain.js';

/** Paid questions of a batch of profiles: what it can cost before it runs, and what it has cost so far. */
@Injectable()
export class ProfileSpending {
  constructor(
    private readonly report: SpendingReport,
    private readonly providers: ProviderChain,
    private readonly companies: Companies,
    private readonly ledgers: ProfileLedgers,
  ) {}

  /** The most that a batch of these profiles can cost: a question for each profile and for each of its companies. */
  preview(options: ProfileOptions, profiles: readonly ProfileInput[]): SpendingDto[] {
    const withCompanies = profiles.filter((profile) => profile.include_companies).length;
    const demand = this.demand(profiles.length, withCompanies * MAX_EMPLOYERS_PROCESSED);
    return this.report.preview(demand, this.ledgers.limits(options));
  }

  /** What a batch has spent so far. */
  of(batchId: number, options: ProfileOptions): Promise<SpendingDto[]> {
    const providers = this.demand(1, 1).map(({ provider }) => provider);
    return this.report.of(batchId, providers, this.ledgers.limits(options));
  }

  private demand(profiles: number, companies: number): readonly Demand[] {
    return [
      ...this.providers.paid().map((provider) => ({ provider, calls: profiles })),
      ...this.companies.paidDemand(EMPLOYER_MODE, companies),
    ];
  }
}

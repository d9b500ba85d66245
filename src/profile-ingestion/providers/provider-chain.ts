import type { Ledger } from '../../batch/spending/ledger.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { LinkedInProfileUrl } from '../profile/linkedin-url.js';
import { type FetchOptions, NotAskedError, type ProfileProvider, type ProviderResult } from './profile-provider.js';
import '../profile-ingestion.errors.js';

/** Outcome and time of one provider, for metrics and analytics. */
export interface ProviderAttempt {
  readonly provider: string;
  /** `not_asked`: the batch allows no more paid questions. */
  readonly outcome: 'found' | 'not_found' | 'private' | 'not_configured' | 'not_asked' | 'failed';
  readonly ms: number;
}

export type FoundProfile = Extract<ProviderResult, { readonly kind: 'found' }> & {
  /** Every provider queried, in order; the last one found the profile. */
  readonly attempts: readonly ProviderAttempt[];
  /** Warnings for the caller, such as a provider that failed before another one succeeded. */
  readonly warnings: readonly string[];
};

/** Published message for a profile that was not found. */
const NOT_FOUND_MESSAGE = 'Profile not found';
const NOT_FOUND_REASON = 'LinkedIn profile is private or does not exist';
const LIMIT_REASON = 'Its max_provider_calls are used up; submit the profile in another batch, or import it';

/** The providers by name, in the order of `PROFILE_PROVIDERS`. @throws Error naming every unknown or repeated name. */
export function orderProviders(
  names: readonly string[],
  available: readonly ProfileProvider[],
): readonly ProfileProvider[] {
  const unknown = names.filter((name, i) => !available.some((p) => p.name === name) || names.indexOf(name) !== i);
  if (unknown.length > 0 || names.length === 0) {
    const known = available.map((p) => p.name).join(', ');
    throw new Error(`PROFILE_PROVIDERS must list some of ${known}, each once; not: ${unknown.join(', ') || '(empty)'}`);
  }
  return names.flatMap((name) => available.filter((p) => p.name === name));
}

/**
 * Queries providers in the configured order until one has the profile. A provider that fails is skipped; when none
 * finds the profile, its fault is thrown, because "not found" would not be certain.
 */
export class ProviderChain {
  constructor(private readonly providers: readonly ProfileProvider[]) {}

  /** Names of the providers whose questions cost money, of those that are configured. */
  paid(): readonly string[] {
    return this.providers.filter((one) => one.isPaid && one.isConfigured()).map(({ name }) => name);
  }

  /**
   * Fetches a profile from the first provider that has it; paid questions are set aside in the ledger before they are
   * asked.
   * @throws AppError PROFILE_NOT_FOUND with `details.reason` and, when a provider lacks its key or import,
   * `details.hint`; PROFILE_PRIVATE; the first temporary fault, else the first fault, of a provider; or
   * SPENDING_LIMIT_REACHED when a provider that might have it could not be asked.
   */
  async fetch(ref: LinkedInProfileUrl, options: FetchOptions, ledger: Ledger): Promise<FoundProfile> {
    const attempts: ProviderAttempt[] = [];
    const faults: AppError[] = [];
    const warnings: string[] = [];
    for (const provider of this.providers) {
      const started = performance.now();
      const record = (outcome: ProviderAttempt['outcome']): void => {
        attempts.push({ provider: provider.name, outcome, ms: Math.round(performance.now() - started) });
      };
      if (!provider.isConfigured()) {
        record('not_configured');
        continue;
      }
      if (provider.isPaid && !(await ledger.reserve(provider.name))) {
        record('not_asked');
        continue;
      }
      try {
        const result = await provider.fetchByUrl(ref, options);
        record(result.kind);
        if (result.kind === 'found') return { ...result, attempts, warnings };
      } catch (error) {
        if (provider.isPaid && error instanceof NotAskedError) await ledger.giveBack(provider.name, 0);
        if (options.signal.aborted || !(error instanceof AppError)) throw error;
        record('failed');
        faults.push(error);
        warnings.push(`Provider ${provider.name} failed: ${error.message}`);
      }
    }
    throw this.nothingFound(attempts, faults);
  }

  private nothingFound(attempts: readonly ProviderAttempt[], faults: readonly AppError[]): AppError {
    const fault = faults.find((f) => f.spec.class !== 'permanent') ?? faults[0];
    if (fault !== undefined) return fault;
    const asked = attempts.map(({ provider, outcome }) => ({ provider, outcome }));
    if (attempts.some((a) => a.outcome === 'not_asked'))
      return new AppError('SPENDING_LIMIT_REACHED', undefined, { details: { reason: LIMIT_REASON, asked } });
    if (attempts.some((a) => a.outcome === 'private')) {
      return new AppError('PROFILE_PRIVATE', undefined, { details: { reason: NOT_FOUND_REASON, asked } });
    }
    return new AppError('PROFILE_NOT_FOUND', NOT_FOUND_MESSAGE, {
      details: { reason: NOT_FOUND_REASON, ...this.hintFor(attempts), asked },
    });
  }

  /**
   * What the caller can do to have the profile found: an import is always possible, and so is configuring a provider
   * without a key.
   */
  private hintFor(attempts: readonly ProviderAttempt[]): { readonly hint?: string } {
    const idle = new Set(attempts.filter((a) => a.outcome === 'not_configured').map((a) => a.provider));
    const hints = this.providers.filter((p) => p.name === 'archive' || idle.has(p.name)).map((p) => p.hint);
    return hints.length === 0 ? {} : { hint: `To have it found, ${hints.join(', or ')}.` };
  }
}

import { randomUUID } from 'node:crypto';
import type { Attempt } from '../../batch/model/handlers/handler.js';
import type { Ledger } from '../../batch/spending/ledger.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { AppLogger } from '../../platform/observability/app-logger.js';
import { boundProfile } from '../profile/bound-profile.js';
import type { ProfileOptions } from '../input/profile-options.js';
import type { ProfileInput } from '../input/check-profile.js';
import { type Employer, employersOf, MAX_EMPLOYERS_PROCESSED } from '../profile/companies-from-experience.js';
import type { EmbeddingText } from '../profile/text-recipe.js';
import { companyText, profileText } from '../profile/text-recipe.js';
import { ERASED_URL, erasedError } from '../profile/erased-item.js';
import { parseProfileUrl } from '../profile/linkedin-url.js';
import {
  companyFacts,
  type CompanyLookup,
  lookUpEmployers,
  processedCompany,
  type ProcessedEmployer,
} from './look-up-employers.js';
import { isRoleMismatch, matchRole, titlesOf } from '../profile/match-role.js';
import type { Profile } from '../profile/profile.js';
import { profileId } from '../profile/profile-id.js';
import { type ProfileOutput, utcSeconds } from './profile-row.js';
import type { SharedFetch } from '../providers/shared-fetch.js';

/** Identifies an item of a batch by its position. */
export interface ItemPlace {
  readonly batchId: number;
  readonly index: number;
}

/** A text to embed, and the subject it describes. */
export interface EmbeddingSubject extends EmbeddingText {
  readonly subjectType: 'profile' | 'company';
  readonly subjectId: string;
}

/** Dependencies of the pipeline, as functions, so that it does not depend on the storage. */
export interface PipelineParts {
  readonly profiles: SharedFetch;
  /** Stores the employers of an item once and returns their ids by best key. */
  readonly recognise: (
    ownerId: number,
    employers: readonly Employer[],
    item: ItemPlace,
  ) => Promise<ReadonlyMap<string, string>>;
  /**
   * Looks an employer up until the instant `endsAt` on the clock of `performance.now()`; paid questions are set aside
   * in the ledger.
   */
  readonly lookUp: (
    employer: Employer,
    run: { readonly signal: AbortSignal; readonly endsAt: number; readonly ledger: Ledger },
  ) => ReturnType<CompanyLookup>;
  /** What the batch of an item may spend on paid questions. */
  readonly ledgerOf: (attempt: Pick<Attempt<ProfileOptions>, 'batchId' | 'options' | 'warn'>) => Ledger;
  /** Vectors of the subjects whose text changed since they were stored. */
  readonly embed: (subjects: readonly EmbeddingSubject[], signal: AbortSignal) => Promise<readonly EmbeddedSubject[]>;
  /** When the profile was first stored; null when it is new. */
  readonly storedAt: (id: string) => Promise<Date | null>;
  readonly now: () => Date;
  readonly log: Pick<AppLogger, 'info' | 'warn'>;
}

export interface EmbeddedSubject extends EmbeddingSubject {
  readonly vector: Float32Array;
}

/** Result of one run of the pipeline. */
export interface Ingested {
  readonly output: ProfileOutput;
  /** Unmodified response of the provider. */
  readonly raw: object | null;
  readonly employers: readonly ProcessedEmployer[];
  readonly vectors: readonly EmbeddedSubject[];
}

/**
 * Time limit in milliseconds for all companies of a profile: the item has 60 s, and the profile must be embedded after
 * them.
 */
const COMPANIES_MS = 40_000;

type ItemAttempt = Pick<
  Attempt<ProfileOptions>,
  'batchId' | 'ownerId' | 'index' | 'number' | 'options' | 'signal' | 'step' | 'warn'
>;

/**
 * Processes one profile: fetches it, matches the role, processes its employers and embeds it. Every run logs one line
 * with numbers and never with the address or a name, because logs are not covered by an erasure.
 */
export class ProfilePipeline {
  constructor(private readonly parts: PipelineParts) {}

  /** Throws the errors of the provider chain. */
  async ingest(input: ProfileInput, attempt: ItemAttempt): Promise<Ingested> {
    const started = performance.now();
    const about = { batch: attempt.batchId, index: attempt.index, attempt: attempt.number };
    const ms = (): number => Math.round(performance.now() - started);
    try {
      const ingested = await this.process(input, attempt);
      const { profile, pipeline, companies_processed: companies } = ingested.output;
      this.parts.log.info('profile ingested', {
        ...about,
        ms: ms(),
        provider: profile.provenance.provider,
        companies_found: pipeline.companies_found,
        companies_processed: companies.length,
        embeddings: ingested.vectors.length,
      });
      return ingested;
    } catch (error) {
      this.parts.log.warn('profile failed', {
        ...about,
        ms: ms(),
        code: error instanceof AppError ? error.code : 'INTERNAL_ERROR',
      });
      throw error;
    }
  }

  private async process(input: ProfileInput, attempt: ItemAttempt): Promise<Ingested> {
    if (input.linkedin_url === ERASED_URL) throw erasedError();
    const ref = parseProfileUrl(input.linkedin_url);
    if ('error' in ref) throw new AppError('VALIDATION_ERROR', ref.message);
    const { ownerId, batchId, index, signal } = attempt;
    const ledger = this.parts.ledgerOf(attempt);
    attempt.step('profile');
    const found = await this.parts.profiles.ask(ref, { ownerId, batchId, index, signal, ledger });
    for (const warning of found.warnings) attempt.warn(warning);
    const { profile, wasCut } = boundProfile(found.profile);
    if (wasCut)
      attempt.warn('The profile is larger than a result can be; its longest texts and oldest entries were cut.');
    const match = matchRole(input.suggested_role, titlesOf(profile));
    if (isRoleMismatch(match)) attempt.warn(mismatch(input, profile));
    const employers = employersOf(profile.experience);
    const processed = input.include_companies ? await this.companies(employers, attempt, ledger) : [];
    const id = profileId(ownerId, ref.slug);
    const embedded = await this.embeddings(id, profile, processed, input, attempt);
    const now = this.parts.now();
    const output: ProfileOutput = {
      id,
      profile,
      name: input.name ?? null,
      companies_processed: processed.map(processedCompany),
      pipeline: {
        pipeline_id: randomUUID(),
        companies_found: employers.length,
        has_embeddings: embedded !== null,
        processing_time: utcSeconds(now),
      },
      role_match: match,
      provider_attempts: found.attempts,
      created_at: ((await this.parts.storedAt(id)) ?? now).toISOString(),
    };
    return { output, raw: found.raw, employers: processed, vectors: embedded ?? [] };
  }

  private async companies(
    employers: readonly Employer[],
    attempt: ItemAttempt,
    ledger: Ledger,
  ): Promise<readonly ProcessedEmployer[]> {
    attempt.step('companies');
    const first = employers.slice(0, MAX_EMPLOYERS_PROCESSED);
    if (employers.length > first.length)
      attempt.warn(`Of ${employers.length} companies the newest ${first.length} were processed.`);
    const ids = await this.parts.recognise(attempt.ownerId, first, attempt);
    // Two names may turn out to be one company, which is processed once.
    const byId = new Map(first.map((employer) => [ids.get(employer.key) ?? '', employer]));
    const deadline = AbortSignal.timeout(COMPANIES_MS);
    const endsAt = performance.now() + COMPANIES_MS;
    return lookUpEmployers(
      [...byId].map(([id, employer]) => ({ id, employer })),
      (employer, signal) => this.parts.lookUp(employer, { signal, endsAt, ledger }),
      { item: attempt.signal, deadline },
      attempt.warn,
    );
  }

  /**
   * Null when the embedder failed: the profile is stored all the same, and is found by everything except similarity.
   */
  private async embeddings(
    id: string,
    profile: Profile,
    processed: readonly ProcessedEmployer[],
    input: ProfileInput,
    attempt: ItemAttempt,
  ): Promise<readonly EmbeddedSubject[] | null> {
    attempt.step('embeddings');
    const subjects: EmbeddingSubject[] = [
      { subjectType: 'profile', subjectId: id, ...profileText(profile, input.suggested_role) },
      ...processed.map((one): EmbeddingSubject => ({
        subjectType: 'company',
        subjectId: one.id,
        ...companyText(companyFacts(one)),
      })),
    ];
    try {
      return await this.parts.embed(subjects, attempt.signal);
    } catch (error) {
      if (attempt.signal.aborted) throw error;
      attempt.warn(`No embeddings: ${error instanceof AppError ? error.message : 'the embedder failed.'}`);
      return null;
    }
  }
}

function mismatch({ suggested_role: role }: ProfileInput, profile: Profile): string {
  const position = profile.position === null ? 'no position' : `the position "${profile.position.slice(0, 100)}"`;
  return `suggested_role_mismatch: ${role} was suggested; the profile shows ${position}.`;
}

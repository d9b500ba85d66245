import type { IdentifiedCompany } from '../../company-extraction/extraction/company-data.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Employer } from '../profile/companies-from-experience.js';
import type { CompanyFacts } from '../profile/text-recipe.js';
import type { ProcessedCompany } from './profile-row.js';

/** Company extraction as used here: one company, from the cache when possible. */
export type CompanyLookup = (employer: Employer, signal: AbortSignal) => Promise<IdentifiedCompany>;

/** A processed employer: recognised, and looked up as far as possible. */
export interface ProcessedEmployer {
  /** Id of the stored employer. */
  readonly id: string;
  readonly employer: Employer;
  /** Null when company extraction failed; the employer is then stored with the facts in the profile. */
  readonly company: IdentifiedCompany | null;
}

/** The extraction mode in which employers are looked up. */
export const EMPLOYER_MODE = 'basic' as const;

/** Employers of one profile looked up concurrently. */
const AT_ONCE = 3;

/**
 * Looks employers up, a few at a time, until the deadline's signal. A company that cannot be looked up costs its facts
 * and a warning, never the profile.
 * @throws AppError when the item itself ends: its time limit, a cancel, a shutdown.
 */
export async function lookUpEmployers(
  employers: readonly (Omit<ProcessedEmployer, 'company'> & { readonly company?: undefined })[],
  lookUp: CompanyLookup,
  signals: { readonly item: AbortSignal; readonly deadline: AbortSignal },
  warn: (text: string) => void,
): Promise<readonly ProcessedEmployer[]> {
  const done: ProcessedEmployer[] = [];
  let next = 0;
  const both = AbortSignal.any([signals.item, signals.deadline]);
  const one = async (): Promise<void> => {
    for (let at = next++; at < employers.length; at = next++) {
      const subject = employers[at];
      if (subject === undefined) return;
      done[at] = { ...subject, company: await answer(subject.employer) };
    }
  };
  const answer = async (employer: Employer): Promise<IdentifiedCompany | null> => {
    if (signals.deadline.aborted) {
      warn(`Company ${employer.name}: not looked up, the time for companies was over.`);
      return null;
    }
    try {
      return await lookUp(employer, both);
    } catch (error) {
      if (signals.item.aborted) throw error;
      const reason = error instanceof AppError ? error.message : 'the lookup failed.';
      warn(`Company ${employer.name}: ${signals.deadline.aborted ? 'the time for companies was over.' : reason}`);
      return null;
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, employers.length) }, one));
  return done;
}

/** The row of `companies_processed`: the fields known about the company. */
export function processedCompany({ id, employer, company }: ProcessedEmployer): ProcessedCompany {
  const data = company?.data;
  const { ref } = employer;
  return {
    id,
    company_name: data?.company_name ?? employer.name,
    domain: data?.domain ?? ref.domain,
    industry: data?.industry ?? ref.industry,
    industry_sector: data?.industry_sector ?? null,
    employee_count: data?.employee_count ?? null,
    headquarters: data?.headquarters ?? null,
    description: data?.description?.slice(0, 1_000) ?? null,
    linkedin_id: ref.linkedin_id,
    confidence: data?.confidence ?? null,
    sources: data?.sources ?? [],
  };
}

/** The facts that a company's vector is made from. */
export function companyFacts({ employer, company }: ProcessedEmployer): CompanyFacts {
  const data = company?.data;
  return {
    name: data?.company_name ?? employer.name,
    industry: data?.industry ?? employer.ref.industry,
    sector: data?.industry_sector ?? null,
    city: data?.headquarters.city ?? null,
    country: data?.headquarters.country ?? employer.ref.country,
    size: data?.employee_count ?? null,
    description: data?.description ?? null,
    tags: [],
  };
}

import { createHash } from 'node:crypto';
import { isPseudoEmployer } from './companies-from-experience.js';
import { matchRole, normalizeTitle, titlesOf } from './match-role.js';
import { newestFirst, type Experience, type Profile, type YearMonth } from './profile.js';
import { ROLE_ALIASES, ROLE_TERMS, ROLES, type Role } from './role-terms.js';

/**
 * A text to embed and the recipe it was made by. A stored vector is renewed when `hash`, the recipe or the model
 * differs.
 */
export interface EmbeddingText {
  /** Name and version of the recipe; the version changes with any change of the text. */
  readonly recipe: 'profile-text/1' | 'company-text/1';
  readonly text: string;
  /** SHA-256 of recipe and text, hex. */
  readonly hash: string;
}

/** The fields of a stored company that its text is made from. */
export interface CompanyFacts {
  readonly name: string;
  readonly industry: string | null;
  readonly sector: string | null;
  readonly city: string | null;
  readonly country: string | null;
  /** Size bucket such as `501-1000`. */
  readonly size: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
}

/** About 2,000 tokens. */
const MAX_TEXT = 8_000;
const PAST_JOBS = 8;
const MAX_SKILLS = 30;
const MAX_ABOUT = 800;
const MAX_DESCRIPTION = 500;
const MAX_LIST = 20;
const MAX_FIELD = 200;

const finish = (recipe: EmbeddingText['recipe'], parts: readonly string[]): EmbeddingText => {
  const text = parts
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, MAX_TEXT);
  return { recipe, text, hash: createHash('sha256').update(`${recipe}\n${text}`).digest('hex') };
};

const field = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_FIELD);
const line = (label: string, values: readonly (string | null)[], separator = ', '): string => {
  const filled = values.map((v) => v ?? '').filter((v) => v !== '');
  return filled.length === 0 ? '' : `${label}: ${filled.join(separator)}`;
};

const years = (start: YearMonth | null, end: YearMonth | null): string =>
  start === null && end === null ? '' : `${start?.year ?? ''}-${end?.year ?? ''}`;

function currentJob(job: Experience): string {
  const industry = job.company_ref.industry === null ? '' : ` (${field(job.company_ref.industry)})`;
  const company = isPseudoEmployer(job.company_name) ? '' : `at ${field(job.company_name)}${industry}`;
  return [field(job.title), company].filter((part) => part !== '').join(' ');
}

const pastJob = (job: Experience): string =>
  [field(job.title), field(job.company_name), years(job.start, job.end)].filter((part) => part !== '').join(', ');

/** A role's name and its other names, so that "CTO" and "chief technology officer" match. */
const withAliases = (role: Role): string => [role, ...ROLE_ALIASES[role]].join(', ');

/**
 * Text of a profile, recipe `profile-text/1`: role, headline, current and past jobs, skills, education, certifications,
 * about, in this order. It excludes the person's name: the search is by competence, and less personal data is sent to
 * the embedder.
 */
export function profileText(profile: Profile, suggestedRole: Role | null): EmbeddingText {
  const titles = titlesOf(profile);
  const roles = ROLES.filter((role) => role === suggestedRole || matchRole(role, titles).match === 'exact');
  const jobs = newestFirst(profile.experience);
  const degrees = profile.education.slice(0, MAX_LIST).map((e) =>
    [e.degree, e.field, e.school]
      .map(field)
      .filter((part) => part !== '')
      .join(' '),
  );
  return finish('profile-text/1', [
    line('Role', roles.map(withAliases), '; '),
    field(profile.headline),
    line(
      'Current',
      jobs
        .filter((j) => j.is_current)
        .slice(0, PAST_JOBS)
        .map(currentJob),
      '; ',
    ),
    line(
      'Past',
      jobs
        .filter((j) => !j.is_current)
        .slice(0, PAST_JOBS)
        .map(pastJob),
      '; ',
    ),
    line('Skills', profile.skills.slice(0, MAX_SKILLS).map(field)),
    line('Education', degrees, '; '),
    line(
      'Certifications',
      profile.certifications.slice(0, MAX_LIST).map((c) => field(c.name)),
    ),
    (profile.about ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_ABOUT),
  ]);
}

/** Text of a company, recipe `company-text/1`: name, industry, sector, seat, size, description, tags. */
export function companyText(company: CompanyFacts): EmbeddingText {
  return finish('company-text/1', [
    field(company.name),
    [...new Set([field(company.industry), field(company.sector)])].filter((part) => part !== '').join('; '),
    line('Headquarters', [field(company.city), field(company.country)]),
    line('Size', [company.size === null ? '' : `${field(company.size)} employees`]),
    (company.description ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_DESCRIPTION),
    line('Tags', company.tags.slice(0, MAX_LIST).map(field)),
  ]);
}

/** A search query with the aliases of every role it names, so that it matches the profiles' role lines. */
export function queryText(query: string): string {
  const plain = normalizeTitle(query);
  const named = ROLES.filter((role) => ROLE_TERMS[role].some((t) => t.match === 'exact' && t.pattern.test(plain)));
  return [query.trim().slice(0, 2_000), ...named.map(withAliases)].join('\n');
}

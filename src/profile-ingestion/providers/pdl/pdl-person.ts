import { z } from 'zod';
import { countryCode } from '../../../company-extraction/facts/country.js';
import { registrableDomain } from '../../../company-extraction/facts/registrable-domain.js';
import { parseCompanyUrl, type LinkedInProfileUrl } from '../../profile/linkedin-url.js';
import { PROFILE_BYTES } from '../../profile/bound-profile.js';
import {
  newestFirst,
  positionOf,
  type Certification,
  type CompanyRef,
  type Education,
  type Experience,
  type Profile,
} from '../../profile/profile.js';
import { parsePartialDate } from '../archive/partial-date.js';

/** Entries of a list that are read, as many as a profile has at most. */
const MOST_ENTRIES = 200;
/** Characters of a name that are read; a headline has 220 at most. */
const MOST_NAME = 250;

/**
 * Response of `GET /v5/person/enrich`, as far as it is used (People Data Labs, Person Enrichment API, v5). Fields
 * outside the plan are `true` or `false` instead of their value, so every field may also be a boolean.
 */
const text = z.preprocess(
  // Of a text that no profile holds the beginning: it is cut, and said to be, all the same.
  (v) => (typeof v === 'string' ? v.slice(0, PROFILE_BYTES).trim() || null : null),
  z.string().nullable(),
);
const texts = z.preprocess(
  (v) => (Array.isArray(v) ? v.filter((x) => typeof x === 'string') : []),
  z.array(z.string()),
);
const object = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess((v) => (typeof v === 'object' && v !== null && !Array.isArray(v) ? v : {}), z.object(shape));
const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (v) => (Array.isArray(v) ? v.slice(0, MOST_ENTRIES).filter((x) => typeof x === 'object' && x !== null) : []),
    z.array(item),
  );

const company = object({
  name: text,
  industry: text,
  website: text,
  linkedin_url: text,
  linkedin_id: text,
  location: object({ country: text }),
});

const person = object({
  full_name: text,
  headline: text,
  summary: text,
  job_title: text,
  industry: text,
  location_name: text,
  skills: texts,
  languages: list(object({ name: text })),
  experience: list(
    object({
      company,
      title: object({ name: text }),
      start_date: text,
      end_date: text,
      is_primary: z.preprocess((v) => v === true, z.boolean()),
      summary: text,
      location_names: texts,
    }),
  ),
  education: list(
    object({
      school: object({ name: text }),
      degrees: texts,
      majors: texts,
      minors: texts,
      gpa: z.preprocess((v) => (typeof v === 'number' ? v : null), z.number().nullable()),
      start_date: text,
      end_date: text,
    }),
  ),
  certifications: list(object({ name: text, organization: text, start_date: text, end_date: text })),
});
type Person = z.infer<typeof person>;

export const pdlReply = z.object({
  status: z.number(),
  likelihood: z.number().min(0).max(10).default(0),
  data: person,
});

const ACRONYMS =
  /\b(?:ceo|cto|cio|ciso|cfo|coo|cpo|cdo|vp|svp|evp|it|hr|ai|ml|qa|ui|ux|usa|uk|eu|api|aws|sap|erp|mba|bsc|msc|phd|llc|plc|gmbh|ibm|sql|b2b)\b/gi;

/**
 * Restores capitals: the provider returns names in lower case; text with a capital is left unchanged. Of what is too
 * long for a name the beginning: it takes a tenth of a millisecond for a thousand characters, and a reply has room for
 * millions.
 */
export function withCapitals(name: string | null): string | null {
  if (name === null) return null;
  const value = name.slice(0, MOST_NAME).toWellFormed();
  if (value !== value.toLowerCase()) return value;
  return value
    .replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase())
    .replace(/ (?:And|Of|The|For|At|In|De|Des|Du|La|Der|Die|Und|Von)(?= )/g, (word) => word.toLowerCase())
    .replace(ACRONYMS, (word) => (/^gmbh$/i.test(word) ? 'GmbH' : /^phd$/i.test(word) ? 'PhD' : word.toUpperCase()));
}

const digits = (value: string | null): string | null => (value !== null && /^\d{1,15}$/.test(value) ? value : null);

function toRef(from: Person['experience'][number]['company']): CompanyRef {
  const page = from.linkedin_url === null ? null : parseCompanyUrl(from.linkedin_url);
  return {
    linkedin_id: digits(from.linkedin_id) ?? page?.id ?? null,
    slug: page?.slug ?? null,
    domain: from.website === null ? null : registrableDomain(from.website),
    country: from.location.country === null ? null : countryCode(from.location.country),
    industry: from.industry,
  };
}

function toExperience(job: Person['experience'][number]): Experience | null {
  if (job.company.name === null && job.title.name === null) return null;
  const start = parsePartialDate(job.start_date);
  const end = parsePartialDate(job.end_date);
  return {
    company_name: withCapitals(job.company.name) ?? '',
    company_ref: toRef(job.company),
    title: withCapitals(job.title.name),
    location: withCapitals(job.location_names[0] ?? null),
    start,
    end,
    // Without either date a job only counts as current when it is the primary one.
    is_current: job.end_date === null && (job.is_primary || start !== null),
    description: job.summary,
  };
}

function toEducation(entry: Person['education'][number]): Education | null {
  if (entry.school.name === null) return null;
  return {
    school: withCapitals(entry.school.name) ?? '',
    degree: withCapitals(entry.degrees.join(', ') || null),
    field: withCapitals([...entry.majors, ...entry.minors].join(', ') || null),
    start: parsePartialDate(entry.start_date),
    end: parsePartialDate(entry.end_date),
    description: entry.gpa === null ? null : `GPA ${entry.gpa}`,
  };
}

function toCertification(entry: Person['certifications'][number]): Certification | null {
  if (entry.name === null) return null;
  return {
    name: withCapitals(entry.name) ?? '',
    issuer: withCapitals(entry.organization),
    issued: parsePartialDate(entry.start_date),
    expires: parsePartialDate(entry.end_date),
    credential_id: null,
    url: null,
  };
}

const present = <T>(entry: T | null): entry is T => entry !== null;

/** The canonical profile of a response, bound to the requested address. */
export function profileFromPdl(ref: LinkedInProfileUrl, reply: z.infer<typeof pdlReply>, fetchedAt: string): Profile {
  const { data } = reply;
  const experience = newestFirst(data.experience.map(toExperience).filter(present));
  const headline = withCapitals(data.headline);
  return {
    public_id: ref.slug,
    url: ref.url,
    full_name: withCapitals(data.full_name),
    headline,
    position: withCapitals(data.job_title) ?? positionOf(experience, headline),
    about: data.summary,
    location: withCapitals(data.location_name),
    industry: withCapitals(data.industry),
    experience,
    education: data.education.map(toEducation).filter(present),
    certifications: data.certifications.map(toCertification).filter(present),
    skills: data.skills.slice(0, 300),
    languages: data.languages.map((l) => withCapitals(l.name)).filter(present),
    provenance: { provider: 'pdl', fetched_at: fetchedAt, confidence: reply.likelihood / 10, basis: 'data_provider' },
  };
}

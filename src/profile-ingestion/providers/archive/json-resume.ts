import { companyRefFromUrl } from '../../profile/company-ref.js';
import { parseProfileUrl, type LinkedInProfileUrl } from '../../profile/linkedin-url.js';
import {
  newestFirst,
  positionOf,
  type Certification,
  type Education,
  type Experience,
  type ProfileContent,
} from '../../profile/profile.js';
import { refuse } from './archive-limits.js';
import { decodeText } from './csv-table.js';
import { isOngoing, parsePartialDate } from './partial-date.js';

/** Maximum entries read per list. */
const MAX_LIST = 500;
const MAX_TEXT = 5_000;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.slice(0, MAX_LIST).filter(isObject) : [];

/** The first of the named fields that is a non-empty text. Older drafts of the format used other names. */
function text(from: Json, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = from[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, MAX_TEXT);
  }
  return null;
}

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value.slice(0, MAX_LIST) : [];
  return list
    .filter((v): v is string => typeof v === 'string' && v.trim() !== '')
    .map((v) => v.trim().slice(0, MAX_TEXT));
}

const joined = (...parts: readonly (string | null)[]): string | null =>
  parts.filter((p) => p !== null).join('\n') || null;

function toExperience(work: Json): Experience | null {
  const company = text(work, 'name', 'company');
  const title = text(work, 'position');
  if (company === null && title === null) return null;
  return {
    company_name: company ?? '',
    company_ref: companyRefFromUrl(text(work, 'url', 'website')),
    title,
    location: text(work, 'location'),
    start: parsePartialDate(text(work, 'startDate')),
    end: parsePartialDate(text(work, 'endDate')),
    is_current: isOngoing(text(work, 'startDate'), text(work, 'endDate')),
    description: joined(text(work, 'summary'), ...texts(work['highlights']))?.slice(0, MAX_TEXT) ?? null,
  };
}

function toEducation(entry: Json): Education | null {
  const school = text(entry, 'institution');
  if (school === null) return null;
  return {
    school,
    degree: text(entry, 'studyType'),
    field: text(entry, 'area'),
    start: parsePartialDate(text(entry, 'startDate')),
    end: parsePartialDate(text(entry, 'endDate')),
    description: text(entry, 'score'),
  };
}

function toCertification(entry: Json): Certification | null {
  const name = text(entry, 'name', 'title');
  if (name === null) return null;
  return {
    name,
    issuer: text(entry, 'issuer', 'authority'),
    issued: parsePartialDate(text(entry, 'date', 'startDate')),
    expires: parsePartialDate(text(entry, 'endDate')),
    credential_id: null,
    url: text(entry, 'url'),
  };
}

/** Skill groups have a name and keywords; both are skills, each once. */
function skillsOf(resume: Json): string[] {
  const all = objects(resume['skills']).flatMap((s) => [text(s, 'name'), ...texts(s['keywords'])]);
  return [...new Set(all.filter((s) => s !== null))].slice(0, MAX_LIST);
}

function locationOf(basics: Json): string | null {
  const location = basics['location'];
  if (!isObject(location)) return text(basics, 'location');
  return (
    ['city', 'region', 'countryCode']
      .map((part) => text(location, part))
      .filter((p) => p !== null)
      .join(', ') || null
  );
}

/** The member's LinkedIn address in the résumé: by URL, else by user name; null when there is none. */
function linkedInOf(basics: Json): LinkedInProfileUrl | null {
  for (const profile of objects(basics['profiles'])) {
    const username = text(profile, 'username');
    const byName = username === null ? null : `https://www.linkedin.com/in/${encodeURIComponent(username)}/`;
    const candidates = [text(profile, 'url'), /linked ?in/i.test(text(profile, 'network') ?? '') ? byName : null];
    for (const candidate of candidates) {
      const parsed = candidate === null ? null : parseProfileUrl(candidate);
      if (parsed !== null && !('error' in parsed)) return parsed;
    }
  }
  return null;
}

const present = <T>(entry: T | null): entry is T => entry !== null;

function parseJson(bytes: Buffer, file: string): Json {
  let parsed: unknown;
  try {
    parsed = JSON.parse(decodeText(bytes));
  } catch (error) {
    throw refuse('damaged', 'The file is not valid JSON.', file, error);
  }
  if (!isObject(parsed) || !isObject(parsed['basics'])) {
    throw refuse('not_an_archive', 'The JSON file is not a JSON Resume: it has no "basics".', file);
  }
  return parsed;
}

/**
 * Parses a JSON Resume (schema 1.x and earlier drafts). E-mail address, telephone number, street and references, which
 * are about other people, are not imported.
 * @throws AppError ARCHIVE_REJECTED when the file is not one.
 */
export function readJsonResume(
  bytes: Buffer,
  file: string,
): { readonly content: ProfileContent; readonly linkedin: LinkedInProfileUrl | null } {
  const resume = parseJson(bytes, file);
  const basics = isObject(resume['basics']) ? resume['basics'] : {};
  const experience = newestFirst(objects(resume['work']).map(toExperience).filter(present));
  const headline = text(basics, 'label');
  return {
    content: {
      full_name: text(basics, 'name'),
      headline,
      position: positionOf(experience, headline),
      about: text(basics, 'summary'),
      location: locationOf(basics),
      industry: null,
      experience,
      education: objects(resume['education']).map(toEducation).filter(present),
      certifications: [...objects(resume['certificates']), ...objects(resume['certifications'])]
        .map(toCertification)
        .filter(present),
      skills: skillsOf(resume),
      languages: objects(resume['languages'])
        .map((l) => text(l, 'language', 'name'))
        .filter(present),
    },
    linkedin: linkedInOf(basics),
  };
}

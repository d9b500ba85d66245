import type { ModelUse } from '../../../platform/llm/token-use.js';
import type { LinkedInProfileUrl } from '../../profile/linkedin-url.js';
import type { ProfileContent } from '../../profile/profile.js';
import { bufferOf } from './archive-bytes.js';
import { refuse, type ArchiveLimits } from './archive-limits.js';
import { readJsonResume } from './json-resume.js';
import { EXPORT_TABLES, readLinkedInExport, type ExportTable } from './linkedin-export.js';

/** What was read from an upload, before it is bound to an address. */
export interface ImportedArchive {
  readonly format: 'linkedin_export' | 'json_resume' | 'cv_text';
  readonly content: ProfileContent;
  /** The address the file itself names (a JSON Resume may, an export never does): for checking the caller's. */
  readonly linkedin: LinkedInProfileUrl | null;
  /** Names of the files that were read. */
  readonly files: readonly string[];
  /** What was left out and why. */
  readonly warnings: readonly string[];
  /** What reading it cost; only of a CV, which the language model reads. */
  readonly model?: ModelUse;
}

/** The bytes of an upload: a JSON Resume, or the tables of an export. */
export type ArchiveSource =
  | { readonly resume: { readonly name: string; readonly bytes: Uint8Array } }
  | { readonly tables: ReadonlyMap<ExportTable, Uint8Array> };

export type ParseArchive = (source: ArchiveSource, limits: ArchiveLimits) => Promise<ImportedArchive>;

export const ACCEPTED = `a LinkedIn export ZIP, its ${EXPORT_TABLES.map((t) => `${t}.csv`).join(', ')}, or a JSON Resume`;

export const baseName = (path: string): string => path.split(/[/\\]/).at(-1) ?? '';

/** Reads what was uploaded. Throws ARCHIVE_REJECTED. */
export const parseArchive: ParseArchive = async (source, limits) =>
  'resume' in source ? resumeOf(source.resume) : exportOf(source.tables, limits);

function resumeOf({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): ImportedArchive {
  const { content, linkedin } = readJsonResume(bufferOf(bytes), name);
  return { format: 'json_resume', content, linkedin, files: [baseName(name)], warnings: [] };
}

async function exportOf(given: ReadonlyMap<ExportTable, Uint8Array>, limits: ArchiveLimits): Promise<ImportedArchive> {
  if (!given.has('profile') && !given.has('positions')) {
    throw refuse('nothing_to_read', `Nothing to read: upload ${ACCEPTED}, with profile.csv or positions.csv in it.`);
  }
  const tables = new Map([...given].map(([name, bytes]) => [name, bufferOf(bytes)] as const));
  const { content, warnings } = await readLinkedInExport(tables, limits);
  const files = [...tables.keys()].map((table) => `${table}.csv`);
  return { format: 'linkedin_export', content, linkedin: null, files, warnings };
}

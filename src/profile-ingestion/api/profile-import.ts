import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { readUpload, type Upload } from '../../platform/http/multipart-body.js';
import { SharedPlaces } from '../../platform/http/shared-places.js';
import { cut } from '../../platform/http/validation.js';
import { ArchiveStore } from '../store/archive-store.js';
import { type LinkedInProfileUrl, parseProfileUrl } from '../profile/linkedin-url.js';
import type { ImportedDto } from './profiles.dto.js';
import { ARCHIVE_LIMITS, refuse } from '../providers/archive/archive-limits.js';
import { ArchiveParser } from '../providers/archive/archive-parser.js';
import type { ImportedArchive } from '../providers/archive/parse-archive.js';
import { readArchive } from '../providers/archive/read-archive.js';

/** Uploads read concurrently in this process, and of one owner: each may hold a ZIP of 64 MiB in memory. */
const AT_ONCE = { places: 3, share: 1 } as const;

/** Accepts uploads of members' own data and binds them to profile addresses. */
@Injectable()
export class ProfileImport {
  private readonly places = new SharedPlaces('imports', AT_ONCE.places, AT_ONCE.share);

  constructor(
    private readonly archives: ArchiveStore,
    private readonly parser: ArchiveParser,
  ) {}

  /** @throws AppError ARCHIVE_REJECTED, VALIDATION_ERROR, UNSUPPORTED_MEDIA_TYPE, or OVERLOADED and RATE_LIMITED when too many come at once. */
  async take(request: FastifyRequest, ownerId: number): Promise<ImportedDto> {
    const giveBack = this.places.take(String(ownerId));
    try {
      const upload = readUpload(request, { fileBytes: ARCHIVE_LIMITS.zipBytes + 1, files: ARCHIVE_LIMITS.files + 1 });
      const archive = await this.read(upload);
      const ref = bind(upload.fields.get('linkedin_url'), archive);
      const importedAt = await this.archives.store(ownerId, ref, archive);
      return toImported(ref, archive, importedAt);
    } finally {
      giveBack();
    }
  }

  private async read(upload: Upload): Promise<ImportedArchive> {
    try {
      return await readArchive(upload.files(), this.parser);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw refuse('damaged', 'The upload could not be read.', undefined, error);
    }
  }
}

/**
 * The address that an import is bound to: the caller's, else the one named in the file. If both are given they must
 * agree.
 */
function bind(requested: string | undefined, archive: ImportedArchive): LinkedInProfileUrl {
  const fault = (message: string, type: string): AppError =>
    invalid([{ field: 'linkedin_url', message, invalid_value: cut(requested), error_type: type }]);
  if (requested === undefined || requested === '') {
    if (archive.linkedin !== null) return archive.linkedin;
    throw fault('Field required', 'missing');
  }
  const ref = parseProfileUrl(requested);
  if ('error' in ref) throw fault(ref.message, ref.error);
  if (archive.linkedin !== null && archive.linkedin.slug !== ref.slug)
    throw fault('The file names another profile', 'value_error');
  return ref;
}

function toImported(ref: LinkedInProfileUrl, archive: ImportedArchive, importedAt: Date): ImportedDto {
  const { full_name, position, experience, education, certifications, skills } = archive.content;
  return {
    url: ref.url,
    format: archive.format,
    files: [...archive.files],
    full_name,
    position,
    counts: {
      experience: experience.length,
      education: education.length,
      certifications: certifications.length,
      skills: skills.length,
    },
    warnings: [...archive.warnings],
    imported_at: importedAt.toISOString(),
  };
}

import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidKey } from '../../accounts/access/auth-hook.js';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { LiveAccess } from '../../accounts/access/live-access.js';
import { presentedKey } from '../../accounts/keys/presented-key.js';
import { requireScope } from '../../accounts/rights/scopes.js';
import { sharedLedger } from '../../batch/spending/ledger.js';
import { SPENDING_SETTINGS } from '../../batch/spending/spending.settings.js';
import { SpendingStore } from '../../batch/spending/spending-store.js';
import { AppConfig } from '../../platform/config/config.js';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { readUpload, type Upload } from '../../platform/http/multipart-body.js';
import { MODEL } from '../../platform/llm/chat-model.js';
import { SharedPlaces } from '../../platform/http/shared-places.js';
import { fault } from '../../platform/http/faults.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { ArchiveStore } from '../store/archive-store.js';
import { type LinkedInProfileUrl, parseProfileUrl } from '../profile/linkedin-url.js';
import type { ImportedDto } from './profiles.dto.js';
import { ARCHIVE_LIMITS, refuse } from '../providers/archive/archive-limits.js';
import { CvReader } from '../providers/archive/cv-reader.js';
import { ArchiveParser } from '../providers/archive/archive-parser.js';
import type { ImportedArchive } from '../providers/archive/parse-archive.js';
import { type ReadCv, readArchive } from '../providers/archive/read-archive.js';

/** Uploads read concurrently in this process, and of one owner: each may hold a ZIP of 64 MiB in memory. */
const AT_ONCE = { places: 3, share: 1 } as const;
/**
 * CVs that the language model reads concurrently for this process, and for one owner: it takes long and holds little.
 */
const CVS_AT_ONCE = { places: 5, share: 1 } as const;

/** Accepts uploads of members' own data and binds them to profile addresses. */
@Injectable()
export class ProfileImport {
  private readonly places = new SharedPlaces('imports', AT_ONCE.places, AT_ONCE.share);
  private readonly cvPlaces = new SharedPlaces('CVs', CVS_AT_ONCE.places, CVS_AT_ONCE.share);

  constructor(
    private readonly archives: ArchiveStore,
    private readonly parser: ArchiveParser,
    private readonly cvs: CvReader,
    private readonly spending: SpendingStore,
    private readonly config: AppConfig,
    private readonly access: LiveAccess,
  ) {}

  /**
   * `gone` aborts when the caller has left.
   * @throws AppError ARCHIVE_REJECTED, VALIDATION_ERROR, UNSUPPORTED_MEDIA_TYPE, OVERLOADED and RATE_LIMITED when too
   * many come at once, RATE_LIMITED when the CVs of the day are read, UNAUTHORIZED and FORBIDDEN when the caller lost
   * the right while the upload came, and the errors of `ChatModel`.
   */
  async take(request: FastifyRequest, gone: AbortSignal): Promise<ImportedDto> {
    const { userId } = actorOf(request);
    const giveBack = this.places.take(String(userId));
    try {
      const upload = readUpload(request, { fileBytes: ARCHIVE_LIMITS.zipBytes + 1, files: ARCHIVE_LIMITS.files + 1 });
      const archive = await this.read(upload, (name, bytes) => {
        giveBack();
        return this.readCv(name, bytes, userId, gone);
      });
      const ref = bind(upload.fields.get('linkedin_url'), archive);
      await this.requireStill(request);
      const importedAt = await this.archives.store(userId, ref, archive);
      return toImported(ref, archive, importedAt);
    } finally {
      giveBack();
    }
  }

  private async requireStill(request: FastifyRequest): Promise<void> {
    const now = await this.access.findStill(actorOf(request));
    if (now === undefined) throw invalidKey(presentedKey(request.raw)?.length ?? 0);
    requireScope(now, 'profile:write');
  }

  /** The CVs of an owner on one day may cost as many tokens as one batch. */
  private async readCv(name: string, bytes: Uint8Array, ownerId: number, gone: AbortSignal): Promise<ImportedArchive> {
    const giveBack = this.cvPlaces.take(String(ownerId));
    const payer = { ownerId, day: new Date().toISOString().slice(0, 10) };
    const ledger = sharedLedger(this.spending, payer, {
      [MODEL]: { tokens: SPENDING_SETTINGS.of(this.config).LLM_BATCH_TOKENS },
    });
    try {
      return await this.cvs.read(name, bytes, ledger, gone);
    } finally {
      giveBack();
    }
  }

  private async read(upload: Upload, readCv: ReadCv): Promise<ImportedArchive> {
    try {
      return await readArchive(upload.files(), this.parser, ARCHIVE_LIMITS, readCv);
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
  const refusal = (message: string, type: string): AppError =>
    invalid([fault('linkedin_url', message, requested, type)]);
  if (requested === undefined || requested === '') {
    if (archive.linkedin !== null) return archive.linkedin;
    throw refusal('Field required', 'missing');
  }
  const ref = parseProfileUrl(requested);
  if ('error' in ref) throw refusal(ref.message, ref.error);
  if (archive.linkedin !== null && archive.linkedin.slug !== ref.slug)
    throw refusal('The file names another profile', 'value_error');
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
    ...definedOnly({ model_usage: archive.model }),
    imported_at: importedAt.toISOString(),
  };
}

import type { LinkedInProfileUrl } from '../../profile/linkedin-url.js';
import type { Profile, ProfileContent } from '../../profile/profile.js';
import { ProfileProvider, type FetchOptions, type ProviderResult } from '../profile-provider.js';

/** A stored import, bound to a slug and an owner. */
export interface StoredArchive {
  readonly content: ProfileContent;
  /** ISO 8601 instant of the upload. */
  readonly importedAt: string;
}

/** Finds an owner's import by slug; null when there is none. */
type ArchiveLookup = (ownerId: number, slug: string, signal: AbortSignal) => Promise<StoredArchive | null>;

/** Binds the content of an import to the address it was imported for. The member's own export has confidence 1. */
function profileFromArchive(ref: LinkedInProfileUrl, archive: StoredArchive): Profile {
  return {
    ...archive.content,
    public_id: ref.slug,
    url: ref.url,
    provenance: { provider: 'archive', fetched_at: archive.importedAt, confidence: 1, basis: 'member_export' },
  };
}

/** The default source: exports of members uploaded to this service. Needs no API key and makes no request. */
export class ArchiveProvider extends ProfileProvider {
  readonly name = 'archive';
  readonly hint = 'import the LinkedIn data export or JSON Resume of the profile with POST /api/v1/profiles/import';

  constructor(private readonly lookup: ArchiveLookup) {
    super();
  }

  isConfigured(): boolean {
    return true;
  }

  async fetchByUrl(ref: LinkedInProfileUrl, { ownerId, signal }: FetchOptions): Promise<ProviderResult> {
    const archive = await this.lookup(ownerId, ref.slug, signal);
    if (archive === null) return { kind: 'not_found' };
    return { kind: 'found', profile: profileFromArchive(ref, archive), raw: null };
  }
}

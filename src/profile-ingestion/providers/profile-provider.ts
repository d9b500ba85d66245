import type { LinkedInProfileUrl } from '../profile/linkedin-url.js';
import type { Profile } from '../profile/profile.js';

export interface FetchOptions {
  /** Whose import is asked for: an archive belongs to the account that uploaded it. */
  readonly ownerId: number;
  /** Aborted on timeout, cancel and shutdown. */
  readonly signal: AbortSignal;
}

/** What a provider knows about an address. A fault (no connection, refused key, used-up quota) is thrown, not returned. */
export type ProviderResult =
  | {
      readonly kind: 'found';
      readonly profile: Profile;
      /** The provider's reply as it came, kept until the profile is erased; null where nothing but the profile exists. */
      readonly raw: object | null;
    }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'private' };

/** A lawful source of profiles. It must not log in to LinkedIn, and makes no request to linkedin.com. */
export abstract class ProfileProvider {
  /** The name in `PROFILE_PROVIDERS`, in the provenance and in metrics. */
  abstract readonly name: string;
  /** What to do so that this provider can answer, one sentence; shown when nothing was found. */
  abstract readonly hint: string;

  /** False where a key is missing; the chain then passes over it. */
  abstract isConfigured(): boolean;

  /** @throws AppError PROVIDER_AUTH, PROVIDER_RATE_LIMITED, PROVIDER_UNAVAILABLE, HTTP_ERROR, CANCELLED or TIMEOUT. */
  abstract fetchByUrl(ref: LinkedInProfileUrl, options: FetchOptions): Promise<ProviderResult>;
}

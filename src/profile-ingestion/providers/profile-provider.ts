import { AppError } from '../../platform/errors/app-error.js';
import type { LinkedInProfileUrl } from '../profile/linkedin-url.js';
import type { Profile } from '../profile/profile.js';

export interface FetchOptions {
  /** Owner whose imports are searched: an archive belongs to the account that uploaded it. */
  readonly ownerId: number;
  /** Aborted on timeout, cancellation and shutdown. */
  readonly signal: AbortSignal;
}

/** Result of a lookup by address. A fault (no connection, rejected key, exhausted quota) is thrown, not returned. */
export type ProviderResult =
  | {
      readonly kind: 'found';
      readonly profile: Profile;
      /**
       * Unmodified response of the provider, stored until the profile is erased; null where there is only the profile.
       */
      readonly raw: object | null;
    }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'private' };

/** A question that was not asked, since the provider would only refuse it: nothing is paid for it. */
export class NotAskedError extends AppError {}

/** A lawful source of profiles. It must not log in to LinkedIn, and must not send requests to linkedin.com. */
export abstract class ProfileProvider {
  /** Name in `PROFILE_PROVIDERS`, in the provenance and in metrics. */
  abstract readonly name: string;
  /** What to do so that this provider finds the profile, one clause; shown when nothing was found. */
  abstract readonly hint: string;
  /** Whether questions cost money: a batch may limit them. */
  readonly isPaid: boolean = false;

  /** False when a key is missing; the chain then skips the provider. */
  abstract isConfigured(): boolean;

  /** @throws AppError PROVIDER_AUTH, PROVIDER_RATE_LIMITED, PROVIDER_UNAVAILABLE, HTTP_ERROR, CANCELLED or TIMEOUT. */
  abstract fetchByUrl(ref: LinkedInProfileUrl, options: FetchOptions): Promise<ProviderResult>;
}

import { readCountryNames } from '../../../company-extraction/facts/country.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Egress } from '../../../platform/egress/egress.types.js';
import type { LinkedInProfileUrl } from '../../profile/linkedin-url.js';
import { retryAfterSeconds } from '../../../platform/egress/retry-after.js';
import { ProviderClient, type ProviderReply } from '../../../platform/providers/provider-client.js';
import { ProfileProvider, type FetchOptions, type ProviderResult } from '../profile-provider.js';
import { pdlReply, profileFromPdl } from './pdl-person.js';

export interface PdlSettings {
  /** API key of 64 characters; null disables the provider. */
  readonly apiKey: string | null;
  /** Default `https://api.peopledatalabs.com/v5`; the sandbox is `https://sandbox.api.peopledatalabs.com/v5`. */
  readonly baseUrl: string;
  /** Minimum likelihood from 1 to 10; less likely matches are "not found". Default 6. */
  readonly minLikelihood?: number;
  /** Time limit in milliseconds for one request. Default 20,000. */
  readonly timeoutMs?: number;
}

export const PDL_BASE_URL = 'https://api.peopledatalabs.com/v5';

const TITLE = 'People Data Labs';

/**
 * Requests left in the current minute, from `x-ratelimit-remaining: {"minute": 12, …}` (with either quotes) or a
 * number.
 */
function leftThisMinute(header: string | undefined): number | null {
  const minute = /^(\d{1,9})$|["']minute["']\s*:\s*(\d{1,9})/.exec(header?.trim() ?? '');
  const found = minute?.[1] ?? minute?.[2];
  return found === undefined ? null : Number(found);
}

/** Person enrichment of People Data Labs by LinkedIn address. One credit per profile found; "not found" is free. */
export class PdlProvider extends ProfileProvider {
  readonly name = 'pdl';
  readonly hint = 'set PDL_API_KEY to ask People Data Labs';
  /** Epoch milliseconds until which the provider's headers say that every request would be rejected. */
  private exhaustedUntil = 0;
  private readonly client: ProviderClient;

  constructor(
    egress: Egress,
    private readonly settings: PdlSettings,
  ) {
    super();
    this.client = new ProviderClient(egress, {
      title: TITLE,
      headers: { 'x-api-key': settings.apiKey ?? '' },
      timeoutMs: settings.timeoutMs ?? 20_000,
      rejected: 'HTTP_ERROR',
    });
  }

  isConfigured(): boolean {
    return this.settings.apiKey !== null && this.settings.apiKey !== '';
  }

  async fetchByUrl(ref: LinkedInProfileUrl, { signal }: FetchOptions): Promise<ProviderResult> {
    this.refuseWhileExhausted();
    // Without a repetition: every profile found costs a credit.
    const reply = await this.client.ask(this.addressOf(ref), signal);
    this.recordLimits(reply);
    if (reply.status === 404) return { kind: 'not_found' };
    if (reply.status !== 200) throw this.client.refusal(reply);
    await readCountryNames();
    const profile = profileFromPdl(ref, this.client.read(reply, pdlReply), new Date().toISOString());
    return { kind: 'found', profile, raw: reply.json instanceof Object ? reply.json : null };
  }

  private addressOf(ref: LinkedInProfileUrl): URL {
    const url = new URL(`${this.settings.baseUrl.replace(/\/+$/, '')}/person/enrich`);
    url.searchParams.set('profile', `linkedin.com/in/${ref.slug}`);
    url.searchParams.set('min_likelihood', String(this.settings.minLikelihood ?? 6));
    url.searchParams.set('titlecase', 'true');
    url.searchParams.set('required', 'experience');
    return url;
  }

  /**
   * Records the limits in the headers. The limit is a fixed window; requests inside an exhausted one would only get
   * 429s.
   */
  private recordLimits(reply: ProviderReply): void {
    if (leftThisMinute(reply.header('x-ratelimit-remaining')) !== 0) return;
    const wait = retryAfterSeconds(reply.header('x-ratelimit-reset'));
    if (wait !== undefined) this.exhaustedUntil = Date.now() + Math.min(wait, 60) * 1_000;
  }

  private refuseWhileExhausted(): void {
    const left = this.exhaustedUntil - Date.now();
    if (left <= 0) return;
    throw new AppError('PROVIDER_RATE_LIMITED', `${TITLE} allows no more requests for now.`, {
      retryAfter: Math.ceil(left / 1_000),
    });
  }
}

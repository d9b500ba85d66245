import { setImmediate } from 'node:timers/promises';
import { readCountryNames } from '../../../company-extraction/facts/country.js';
import { BulkLane } from '../../../platform/concurrency/bulk-lane.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { type LinkedInProfileUrl, parseProfileUrl } from '../../profile/linkedin-url.js';
import { retryAfterSeconds } from '../../../platform/egress/retry-after.js';
import { sizeOfJson } from '../../../platform/http/json-values.js';
import { isPlainObject } from '../../../platform/http/faults.js';
import { MAIN_THREAD_VALUES, parseReply } from '../../../platform/providers/read-reply.js';
import { ProviderClient, type ProviderReply } from '../../../platform/providers/provider-client.js';
import { NotAskedError, ProfileProvider, type FetchOptions, type ProviderResult } from '../profile-provider.js';
import { pdlReply, profileFromPdl } from './pdl-person.js';

interface PdlSettings {
  /** API key of 64 characters; null disables the provider. */
  readonly apiKey: string | null;
  /** Default `https://api.peopledatalabs.com/v5`; the sandbox is `https://sandbox.api.peopledatalabs.com/v5`. */
  readonly baseUrl: string;
  /** Minimum likelihood from 1 to 10; less likely matches are "not found". Default 6. */
  readonly minLikelihood?: number;
  /** Time limit in milliseconds for one request. Default 20,000. */
  readonly timeoutMs?: number;
}

/** Its name in `PROFILE_PROVIDERS`, provenance and spending. */
export const PDL = 'pdl';

const TITLE = 'People Data Labs';
/** People of one bulk request, which may have 100: their records, of some 500 values, are held at once. */
const MOST_AT_ONCE = 15;
const REQUESTS_AT_ONCE = 4;
/** Milliseconds for which a person waits for others of the batch. */
const GATHER_MS = 10;

/** The address of a profile whose short name was checked. */
function profileRef(slug: string): LinkedInProfileUrl {
  const ref = parseProfileUrl(`https://www.linkedin.com/in/${encodeURIComponent(slug)}`);
  if ('error' in ref) throw new AppError('VALIDATION_ERROR', ref.message);
  return ref;
}

/**
 * Requests left in the current minute, from `x-ratelimit-remaining: {"minute": 12, …}` (with either quotes) or a
 * number.
 */
function leftThisMinute(header: string | undefined): number | null {
  const minute = /^(\d{1,9})$|["']minute["']\s*:\s*(\d{1,9})/.exec(header?.trim() ?? '');
  const found = minute?.[1] ?? minute?.[2];
  return found === undefined ? null : Number(found);
}

const unexpected = (): AppError =>
  new AppError('PROVIDER_UNAVAILABLE', `${TITLE} sent a response in an unexpected format.`, {
    details: { unusable_reply: true },
  });

/**
 * The answers of a bulk request, each to be parsed by itself: a person may have as many values as one who is asked for
 * alone, and many of them do not keep the main thread. One with more, or that is not JSON, is undefined.
 */
function answersIn(body: Uint8Array): readonly (() => unknown)[] {
  const text = Buffer.concat([Buffer.from('{"answers":'), body, Buffer.from('}')]);
  const answers: (() => unknown)[] = [];
  sizeOfJson(text, (MOST_AT_ONCE + 1) * MAIN_THREAD_VALUES, ({ from, to }) => {
    answers.push(() => parseReply(text.subarray(from, to), MAIN_THREAD_VALUES));
  });
  return answers;
}

/**
 * Person enrichment of People Data Labs by LinkedIn address, those of a moment in one request. One credit per profile
 * found; "not found" is free.
 */
export class PdlProvider extends ProfileProvider {
  readonly name = PDL;
  readonly hint = 'set PDL_API_KEY to ask People Data Labs';
  override readonly isPaid = true;
  /** Epoch milliseconds until which the provider's headers say that every request would be rejected. */
  private exhaustedUntil = 0;
  private readonly client: ProviderClient;
  private readonly lane: BulkLane<ProviderResult | AppError>;

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
    const ask = (slugs: readonly string[], signal: AbortSignal): Promise<readonly (ProviderResult | AppError)[]> =>
      this.askAll(slugs, signal);
    this.lane = new BulkLane({
      ask,
      max: MOST_AT_ONCE,
      atOnce: REQUESTS_AT_ONCE,
      delayMs: GATHER_MS,
      repeatsUnusable: false,
    });
  }

  isConfigured(): boolean {
    return this.settings.apiKey !== null && this.settings.apiKey !== '';
  }

  async fetchByUrl(ref: LinkedInProfileUrl, { signal }: FetchOptions): Promise<ProviderResult> {
    const result = await this.lane.get(ref.slug, signal);
    if (result instanceof AppError) throw result;
    return result;
  }

  /** Without a repetition: every profile found costs a credit. */
  private async askAll(slugs: readonly string[], signal: AbortSignal): Promise<readonly (ProviderResult | AppError)[]> {
    this.refuseWhileExhausted();
    await readCountryNames();
    const [first = '', ...others] = slugs;
    if (others.length === 0) return [await this.askOne(first, signal)];
    const url = new URL(`${this.base}/person/bulk`);
    const requests = slugs.map((slug) => ({ params: this.parametersOf(slug) }));
    const reply = await this.client.ask(url, signal, { requests });
    this.recordLimits(reply);
    if (reply.status !== 200) throw this.client.refusal(reply);
    const answers = answersIn(reply.body);
    if (answers.length !== slugs.length) throw unexpected();
    const results: (ProviderResult | AppError)[] = [];
    for (const [at, read] of answers.entries()) {
      await setImmediate();
      results.push(this.resultOf(slugs[at] ?? '', read()));
    }
    return results;
  }

  private async askOne(slug: string, signal: AbortSignal): Promise<ProviderResult> {
    const url = new URL(`${this.base}/person/enrich`);
    for (const [name, value] of Object.entries(this.parametersOf(slug))) url.searchParams.set(name, String(value));
    const reply = await this.client.ask(url, signal);
    this.recordLimits(reply);
    if (reply.status === 404) return { kind: 'not_found' };
    if (reply.status !== 200) throw this.client.refusal(reply);
    const profile = profileFromPdl(profileRef(slug), this.client.read(reply, pdlReply), new Date().toISOString());
    return { kind: 'found', profile, raw: reply.json instanceof Object ? reply.json : null };
  }

  /** One of the answers of a bulk request, which have a status each. */
  private resultOf(slug: string, answer: unknown): ProviderResult | AppError {
    const status = isPlainObject(answer) ? answer['status'] : undefined;
    if (status === 404) return { kind: 'not_found' };
    const checked = pdlReply.safeParse(answer);
    if (status !== 200 || !checked.success) return unexpected();
    const profile = profileFromPdl(profileRef(slug), checked.data, new Date().toISOString());
    return { kind: 'found', profile, raw: answer instanceof Object ? answer : null };
  }

  private get base(): string {
    return this.settings.baseUrl.replace(/\/+$/, '');
  }

  private parametersOf(slug: string): Readonly<Record<string, string | number | boolean>> {
    return {
      profile: `linkedin.com/in/${slug}`,
      min_likelihood: this.settings.minLikelihood ?? 6,
      titlecase: true,
      required: 'experience',
    };
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
    throw new NotAskedError('PROVIDER_RATE_LIMITED', `${TITLE} allows no more requests for now.`, {
      retryAfter: Math.ceil(left / 1_000),
    });
  }
}

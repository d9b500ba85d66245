import { z } from 'zod';
import { BoundedCache } from '../../../platform/cache/bounded-cache.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { ProviderClient } from '../../../platform/providers/provider-client.js';
import { RequestPacer } from '../../../platform/concurrency/request-pacer.js';
import { entitiesSchema, type Entity, entitySchema, labelOf } from './entity.js';

export interface WikidataOptions {
  /** `https://www.wikidata.org/w/api.php`. */
  readonly apiUrl: string;
  /** User agent with a contact address, which the access policy requires: `Batchwright/0.2 (ops@example.org)`. */
  readonly userAgent: string;
  readonly timeoutMs?: number;
}

const searchSchema = z.object({ search: z.array(z.object({ id: z.string() })) });
const faultSchema = z.object({ error: z.object({ code: z.string(), info: z.string().optional() }) });

/** `wbgetentities` accepts 50 ids per request. */
const BATCH = 50;
/** Maximum cached places, units and labels; the oldest is evicted first. An entry takes about 200 bytes. */
const MAX_CACHED_LABELS = 20_000;

/**
 * Reads the error of a response: MediaWiki reports errors with status 200. `maxlag` means that the databases lag behind
 * and the client must come back later (API:Etiquette); `ratelimited` is a quota; the rest are faults of this client or
 * of the server.
 */
function faultIn(body: unknown, retryAfter: number | undefined): AppError | null {
  const fault = faultSchema.safeParse(body).data?.error;
  if (fault === undefined) return null;
  if (fault.code === 'maxlag' || fault.code === 'ratelimited')
    return new AppError('PROVIDER_RATE_LIMITED', `Wikidata is busy (${fault.code}).`, { retryAfter: retryAfter ?? 5 });
  return new AppError('PROVIDER_UNAVAILABLE', `Wikidata refused the request (${fault.code.slice(0, 40)}).`, {
    details: { garbage: true },
  });
}

/** Client of Wikidata's action API. Sends one request at a time with `maxlag=5`, as its etiquette asks. */
export class WikidataApi {
  private readonly client: ProviderClient;
  private readonly labels = new BoundedCache<string | null>({ max: MAX_CACHED_LABELS });

  constructor(
    egress: Egress,
    private readonly options: WikidataOptions,
  ) {
    this.client = new ProviderClient(egress, {
      title: 'Wikidata',
      hasKey: false,
      headers: { 'user-agent': options.userAgent, 'accept-encoding': 'gzip' },
      pacer: new RequestPacer({ concurrency: 1, perSecond: Infinity }),
      maxBytes: 16 * 1024 * 1024,
      // A large country has some 200,000, and several may be asked for at once.
      maxValues: 500_000,
      faultIn,
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    });
  }

  /** QIDs whose label or alias begins with the text, best first, at most `limit` (≤ 50). */
  async search(text: string, language: string, limit: number, signal: AbortSignal): Promise<readonly string[]> {
    const url = this.url('wbsearchentities', {
      search: text,
      language,
      uselang: language,
      type: 'item',
      limit: String(limit),
    });
    const reply = await this.client.getJson(url, searchSchema, signal);
    return (reply?.search ?? []).map((hit) => hit.id).filter((id) => /^Q\d+$/.test(id));
  }

  /** Entities by QID in the order requested; missing ones are omitted. */
  async entities(
    ids: readonly string[],
    languages: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Entity[]> {
    return this.get(ids, 'labels|descriptions|aliases|claims|sitelinks', languages, signal);
  }

  /** Entities reduced to labels and claims, for places and units. */
  async parts(ids: readonly string[], languages: readonly string[], signal: AbortSignal): Promise<readonly Entity[]> {
    return this.get(ids, 'labels|claims', languages, signal);
  }

  /**
   * Labels by QID in the language (English where there is none); null for an entity without either. Requested in
   * batches of 50.
   */
  async labelsOf(
    ids: readonly string[],
    language: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string | null>> {
    const wanted = [...new Set(ids)];
    const unknown = wanted.filter((id) => this.labels.get(`${language}:${id}`) === undefined);
    const fetched = new Map<string, string | null>();
    for (const entity of await this.get(unknown, 'labels', languagesOf(language), signal))
      fetched.set(entity.id, labelOf(entity, language));
    const all = wanted.map((id): [string, string | null] => [
      id,
      fetched.get(id) ?? this.labels.get(`${language}:${id}`) ?? null,
    ]);
    for (const id of unknown) this.labels.set(`${language}:${id}`, fetched.get(id) ?? null);
    return new Map(all);
  }

  private async get(
    ids: readonly string[],
    props: string,
    languages: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Entity[]> {
    const found: Entity[] = [];
    for (let at = 0; at < ids.length; at += BATCH) {
      const batch = ids.slice(at, at + BATCH);
      const url = this.url('wbgetentities', { ids: batch.join('|'), props, languages: languages.join('|') });
      const entities = (await this.client.getJson(url, entitiesSchema, signal))?.entities ?? {};
      for (const id of batch) {
        const entity = entitySchema.safeParse(entities[id]);
        if (entity.success) found.push(entity.data);
      }
    }
    return found;
  }

  private url(action: string, parameters: Readonly<Record<string, string>>): URL {
    const url = new URL(this.options.apiUrl);
    url.search = new URLSearchParams({ action, ...parameters, format: 'json', maxlag: '5' }).toString();
    return url;
  }
}

/** The requested language, English and the language-neutral `mul`. */
export function languagesOf(language: string): readonly string[] {
  return [...new Set([language, 'en', 'mul'])];
}

import { BulkLane } from '../../../platform/concurrency/bulk-lane.js';
import { BoundedCache } from '../../../platform/cache/bounded-cache.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { ProviderClient, type ReplyReading, waitOf } from '../../../platform/providers/provider-client.js';
import { RequestPacer } from '../../../platform/concurrency/request-pacer.js';
import { definedOnly } from '../../../platform/objects/defined-only.js';
import type { Replies } from '../replies.js';
import type { Entity } from './entity.js';
import type { OrFault, WIKIDATA_READINGS } from './read-wikidata.js';

interface WikidataOptions {
  /** `https://www.wikidata.org/w/api.php`. */
  readonly apiUrl: string;
  /** User agent with a contact address, which the access policy requires: `Batchwright/0.2 (ops@example.org)`. */
  readonly userAgent: string;
  readonly timeoutMs?: number;
}

/** `wbgetentities` accepts 50 ids per request. */
const BATCH = 50;
/** Whole entities of one request: a large country alone has 200,000 values, and a reply may have 500,000. */
const WHOLE_BATCH = 20;
/** Lanes, one for each set of properties and languages. */
const MAX_LANES = 200;
/** Maximum cached places, units and labels; the oldest is evicted first. An entry takes about 200 bytes. */
const MAX_CACHED_LABELS = 20_000;

/**
 * The error that a response with status 200 reports. `maxlag` means that the databases lag behind and the client must
 * come back later (API:Etiquette); `ratelimited` is a quota; the rest are faults of this client or of the server.
 */
function errorOf(code: string, retryAfter: number | undefined): AppError {
  if (code === 'maxlag' || code === 'ratelimited')
    return new AppError('PROVIDER_RATE_LIMITED', `Wikidata is busy (${code}).`, { retryAfter: retryAfter ?? 5 });
  return new AppError('PROVIDER_UNAVAILABLE', `Wikidata refused the request (${code}).`, {
    details: { unusable_reply: true },
  });
}

/** A reading that throws the error a response reports. */
function withoutFault<T extends object>(reading: ReplyReading<OrFault<T>>): ReplyReading<T> {
  return async (reply, signal) => {
    const read = await reading(reply, signal);
    if (!('value' in read)) return read;
    const { value } = read;
    if (isFault(value)) throw errorOf(value.fault, waitOf(reply));
    return { value };
  };
}

const isFault = (value: object): value is { readonly fault: string } => 'fault' in value;

/**
 * Client of Wikidata's action API. Sends one request at a time with `maxlag=5`, as its etiquette asks; entities that
 * several companies ask for meanwhile are asked for together.
 */
export class WikidataApi {
  private readonly client: ProviderClient;
  private readonly lanes = new Map<string, BulkLane<Entity | null>>();
  private readonly labels = new BoundedCache<string | null>({ max: MAX_CACHED_LABELS });

  constructor(
    egress: Egress,
    private readonly replies: Replies<typeof WIKIDATA_READINGS>,
    private readonly options: WikidataOptions,
  ) {
    this.client = new ProviderClient(egress, {
      title: 'Wikidata',
      hasKey: false,
      headers: { 'user-agent': options.userAgent, 'accept-encoding': 'gzip' },
      pacer: new RequestPacer({ concurrency: 1, perSecond: Infinity }),
      maxBytes: 16 * 1024 * 1024,
      ...definedOnly({ timeoutMs: options.timeoutMs }),
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
    const reading = withoutFault(this.replies.by('wikidataSearch', { limit }));
    return (await this.client.getRead(url, reading, signal)) ?? [];
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
    const languages = languagesOf(language);
    for (const batch of batchesOf(unknown)) {
      const reading = withoutFault(this.replies.by('wikidataLabels', { ids: batch, languages }));
      const labels = await this.client.getRead(this.entitiesUrl(batch, 'labels', languages), reading, signal);
      for (const [id, label] of labels ?? []) fetched.set(id, label);
    }
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
    const lane = this.lane(props, languages);
    const found = await Promise.all(ids.map((id) => lane.get(id, signal)));
    return found.filter((entity) => entity !== null);
  }

  private lane(props: string, languages: readonly string[]): BulkLane<Entity | null> {
    const key = `${props} ${languages.join('|')}`;
    const known = this.lanes.get(key);
    if (known !== undefined) return known;
    // Languages are those of callers; a lane that is forgotten ends its requests.
    if (this.lanes.size >= MAX_LANES) this.lanes.clear();
    const lane = new BulkLane<Entity | null>({
      max: WHOLE_BATCH,
      ask: (ids, signal) => this.ask(ids, props, languages, signal),
    });
    this.lanes.set(key, lane);
    return lane;
  }

  /** Entities by QID in the order requested; null for a missing one. */
  private async ask(
    ids: readonly string[],
    props: string,
    languages: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (Entity | null)[]> {
    const reading = withoutFault(this.replies.by('wikidataEntities', { ids, languages }));
    const found = (await this.client.getRead(this.entitiesUrl(ids, props, languages), reading, signal)) ?? [];
    // Of several, one with another id than was asked for is a redirect; which one cannot be told when others are
    // missing.
    if (ids.length > 1 && found.length < ids.length && found.some(({ id }) => !ids.includes(id))) {
      const alone = await Promise.all(ids.map((id) => this.ask([id], props, languages, signal)));
      return alone.map(([entity]) => entity ?? null);
    }
    if (found.length === ids.length) return found;
    return ids.map((id) => found.find((entity) => entity.id === id) ?? null);
  }

  private entitiesUrl(ids: readonly string[], props: string, languages: readonly string[]): URL {
    return this.url('wbgetentities', { ids: ids.join('|'), props, languages: languages.join('|') });
  }

  private url(action: string, parameters: Readonly<Record<string, string>>): URL {
    const url = new URL(this.options.apiUrl);
    url.search = new URLSearchParams({ action, ...parameters, format: 'json', maxlag: '5' }).toString();
    return url;
  }
}

const batchesOf = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, at) => ids.slice(at * BATCH, (at + 1) * BATCH));

/** The requested language, English and the language-neutral `mul`. */
export function languagesOf(language: string): readonly string[] {
  return [...new Set([language, 'en', 'mul'])];
}

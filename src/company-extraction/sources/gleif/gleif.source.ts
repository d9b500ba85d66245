import type { Egress } from '../../../platform/egress/egress.types.js';
import { normalizeKeepingWords } from '../../facts/normalize-company-name.js';
import type { Fact } from '../../facts/fact.js';
import { stateFact } from '../../facts/state-fact.js';
import { type CompanyQuery, CompanySource, type Found, type SourceBudget } from '../company-source.js';
import { ProviderClient } from '../../../platform/providers/provider-client.js';
import { RequestPacer } from '../../../platform/concurrency/request-pacer.js';
import { definedOnly } from '../../../platform/objects/defined-only.js';
import {
  candidateOfRecord,
  factsOfRecord,
  type LeiRecord,
  leiRecordReplySchema,
  leiRecordsReplySchema,
  PAGE_SIZE,
} from './lei-record.js';

interface GleifSourceOptions {
  /** Default `https://api.gleif.org/api/v1`. */
  readonly baseUrl?: string;
  readonly userAgent: string;
  readonly timeoutMs?: number;
  /** Requests per minute; default 60, the API's limit. */
  readonly perMinute?: number;
}

/** Names searched for: the submitted one and those that other sources give the company. */
const MAX_SEARCHED_NAMES = 3;
/** 20 letters and digits, the last two a check number (ISO 17442). */
const LEI = /^[A-Z0-9]{18}\d{2}$/;

/**
 * GLEIF's register of legal entities. It confirms and completes: legal name, headquarters, LEI, parents. It does not
 * identify, because a search for a brand only finds its subsidiaries: it returns records whose name, legal form aside,
 * is already known. No key; 60 requests per minute.
 */
export class GleifSource extends CompanySource {
  readonly name = 'gleif';
  private readonly client: ProviderClient;
  private readonly base: string;

  constructor(egress: Egress, options: GleifSourceOptions) {
    super();
    const { perMinute = 60 } = options;
    this.base = options.baseUrl ?? 'https://api.gleif.org/api/v1';
    this.client = new ProviderClient(egress, {
      title: 'GLEIF',
      hasKey: false,
      headers: { 'user-agent': options.userAgent, accept: 'application/vnd.api+json' },
      // A burst of a quarter of the limit, with the rest spread evenly, never exceeds the limit in any minute.
      pacer: new RequestPacer({ concurrency: 4, perSecond: (perMinute * 0.75) / 60, burst: Math.floor(perMinute / 4) }),
      ...definedOnly({ timeoutMs: options.timeoutMs }),
    });
  }

  override isConfigured(): boolean {
    return true;
  }

  override async find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]> {
    const { lei } = query.known;
    const records = lei !== null && LEI.test(lei) ? await this.byLei(lei, budget) : await this.byName(query, budget);
    return records.map((record) => ({
      candidate: candidateOfRecord(record),
      identity: { lei: record.attributes.lei },
      read: (depth) => this.read(record, depth),
    }));
  }

  private async byLei(lei: string, budget: SourceBudget): Promise<readonly LeiRecord[]> {
    const reply = await this.client.getJson(this.url(`lei-records/${lei}`), leiRecordReplySchema, budget.signal);
    return reply === null ? [] : [reply.data];
  }

  private async byName(query: CompanyQuery, budget: SourceBudget): Promise<readonly LeiRecord[]> {
    const { known } = query;
    const names = [...new Set([query.name, ...known.names])].slice(0, 20);
    const wanted = new Set(names.map(normalizeKeepingWords));
    const searchedNames = [...new Map(names.map((name) => [normalizeKeepingWords(name), name])).values()].slice(
      0,
      MAX_SEARCHED_NAMES,
    );
    const found = new Map<string, LeiRecord>();
    for (const name of searchedNames) {
      const url = this.url('lei-records', {
        'filter[entity.legalName]': name,
        'filter[entity.legalAddress.country]': known.country ?? query.country,
        'filter[entity.status]': 'ACTIVE',
        'page[size]': String(PAGE_SIZE),
      });
      const reply = await this.client.getJson(url, leiRecordsReplySchema, budget.signal);
      for (const record of reply?.data ?? [])
        if (wanted.has(normalizeKeepingWords(record.attributes.entity.legalName.name))) found.set(record.id, record);
      if (found.size > 0) break;
    }
    return [...found.values()];
  }

  private async read(record: LeiRecord, budget: SourceBudget): Promise<readonly Fact[]> {
    const { lei } = record.attributes;
    const facts = factsOfRecord(record, `${this.base}/lei-records/${lei}`);
    return budget.depth === 'thorough' ? [...facts, ...(await this.parents(lei, budget))] : facts;
  }

  /** The direct and the ultimate parent; the API answers 404 for a company without one. */
  private async parents(lei: string, budget: SourceBudget): Promise<readonly Fact[]> {
    const facts: Fact[] = [];
    for (const [relation, confidence] of [
      ['direct-parent', 0.93],
      ['ultimate-parent', 0.85],
    ] as const) {
      const url = this.url(`lei-records/${lei}/${relation}`);
      const parent = (await this.client.getJson(url, leiRecordReplySchema, budget.signal))?.data.attributes;
      if (parent === undefined || parent.lei === lei) continue;
      const value = parent.entity.legalName.name;
      facts.push(stateFact('parent', value, { source: 'gleif', url: url.href, method: relation, confidence }));
    }
    return facts;
  }

  private url(path: string, parameters: Readonly<Record<string, string>> = {}): URL {
    const url = new URL(`${this.base}/${path}`);
    url.search = new URLSearchParams(parameters).toString();
    return url;
  }
}

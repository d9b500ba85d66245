import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { Egress } from '../../platform/egress/egress.types.js';
import { HostRateLimiter } from '../../platform/concurrency/host-rate-limiter.js';
import { productToken } from '../../platform/egress/product-token.js';
import { BraveSource } from '../sources/brave/brave.source.js';
import type { CompanySource } from '../sources/company-source.js';
import { GleifSource } from '../sources/gleif/gleif.source.js';
import { PeopleDataLabsSource } from '../sources/people-data-labs/people-data-labs.source.js';
import { SecSource } from '../sources/sec/sec.source.js';
import { WikidataSource } from '../sources/wikidata/wikidata.source.js';
import { WikipediaSource } from '../sources/wikipedia/wikipedia.source.js';
import { SiteVisitor } from '../website/visit-site.js';
import { PageReader } from '../website/page-reader.js';

/** Whether a source is used in this installation. */
export interface SourceState {
  readonly name: string;
  readonly enabled: boolean;
  /** The setting that turns it on; null when it is on. */
  readonly needs: string | null;
}

/**
 * The places company facts come from, made once of the configuration. Wikidata, Wikipedia and SEC EDGAR demand that clients
 * name somebody to write to, so without `CONTACT_EMAIL` they are not asked at all.
 */
@Injectable()
export class CompanySources implements OnModuleDestroy {
  readonly sites: SiteVisitor;
  readonly wikidata: CompanySource;
  readonly wikipedia: CompanySource;
  readonly gleif: CompanySource;
  readonly sec: CompanySource;
  readonly brave: CompanySource;
  readonly peopleDataLabs: CompanySource;
  private readonly reader = new PageReader();

  constructor(@Inject(AppConfig) config: AppConfig, egress: Egress) {
    const userAgent = productToken(config.contactEmail);
    const named = config.contactEmail === undefined ? null : `Batchwright/0.1 (${config.contactEmail})`;
    // One visit a second and one at a time for each site (DOMAIN 2.1): stricter than what URL analysis asks for.
    const hosts = new HostRateLimiter({ atOnce: 1, intervalMs: 1000 });
    this.sites = new SiteVisitor({ egress, hosts, reader: this.reader, userAgent });
    this.wikidata = new WikidataSource(egress, { apiUrl: `${config.wikidataBaseUrl}/w/api.php`, userAgent: named });
    this.wikipedia = new WikipediaSource(egress, { apiUrl: `${config.wikipediaBaseUrl}/w/api.php`, userAgent: named });
    this.gleif = new GleifSource(egress, { baseUrl: config.gleifBaseUrl, userAgent });
    const secUserAgent = config.contactEmail === undefined ? null : `Batchwright ${config.contactEmail}`;
    const { secFilesBaseUrl: filesUrl, secDataBaseUrl: dataUrl } = config;
    this.sec = new SecSource(egress, { filesUrl, dataUrl, userAgent: secUserAgent });
    this.brave = new BraveSource(egress, { baseUrl: config.braveBaseUrl, apiKey: config.braveApiKey ?? null });
    this.peopleDataLabs = new PeopleDataLabsSource(egress, {
      baseUrl: config.pdlBaseUrl,
      apiKey: config.pdlApiKey ?? null,
    });
  }

  states(): readonly SourceState[] {
    const state = (source: CompanySource, needs: string): SourceState => {
      const enabled = source.isConfigured();
      return { name: source.name, enabled, needs: enabled ? null : needs };
    };
    return [
      { name: 'website', enabled: true, needs: null },
      state(this.gleif, ''),
      state(this.wikidata, 'CONTACT_EMAIL'),
      state(this.wikipedia, 'CONTACT_EMAIL'),
      state(this.sec, 'CONTACT_EMAIL'),
      state(this.brave, 'BRAVE_API_KEY'),
      state(this.peopleDataLabs, 'PDL_API_KEY'),
    ];
  }

  /** What a submitter should know of sources that are off; keyed ones are an extra and not missed. */
  warnings(): readonly string[] {
    if (this.wikidata.isConfigured()) return [];
    return [
      'Wikidata, Wikipedia and SEC EDGAR are not asked, because this service has no CONTACT_EMAIL; fewer companies are found.',
    ];
  }

  async onModuleDestroy(): Promise<void> {
    await this.reader.close();
  }
}

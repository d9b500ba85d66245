import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { Egress } from '../../platform/egress/egress.types.js';
import { HostRateLimiter } from '../../platform/concurrency/host-rate-limiter.js';
import { PRODUCT, productToken } from '../../platform/egress/product-token.js';
import { BraveSource } from '../sources/brave/brave.source.js';
import type { CompanySource } from '../sources/company-source.js';
import { GleifSource } from '../sources/gleif/gleif.source.js';
import { PeopleDataLabsSource } from '../sources/people-data-labs/people-data-labs.source.js';
import { ReplyReader } from '../sources/reply-reader.js';
import { SecSource } from '../sources/sec/sec.source.js';
import { WikidataSource } from '../sources/wikidata/wikidata.source.js';
import { WikipediaSource } from '../sources/wikipedia/wikipedia.source.js';
import { SiteVisitor } from '../website/visit/visit-site.js';
import { PageReader } from '../website/read/page-reader.js';
import { COMPANY_SETTINGS } from '../company-extraction.settings.js';

/** Whether a source is enabled in this installation. */
interface SourceState {
  readonly name: string;
  readonly enabled: boolean;
  /** Name of the setting that enables the source; null when it is enabled. */
  readonly needs: string | null;
}

/**
 * The sources of company facts, created once from the configuration. Wikidata, Wikipedia and SEC EDGAR require clients
 * to state a contact address, so they are disabled without `CONTACT_EMAIL`.
 */
@Injectable()
export class CompanySources implements OnApplicationShutdown {
  readonly sites: SiteVisitor;
  readonly wikidata: CompanySource;
  readonly wikipedia: CompanySource;
  readonly gleif: CompanySource;
  readonly sec: CompanySource;
  readonly brave: CompanySource;
  readonly peopleDataLabs: CompanySource;
  private readonly reader = new PageReader();
  private readonly replies = new ReplyReader();

  constructor(@Inject(AppConfig) config: AppConfig, egress: Egress) {
    const settings = COMPANY_SETTINGS.of(config);
    const userAgent = productToken(config.contactEmail);
    const named = config.contactEmail === undefined ? null : `${PRODUCT} (${config.contactEmail})`;
    // One request per second and one at a time for each site: stricter than URL analysis.
    const hosts = new HostRateLimiter({ atOnce: 1, intervalMs: 1000 });
    this.sites = new SiteVisitor({ egress, hosts, reader: this.reader, userAgent });
    this.wikidata = new WikidataSource(egress, this.replies, {
      apiUrl: `${settings.WIKIDATA_BASE_URL}/w/api.php`,
      userAgent: named,
    });
    this.wikipedia = new WikipediaSource(egress, this.replies, {
      apiUrl: `${settings.WIKIPEDIA_BASE_URL}/w/api.php`,
      userAgent: named,
    });
    this.gleif = new GleifSource(egress, { baseUrl: settings.GLEIF_BASE_URL, userAgent });
    const secUserAgent = config.contactEmail === undefined ? null : `Batchwright ${config.contactEmail}`;
    const { SEC_FILES_BASE_URL: filesUrl, SEC_DATA_BASE_URL: dataUrl } = settings;
    this.sec = new SecSource(egress, this.replies, { filesUrl, dataUrl, userAgent: secUserAgent });
    this.brave = new BraveSource(egress, {
      baseUrl: settings.BRAVE_BASE_URL,
      apiKey: settings.BRAVE_API_KEY ?? null,
    });
    this.peopleDataLabs = new PeopleDataLabsSource(egress, this.replies, {
      baseUrl: settings.PDL_BASE_URL,
      apiKey: settings.PDL_API_KEY ?? null,
      perMinute: settings.PDL_COMPANY_REQUESTS_PER_MINUTE,
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

  /** Warnings for submitters about sources that are off. Sources that need an API key are optional and not reported. */
  warnings(): readonly string[] {
    if (this.wikidata.isConfigured()) return [];
    return [
      'Wikidata, Wikipedia and SEC EDGAR are disabled because CONTACT_EMAIL is not set; fewer companies are found.',
    ];
  }

  /** After the worker has stopped: while its items end they still read pages. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.reader.close(), this.replies.close()]);
  }
}

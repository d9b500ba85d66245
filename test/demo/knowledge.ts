import { COMPANIES } from '../support/company-world.js';
import { DnsServer } from '../support/dns-server.js';
import { answerWikidata } from '../support/fake-wikidata.js';
import { ProviderServer } from '../support/provider-server.js';

/** The providers of company facts, speaking their real formats on this machine, and a DNS that knows nobody. */
export interface Knowledge {
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startKnowledge(): Promise<Knowledge> {
  const dns = new DnsServer(() => null);
  const wikidata = await ProviderServer.start((request) => answerWikidata(COMPANIES, request));
  const registers = await ProviderServer.start(({ path }) => {
    if (path.startsWith('/gleif')) return { body: { data: [] } };
    return path.startsWith('/files/') ? { body: {} } : { status: 404 };
  });
  return {
    settings: {
      CONTACT_EMAIL: 'demo@example.org',
      EGRESS_DNS_SERVERS: await dns.start(),
      WIKIDATA_BASE_URL: wikidata.base,
      WIKIPEDIA_BASE_URL: registers.base,
      GLEIF_BASE_URL: `${registers.base}/gleif`,
      SEC_FILES_BASE_URL: registers.base,
      SEC_DATA_BASE_URL: registers.base,
    },
    stop: async () => {
      await Promise.all([wikidata.stop(), registers.stop(), dns.stop()]);
    },
  };
}

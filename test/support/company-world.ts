import { DnsServer } from './dns-server.js';
import { answerWikidata, claim, type FakeEntity, item, NORTHWIND, quantity, text, time } from './fake-wikidata.js';
import { ProviderServer, type Received, type Reply } from './provider-server.js';
import { Service, type ServiceOptions } from './service.js';

/** Companies that only the fake Wikidata knows: none has a website, so no site is visited. */
const company = (id: string, name: string, employees: number, country = 'Q30'): FakeEntity => ({
  id,
  labels: { en: name },
  description: 'invented company',
  claims: {
    P31: [claim(item('P31', 'Q4830453'))],
    P17: [claim(item('P17', country))],
    P452: [claim(item('P452', 'Q9201'))],
    P1128: [claim(quantity('P1128', `+${employees}`), [time('P585', '+2024-00-00T00:00:00Z', 9)])],
    P5531: [claim(text('P5531', id.slice(1)))],
  },
});

/** Website and register numbers, which would lead out of this world. */
const OUTSIDE: ReadonlySet<string> = new Set(['P856', 'P5531', 'P1278']);

const withoutSites = NORTHWIND.map((entity): FakeEntity => {
  const inside = Object.entries(entity.claims ?? {}).filter(([property]) => !OUTSIDE.has(property));
  return { ...entity, claims: Object.fromEntries(inside) };
});

export const COMPANIES: readonly FakeEntity[] = [
  ...withoutSites,
  company('Q7001', 'Quillmark Systems', 640),
  company('Q7002', 'Brindlewood Tools', 37),
  company('Q7003', '=HYPERLINK("http://x","y") Works', 120),
  { id: 'Q30', labels: { en: 'United States' }, claims: { P297: [claim(text('P297', 'US'))] } },
];

/** A world of one's own: DNS that knows no name, and every provider on this machine. */
export class CompanyWorld {
  /** Called before Wikidata answers; may answer instead. */
  intercept: ((request: Received) => Reply | Promise<Reply> | null) | null = null;

  private constructor(
    readonly service: Service,
    readonly wikidata: ProviderServer,
    private readonly others: ProviderServer,
    private readonly dns: DnsServer,
  ) {}

  /** With the companies that Wikidata knows; settings given win over those of the world. */
  static async start(options: ServiceOptions = {}, companies = COMPANIES): Promise<CompanyWorld> {
    const holder: { world?: CompanyWorld } = {};
    const dns = new DnsServer(() => null);
    const wikidata = await ProviderServer.start(
      (request) => holder.world?.intercept?.(request) ?? answerWikidata(companies, request),
    );
    const others = await ProviderServer.start(({ path }) => {
      if (path.startsWith('/gleif')) return { body: { data: [] } };
      if (path.startsWith('/files/')) return { body: { 0: { cik_str: 7, ticker: 'ZZZ', title: 'ZZZ CORP' } } };
      return { status: 404 };
    });
    const service = await Service.start({
      ...options,
      env: {
        CONTACT_EMAIL: 'tests@example.org',
        EGRESS_DNS_SERVERS: await dns.start(),
        WIKIDATA_BASE_URL: wikidata.base,
        WIKIPEDIA_BASE_URL: others.base,
        GLEIF_BASE_URL: `${others.base}/gleif`,
        SEC_FILES_BASE_URL: others.base,
        SEC_DATA_BASE_URL: others.base,
        ...options.env,
      },
    });
    holder.world = new CompanyWorld(service, wikidata, others, dns);
    return holder.world;
  }

  async stop(): Promise<void> {
    await Promise.all([this.wikidata.stop(), this.others.stop(), this.dns.stop()]);
  }
}

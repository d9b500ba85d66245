import { COMPANIES } from '../support/company-world.js';
import { CompanyWeb } from '../support/company-web.js';
import { answerGleif, type FakeLegalEntity } from '../support/fake-gleif.js';
import { answerWikidata } from '../support/fake-wikidata.js';
import { ProviderServer } from '../support/provider-server.js';

/** Small company sites, and the providers of company facts speaking their real formats, all on this machine. */
export interface Knowledge {
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const REGISTERED: readonly FakeLegalEntity[] = [
  {
    lei: '529900T8BM49AURSDO55',
    name: 'Hollerbach Messtechnik GmbH & Co. KG',
    street: 'Mühlgasse 14',
    city: 'Offenburg',
    postalCode: '77652',
    country: 'DE',
    created: '1921-04-01',
  },
];

export async function startKnowledge(): Promise<Knowledge> {
  const web = await CompanyWeb.start();
  const known = [...COMPANIES, ...web.entities];
  const wikidata = await ProviderServer.start((request) => answerWikidata(known, request));
  const registers = await ProviderServer.start((request) => {
    if (request.path.startsWith('/gleif')) return answerGleif(REGISTERED, request);
    return request.path.startsWith('/files/') ? { body: {} } : { status: 404 };
  });
  return {
    settings: {
      ...web.settings,
      CONTACT_EMAIL: 'demo@example.org',
      WIKIDATA_BASE_URL: wikidata.base,
      WIKIPEDIA_BASE_URL: registers.base,
      GLEIF_BASE_URL: `${registers.base}/gleif`,
      SEC_FILES_BASE_URL: registers.base,
      SEC_DATA_BASE_URL: registers.base,
    },
    stop: async () => {
      await Promise.all([web.stop(), wikidata.stop(), registers.stop()]);
    },
  };
}

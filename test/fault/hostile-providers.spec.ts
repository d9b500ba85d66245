import { CompanyWeb, type OddSite } from '../support/company-web.js';
import { CompanyWorld } from '../support/company-world.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { type FakeEntity, claim, text } from '../support/fake-wikidata.js';
import { type HostileProvider, HostileReplies } from '../support/hostile-replies.js';
import { importResume, profileUrl, resume } from '../support/profiles.js';
import { ProviderServer, type Received, type Reply } from '../support/provider-server.js';
import { KEYS } from '../support/accounts.js';

/** Companies whose sites are sound and whom Wikidata knows, so that every other source is asked about them. */
const KNOWN = 150;
const SITES: readonly OddSite[] = Array.from({ length: KNOWN }, (_, n) => ({
  domain: `p${n}-provided.com`,
  name: `Provided p${n} Works`,
  answer: (path, response) => {
    if (path !== '/') return void response.writeHead(404).end();
    const page = `<title>Provided p${n} Works</title><p>${`Provided p${n} Works makes tools. `.repeat(20)}</p>`;
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  },
}));

/** With numbers in registers and an article. */
const registered = (entity: FakeEntity, n: number): FakeEntity => ({
  ...entity,
  wikis: { enwiki: `Article ${n}` },
  claims: {
    ...entity.claims,
    P5531: [claim(text('P5531', String(1_000 + n)))],
    P1278: [claim(text('P1278', `5299000J2N45DDNE${String(4_000 + n)}`.slice(0, 20)))],
  },
});

/** Failures of the service itself, for which no provider may be to blame. */
const OWN_FAULTS = ['INTERNAL_ERROR', 'WORKER_CRASHED', 'SAVE_FAILED', 'TIMEOUT'];

describe('Providers that answer with the worst there is', () => {
  const replies = new HostileReplies();
  let web: CompanyWeb;
  let world: CompanyWorld;
  let providers: ProviderServer;
  beforeAll(async () => {
    web = await CompanyWeb.start([], SITES);
    providers = await ProviderServer.start(answer);
    const at = (path: string): string => `${providers.base}${path}`;
    const env = {
      ...web.settings,
      ...{ BRAVE_BASE_URL: at('/brave'), GLEIF_BASE_URL: at('/gleif'), WIKIPEDIA_BASE_URL: at('/wikipedia') },
      ...{ SEC_FILES_BASE_URL: at('/sec'), SEC_DATA_BASE_URL: at('/sec') },
      ...{ PDL_BASE_URL: at('/pdl'), PDL_API_KEY: 'k'.repeat(64) },
      ...{ LLM_URL: at('/model'), LLM_MODEL: 'm-1' },
      ...{ EMBEDDINGS_URL: at('/embeddings'), EMBEDDINGS_MODEL: 'e-1', EMBEDDINGS_DIMENSIONS: '4000' },
      ...{ PSI_BASE_URL: providers.base, PSI_API_KEY: 'k', URL_ANALYSIS_ENGINE: 'psi' },
    };
    world = await CompanyWorld.start({ on: 'postgres', env }, web.entities.map(registered));
  }, 120_000);
  afterAll(async () => {
    await expectNoSilence(world.service);
    await Promise.all([world.stop(), web.stop(), providers.stop()]);
  });

  function answer({ path }: Received): Reply {
    // Without a submission the figures of a filer are not asked for.
    if (path.includes('/submissions/')) return { body: { cik: '1', name: 'x' } };
    if (path.startsWith('/pagespeedonline')) return replies.next('psi');
    if (path.startsWith('/pdl/person')) return replies.next('person');
    if (path.startsWith('/pdl')) return replies.next('company');
    return replies.next(path.split('/', 2)[1] as HostileProvider);
  }

  /**
   * Runs batches of items, each other ones, until the providers have sent all their replies; each item ends, and by no
   * fault of ours.
   */
  async function runUntilSent(
    kind: string,
    items: (round: number) => Promise<readonly unknown[]> | readonly unknown[],
    sent: readonly HostileProvider[],
    options: object = {},
    maxConcurrent = 10,
  ): Promise<void> {
    for (let round = 0; sent.some((provider) => replies.left(provider) > 0); round += 1) {
      expect({ round, left: round < 6 ? [] : sent.map((provider) => [provider, replies.left(provider)]) }).toEqual({
        round,
        left: [],
      });
      const body = { kind, options, items: await items(round), max_concurrent: maxConcurrent };
      const made = await world.service.request('POST', '/api/v1/batches', { body });
      expect(made.text).toContain('"id"');
      const path = `/api/v1/batches/${String(made.at('id'))}`;
      await eventually(
        `the batch of ${kind} ends`,
        async () => (await world.service.request('GET', path)).at('completed_at') !== null,
        300_000,
      );
      const { at } = await world.service.request('GET', `${path}/items?limit=100`);
      const codes = (at('results') as { error: { code: string } | null }[]).map(({ error }) => error?.code);
      expect(codes.filter((code) => code !== undefined && OWN_FAULTS.includes(code))).toEqual([]);
    }
  }

  const COMPANY = { extraction_mode: 'comprehensive' };
  const companies = (): Promise<void> =>
    runUntilSent(
      'company_extraction',
      (round) => SITES.slice(25 * round, 25 * round + 25).map(({ name }) => name),
      ['wikipedia', 'gleif', 'sec', 'company', 'model'],
      COMPANY,
    );
  const people = async (): Promise<void> => {
    const profiles = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({ linkedin_url: profileUrl(`${prefix}-${n}`), suggested_role: 'CTO' }));
    // One after the other they are asked for alone, many at once together.
    await runUntilSent('profile_ingestion', (round) => profiles(`asked-${round}`, 20), ['person'], {}, 1);
    const imported = async (round: number): Promise<readonly unknown[]> => {
      for (let n = 0; n < 12; n += 1) {
        const content = resume(`Ada ${round} ${n}`, [{ company: `Own ${n}`, title: 'CTO' }]);
        await importResume(world.service, KEYS.admin, `own-${round}-${n}`, content);
      }
      return profiles(`own-${round}`, 12);
    };
    await runUntilSent('profile_ingestion', imported, ['embeddings']);
  };
  const urls = (): Promise<void> =>
    runUntilSent(
      'url_analysis',
      (round) => Array.from({ length: 50 }, (_, n) => ({ url: `https://r${round}n${n}.example.com/` })),
      ['psi'],
    );

  it('cost their items what they would have said, and the service nothing', async () => {
    await Promise.all([companies(), people(), urls()]);
    world.intercept = () => replies.next('wikidata');
    await runUntilSent(
      'company_extraction',
      (round) => Array.from({ length: 15 }, (_, n) => `Unheard ${round}-${n} Foundry`),
      ['wikidata', 'brave'],
      COMPANY,
    );
    expect((await world.service.request('GET', '/api/v1/health/ready')).status).toBe(200);
    expect(world.service.log.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  }, 900_000);
});

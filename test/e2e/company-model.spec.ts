import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { CompanyWeb } from '../support/company-web.js';
import { CompanyWorld } from '../support/company-world.js';
import { claim, type FakeEntity, item, text } from '../support/fake-wikidata.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { ProviderServer, type Received, type Reply } from '../support/provider-server.js';

const BATCH = '/api/v1/company/batch';
const NAME = 'Hollerbach Messtechnik';
/** Companies whose websites no DNS knows, so that only providers tell of them. */
const OFFLINE = ['Aurea Mills', 'Bergblick Pumps', 'Corvo Tools', 'Dunlin Works', 'Elmstone Glass'];
const domainOf = (name: string): string => `${name.toLowerCase().replace(' ', '-')}.com`;
const entities = OFFLINE.map((name, at): FakeEntity => ({
  id: `Q${7800 + at}`,
  labels: { en: name },
  claims: {
    P31: [claim(item('P31', 'Q4830453'))],
    P17: [claim(item('P17', 'Q30'))],
    P856: [claim(text('P856', `https://${domainOf(name)}/`))],
  },
}));

interface Asked {
  readonly messages: readonly { readonly content: string }[];
  readonly response_format: { readonly json_schema: { readonly schema: { readonly required: string[] } } };
}

/** People Data Labs: a record of the same year for every website, one by one and in bulk. */
function answerLabs({ method, query, body }: Received): Reply {
  const record = (website: string) => ({ status: 200, likelihood: 9, name: website, website, founded: 1901 });
  if (method !== 'POST') return { body: record(query.get('website') ?? '') };
  const { requests } = JSON.parse(body) as { readonly requests: readonly { readonly params: { website: string } }[] };
  return { body: requests.map(({ params }) => record(params.website)) };
}

describe('paid sources of companies', () => {
  let web: CompanyWeb;
  let model: ProviderServer;
  let labs: ProviderServer;
  const held: (() => void)[] = [];
  let world: CompanyWorld;
  beforeAll(async () => {
    web = await CompanyWeb.start();
    model = await ProviderServer.start(({ body }) => {
      const { required } = (JSON.parse(body) as Asked).response_format.json_schema.schema;
      const said = Object.fromEntries(required.map((field) => [field, null as object | null]));
      if ('industry' in said) said['industry'] = { value: 'Messtechnik', quote: 'Hollerbach Messtechnik' };
      if ('parent' in said) said['parent'] = { value: 'Evil Corp', quote: 'belongs to Evil Corp' };
      const usage = { prompt_tokens: 800, completion_tokens: 60 };
      return { body: { choices: [{ message: { content: JSON.stringify(said) } }], usage } };
    });
    labs = await ProviderServer.start(async (request) => {
      if (request.method === 'GET') await new Promise<void>((resolve) => held.push(resolve));
      return answerLabs(request);
    });
    const env = {
      ...{ LLM_URL: model.base, LLM_MODEL: 'm-1', LLM_INPUT_PRICE: '1', LLM_OUTPUT_PRICE: '5' },
      ...{ PDL_API_KEY: 'k'.repeat(64), PDL_BASE_URL: `${labs.base}/v5`, PDL_COMPANY_REQUESTS_PER_MINUTE: '6000' },
    };
    world = await CompanyWorld.start({ on: 'postgres', env: { ...web.settings, ...env } }, [
      ...web.entities,
      ...entities,
    ]);
  }, 150_000);
  afterAll(async () => {
    await expectNoSilence(world.service);
    await world.stop();
    await web.stop();
    await Promise.all([model.stop(), labs.stop()]);
  });

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    world.service.request(method, path, { key: KEYS.ana, ...(body === undefined ? {} : { body }) });
  const submit = async (body: object): Promise<string> =>
    String((await call('POST', `${BATCH}/submit`, body)).at('data', 'batch_id'));
  const ended = (id: string): Promise<unknown> =>
    eventually(
      `batch ${id} ends`,
      async () => (await call('GET', `${BATCH}/${id}/status`)).at('data', 'status') === 'completed',
      60_000,
    );
  const run = async (more: object = {}): Promise<string> => {
    const id = await submit({ company_names: [NAME], extraction_mode: 'contact_focused', ...more });
    await ended(id);
    return id;
  };
  const rows = async (id: string): Promise<Record<string, unknown>[]> =>
    (await call('GET', `${BATCH}/${id}/results?include=provenance`)).at('data', 'results') as Record<string, unknown>[];
  const row = async (id: string): Promise<Record<string, unknown>> => (await rows(id))[0] ?? {};
  const spentOn = async (id: string, asked = 'model'): Promise<unknown> =>
    ((await call('GET', `${BATCH}/${id}/spending`)).at('data', 'spending') as { provider: string }[]).find(
      ({ provider }) => provider === asked,
    );

  it('tells before what a batch can cost at most, within its limit', async () => {
    const answer = await call('POST', `${BATCH}/submit?validate_only=true`, {
      company_names: [NAME],
      max_model_tokens: 5_000,
      max_provider_calls: 3,
    });
    expect(answer.status).toBe(200);
    expect(answer.at('data', 'spending_preview')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ provider: 'model', calls: 1, tokens: 5_000, tokens_limit: 5_000 }),
        expect.objectContaining({ provider: 'brave', calls: 1, calls_limit: 3 }),
      ]),
    );
  });

  it('asks nothing when the batch allows no tokens, and says so', async () => {
    const found = await row(await run({ max_model_tokens: 0 }));
    expect(model.received).toHaveLength(0);
    expect(found['warnings']).toContain('model: not asked, the batch allows no more tokens');
  });

  it('shows what the page says with its quote, leaves out what it does not say, and counts the cost', async () => {
    const id = await run();
    const found = await row(id);
    expect(found['data']).toMatchObject({ industry: 'Messtechnik', parent: null });
    const { fields } = found['provenance'] as {
      fields: Record<string, { url: string; quote: { text: string; offset: number } }>;
    };
    const { industry } = fields;
    expect(industry).toMatchObject({ source: 'model', quote: { text: 'Hollerbach Messtechnik' } });
    const sent = (JSON.parse(model.received[0]?.body ?? '') as Asked).messages[1]?.content ?? '';
    const { pages } = JSON.parse(sent) as { pages: { url: string; text: string }[] };
    const page = pages.find(({ url }) => url === industry?.url);
    expect(page?.text.slice(industry?.quote.offset)).toMatch(/^Hollerbach Messtechnik/);
    expect(found['warnings']).toContain('model: parent left out, its quote does not stand in the page');
    expect(found['model_usage']).toEqual({ calls: 1, input_tokens: 800, output_tokens: 60, cost_usd: 0.0011 });
    expect(await spentOn(id)).toMatchObject({ calls: 1, tokens: 860, cost_usd: 0.0011, tokens_limit: 1_000_000 });
  });

  it('asks the same pages once, also for another batch', async () => {
    const before = model.received.length;
    const id = await run();
    expect((await row(id))['data']).toMatchObject({ industry: 'Messtechnik' });
    expect(model.received).toHaveLength(before);
    expect(await spentOn(id)).toMatchObject({ calls: 0, tokens: 0 });
  });

  it('asks a provider once for the three companies of a batch that wait while two others are asked for', async () => {
    const [first, second, ...three] = OFFLINE;
    const standard = (names: readonly (string | undefined)[]): Promise<string> =>
      submit({ company_names: names, extraction_mode: 'standard' });
    const before: string[] = [];
    for (const name of [first, second]) {
      before.push(await standard([name]));
      await eventually(`${name} is asked for`, () => held.length === before.length);
    }
    const id = await standard(three);
    await eventually('the three are to be asked for', async () => {
      const { calls } = (await spentOn(id, 'people_data_labs')) as { readonly calls: number };
      return calls === three.length;
    });
    for (const answer of held.splice(0)) answer();
    await Promise.all([...before, id].map(ended));
    expect((await rows(id)).map(({ data }) => (data as { founded: string }).founded)).toEqual(three.map(() => '1901'));
    expect(labs.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      ...['GET /v5/company/enrich', 'GET /v5/company/enrich'],
      'POST /v5/company/enrich/bulk',
    ]);
    const { requests } = JSON.parse(labs.received[2]?.body ?? '') as { requests: { params: { website: string } }[] };
    expect(requests.map(({ params }) => params.website).sort()).toEqual(three.map(domainOf));
    expect(requests[0]?.params).toMatchObject({ min_likelihood: '6' });
    expect(new Set(labs.received.map(({ headers }) => headers['x-api-key']))).toEqual(new Set(['k'.repeat(64)]));
  });
});

import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { CompanyWeb } from '../support/company-web.js';
import { CompanyWorld } from '../support/company-world.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { ProviderServer } from '../support/provider-server.js';

const BATCH = '/api/v1/company/batch';
const NAME = 'Hollerbach Messtechnik';

interface Asked {
  readonly messages: readonly { readonly content: string }[];
  readonly response_format: { readonly json_schema: { readonly schema: { readonly required: string[] } } };
}

describe('a language model as one more source of companies', () => {
  let web: CompanyWeb;
  let model: ProviderServer;
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
    const env = { LLM_URL: model.base, LLM_MODEL: 'm-1', LLM_INPUT_PRICE: '1', LLM_OUTPUT_PRICE: '5' };
    world = await CompanyWorld.start({ on: 'postgres', env: { ...web.settings, ...env } }, web.entities);
  }, 150_000);
  afterAll(async () => {
    await expectNoSilence(world.service);
    await world.stop();
    await web.stop();
    await model.stop();
  });

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    world.service.request(method, path, { key: KEYS.ana, ...(body === undefined ? {} : { body }) });
  const run = async (more: object = {}): Promise<string> => {
    const body = { company_names: [NAME], extraction_mode: 'contact_focused', ...more };
    const id = String((await call('POST', `${BATCH}/submit`, body)).at('data', 'batch_id'));
    await eventually(
      `batch ${id} ends`,
      async () => (await call('GET', `${BATCH}/${id}/status`)).at('data', 'status') === 'completed',
      60_000,
    );
    return id;
  };
  const row = async (id: string): Promise<Record<string, unknown>> =>
    (
      (await call('GET', `${BATCH}/${id}/results?include=provenance`)).at('data', 'results') as Record<
        string,
        unknown
      >[]
    )[0] ?? {};
  const spentOn = async (id: string): Promise<unknown> =>
    ((await call('GET', `${BATCH}/${id}/spending`)).at('data', 'spending') as { provider: string }[]).find(
      ({ provider }) => provider === 'model',
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
});

import { KEYS } from '../support/accounts.js';
import { CompanyWorld } from '../support/company-world.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import {
  form,
  importResume,
  pdlPerson,
  PROFILES,
  profileUrl,
  resume,
  slugAsked,
  slugsAsked,
} from '../support/profiles.js';
import { ProviderServer, type Received, type Reply } from '../support/provider-server.js';
import { describeOnDatabases, type Service } from '../support/service.js';

const COMPANIES = ['Quillmark Systems', 'Brindlewood Tools', 'Nobody Knows Me Ltd'];

describeOnDatabases('Providers and companies of profiles', (on) => {
  let world: CompanyWorld;
  let service: Service;
  let pdl: ProviderServer;
  let answer: (request: Received, count: number) => Reply | Promise<Reply>;
  let embeddings: ProviderServer;
  let embed: (request: Received) => Reply = () => ({ status: 500 });
  const key = KEYS.ana;
  const submit = (profiles: readonly object[], more: { readonly signal?: AbortSignal } = {}) =>
    service.request('POST', PROFILES, { key, body: { profiles, max_concurrent: 5 }, ...more });
  const ciso = (slug: string, more: object = {}): object => ({
    linkedin_url: profileUrl(slug),
    suggested_role: 'CISO',
    ...more,
  });

  beforeAll(async () => {
    answer = () => ({ status: 404, body: { status: 404 } });
    pdl = await ProviderServer.start((request, count) => answer(request, count));
    embeddings = await ProviderServer.start((request) => embed(request));
    world = await CompanyWorld.start({
      on,
      env: {
        PDL_API_KEY: 'k'.repeat(64),
        PDL_BASE_URL: `${pdl.base}/v5`,
        PROFILE_WAIT_SECONDS: '60',
      },
    });
    ({ service } = world);
  });
  afterAll(async () => {
    await Promise.all([world.stop(), pdl.stop(), embeddings.stop()]);
    await expectNoSilence(service);
  });

  /** Numbers of stored rows; empty with the embedded database, which no other process can read. */
  const storedRows = async (): Promise<Record<string, unknown>> => {
    if (on === 'embedded') return {};
    const rows = await service.sql(
      `SELECT (SELECT count(*)::int FROM employers) AS employers, (SELECT count(*)::int FROM profiles) AS profiles,
              (SELECT count(*)::int FROM profile_companies) AS links, (SELECT count(*)::int FROM embeddings) AS vectors`,
    );
    return rows[0] ?? {};
  };

  it('stores each company once for ten profiles with shared employers, submitted three times concurrently [S4-37]', async () => {
    const before = await storedRows();
    const slugs = Array.from({ length: 10 }, (_, i) => `shared-employer-${i}`);
    for (const [i, slug] of slugs.entries()) {
      const jobs = COMPANIES.map((company) => ({ company, title: 'CISO', start: `20${10 + i}` }));
      await importResume(service, key, slug, resume(`Sharer ${i}`, jobs));
    }
    const answers = await Promise.all([1, 2, 3].map(() => submit(slugs.map((slug) => ciso(slug)))));
    for (const one of answers) expect([one.status, one.at('successful'), one.at('failed')]).toEqual([200, 10, 0]);
    type Row = { id: string; companies_processed: { id: string; company_name: string }[] };
    const rows = answers.flatMap((one) => one.at('results') as Row[]);
    expect(rows).toHaveLength(30);
    const ids = new Set(rows.flatMap(({ companies_processed: companies }) => companies.map(({ id }) => id)));
    expect(ids.size).toBe(COMPANIES.length);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(10);
    const list = await service.request('GET', '/api/v1/profiles?limit=100&q=Sharer', { key });
    expect(list.at('results')).toHaveLength(10);
    const search = await service.request('POST', '/api/v1/companies/search', {
      key,
      body: { query: 'Quillmark', k: 50 },
    });
    const found = (search.at('results') as { company_name: string }[]).map(({ company_name }) => company_name);
    expect(found.sort()).toEqual([...COMPANIES].sort());
    const after = await storedRows();
    const grown = Object.entries(after).map(([table, n]) => [table, Number(n) - Number(before[table])]);
    if (on === 'postgres')
      expect(Object.fromEntries(grown)).toEqual({ employers: 3, profiles: 10, links: 30, vectors: 13 });
  }, 120_000);

  it('queries People Data Labs without an import, stores the provenance, and warns when the role does not match', async () => {
    answer = (request) => ({ body: pdlPerson(slugAsked(request)) });
    const made = await submit([
      { linkedin_url: profileUrl('from-pdl'), suggested_role: 'CTO', include_companies: false },
    ]);
    expect(made.at('results', 0)).toMatchObject({
      name: 'Person from-pdl',
      position: 'Chief Information Security Officer',
    });
    const asked = pdl.received.at(-1);
    expect(asked?.path).toBe('/v5/person/enrich');
    expect(asked?.headers['x-api-key']).toBe('k'.repeat(64));
    const id = made.at('results', 0, 'id') as string;
    const stored = await service.request('GET', `/api/v1/profiles/${id}`, { key });
    expect(stored.body).toMatchObject({
      provenance: { provider: 'pdl', basis: 'data_provider' },
      role_match: { role: 'CTO', match: 'none' },
    });
    const item = await service.request('GET', `/api/v1/batches/${String(made.at('batch_id'))}/items/0`, { key });
    expect(item.text).not.toContain('"likelihood"');
  });

  it('retries a failing provider, and reports the fault when it persists [S4-47, S4-41]', async () => {
    const tries = new Map<string, number>();
    answer = (request) => {
      const slug = slugAsked(request);
      tries.set(slug, (tries.get(slug) ?? 0) + 1);
      if (slug === 'refused-key') return { status: 401, body: {} };
      return tries.get(slug) === 1 ? { status: 503, body: {} } : { body: pdlPerson(slug) };
    };
    // Two batches: profiles that are looked for at the same time may come in one question.
    const second = await submit([ciso('second-time', { include_companies: false })]);
    expect([second.status, second.at('results', 0)]).toMatchObject([200, { name: 'Person second-time' }]);
    expect(tries.get('second-time')).toBe(2);
    const refused = await submit([ciso('refused-key')]);
    expect(refused.at('results', 0, 'about')).toBe('Error: People Data Labs refused the configured key.');
    expect(tries.get('refused-key')).toBe(1);
  });

  it('fetches a profile that is listed several times in a batch once, whether its items run concurrently or in sequence', async () => {
    answer = (request) => ({ body: pdlPerson(slugAsked(request)) });
    const asked = (slug: string): number => pdl.received.filter((request) => slugAsked(request) === slug).length;
    for (const maxConcurrent of [1, 5]) {
      const slug = `many-times-${maxConcurrent}`;
      const profiles = [
        ciso(slug, { include_companies: false }),
        ciso(slug.toUpperCase(), { suggested_role: 'CTO', include_companies: false, name: 'Another Name' }),
        { linkedin_url: `de.linkedin.com/in/${slug}?trk=x`, suggested_role: 'CISO', include_companies: false },
      ];
      const made = await service.request('POST', PROFILES, { key, body: { profiles, max_concurrent: maxConcurrent } });
      expect([made.status, made.at('successful')]).toEqual([200, 3]);
      const rows = made.at('results') as { id: string; name: string }[];
      expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
      expect(rows.map(({ name }) => name)).toEqual([`Person ${slug}`, 'Another Name', `Person ${slug}`]);
      expect(asked(slug)).toBe(1);
      // A retry needs the current result.
      const id = String(made.at('batch_id'));
      await service.request('POST', `/api/v1/batches/${id}/retry`, { key, body: { indexes: [0, 1, 2] } });
      const state = () => service.request('GET', `${PROFILES}/${id}`, { key });
      await eventually('it is done again', async () => (await state()).at('completed_at') !== null);
      expect(asked(slug)).toBe(2);
    }
  });

  it('asks a paid provider no more often than the batch allows, and tells before and after how often', async () => {
    await importResume(service, key, 'costs-nothing', resume('Free', []));
    answer = (request) => {
      const people = slugsAsked(request).map((slug) => pdlPerson(slug));
      return { body: people.length === 1 ? people[0] : people };
    };
    const slugs = ['costs-nothing', 'paid-one', 'paid-two', 'paid-three'];
    const body = {
      profiles: slugs.map((slug) => ciso(slug, { include_companies: false })),
      max_provider_calls: 2,
      max_concurrent: 2,
    };
    const preview = await service.request('POST', `${PROFILES}?validate_only=true`, { key, body });
    const paid = { provider: 'pdl', calls: 2, calls_limit: 2, tokens: 0, cost_usd: null, tokens_limit: null };
    expect(preview.at('spending_preview')).toEqual([paid]);
    const asked = (): readonly string[] => pdl.received.flatMap((request) => slugsAsked(request));
    const before = asked().length;
    const made = await service.request('POST', PROFILES, { key, body });
    expect([made.status, made.at('successful'), made.at('failed')]).toEqual([200, 3, 1]);
    expect(asked()).toHaveLength(before + 2);
    expect(made.at('results', 0, 'name')).toBe('Free');
    const rows = made.at('results') as { about: string; pipeline_metadata: { errors?: { details: string }[] } }[];
    const refused = rows.find(({ about }) => about === 'Error: The batch allows no more questions to paid providers.');
    expect(refused?.pipeline_metadata.errors?.[0]?.details).toContain('max_provider_calls');
    const id = String(made.at('batch_id'));
    const spent = await service.request('GET', `${PROFILES}/${id}/spending`, { key });
    expect(spent.body).toEqual({ batch_id: id, spending: [paid] });
    const wrong = await service.request('POST', PROFILES, { key, body: { ...body, max_provider_calls: -1 } });
    expect([wrong.status, wrong.at('validation_errors', 0, 'field')]).toEqual([422, 'max_provider_calls']);
  });

  it('processes as many profiles concurrently as max_concurrent allows [S4-34]', async () => {
    let [now, most] = [0, 0];
    const questions: { readonly people: number; readonly release: () => void }[] = [];
    answer = async (request) => {
      // Profiles that are looked for at the same time may come in one question.
      const slugs = slugsAsked(request);
      now += slugs.length;
      most = Math.max(most, now);
      await new Promise<void>((release) => questions.push({ people: slugs.length, release }));
      const people = slugs.map((slug) => pdlPerson(slug));
      return { body: people.length === 1 ? people[0] : people };
    };
    const profiles = Array.from({ length: 6 }, (_, i) => ciso(`at-once-${i}`, { include_companies: false }));
    const submitted = service.request('POST', PROFILES, { key, body: { profiles, max_concurrent: 2 } });
    for (let left = profiles.length; left > 0;) {
      await eventually('the places are taken, again after each answer', () => now === Math.min(2, left));
      const question = questions.shift();
      now -= question?.people ?? 0;
      left -= question?.people ?? 0;
      question?.release();
    }
    expect((await submitted).at('successful')).toBe(6);
    expect(most).toBe(2);
  });

  it('continues when the client disconnects', async () => {
    let isBack = false;
    answer = (request) => (isBack ? { body: pdlPerson(slugAsked(request)) } : { behaviour: 'drop' });
    const asked = pdl.received.length;
    const controller = new AbortController();
    const waiting = submit([ciso('impatient', { include_companies: false })], { signal: controller.signal });
    waiting.catch(() => undefined);
    await eventually('the provider is asked', () => pdl.received.length > asked);
    controller.abort();
    await expect(waiting).rejects.toThrow();
    isBack = true;
    const kept = () => service.request('GET', '/api/v1/profiles?q=Person%20impatient', { key });
    await eventually(
      'the profile is stored all the same',
      async () => (await kept()).at('results', 0, 'id') !== undefined,
    );
  });

  it('warns when the embedder fails, and uses the vectors of the configured model when it works [S4-36]', async () => {
    const other = await service
      .again({
        EMBEDDINGS_URL: `${embeddings.base}/v1`,
        EMBEDDINGS_MODEL: 'test-model',
        EMBEDDINGS_DIMENSIONS: '8',
      })
      .catch(() => undefined);
    // Two processes on one embedded directory are rejected, so this part only runs on PostgreSQL.
    if (on === 'embedded') return expect(other).toBeUndefined();
    expect(other).toBeDefined();
    if (other === undefined) return undefined;
    await service.stop();
    answer = (request) => ({ body: pdlPerson(slugAsked(request)) });
    const request = { key, body: { profiles: [ciso('to-embed', { include_companies: false })] } };
    const without = await other.request('POST', PROFILES, request);
    expect(without.at('results', 0, 'pipeline_metadata')).toMatchObject({ has_embeddings: false });
    embed = () => ({ body: { data: [{ index: 0, embedding: [1, 0, 0, 0, 0, 0, 0, 0] }] } });
    const made = await other.request('POST', PROFILES, request);
    expect(made.at('results', 0, 'pipeline_metadata')).toMatchObject({ has_embeddings: true });
    const search = await other.request('POST', '/api/v1/profiles/search', { key, body: { query: 'anything' } });
    expect(search.body).toMatchObject({ embedding_model: 'test-model', semantic: true });
    // The profiles of the local model are not included.
    expect(search.at('results')).toEqual([expect.objectContaining({ url: profileUrl('to-embed'), similarity: 1 })]);
    await other.stop();
    service = await service.again();
    return undefined;
  });

  it('ends the wait of a caller whose key is revoked meanwhile', async () => {
    answer = () => ({ behaviour: 'hang' });
    const scopes = ['profile:write', 'batch:write'];
    const made = await service.request('POST', '/api/v1/keys', { key, body: { name: 'revoked', scopes } });
    const before = pdl.received.length;
    const waiting = service.request('POST', PROFILES, {
      key: String(made.at('key')),
      body: { profiles: [ciso('waited-for')] },
    });
    await eventually('the provider is asked', () => pdl.received.length > before);
    expect((await service.request('DELETE', `/api/v1/keys/${String(made.at('id'))}`, { key })).status).toBe(204);
    const ended = await waiting;
    expect([ended.status, ended.at('error_code')]).toEqual([403, 'UNAUTHORIZED']);
    const id = String((await service.request('GET', '/api/v1/batches?limit=1', { key })).at('results', 0, 'id'));
    await service.request('POST', `/api/v1/batches/${id}/cancel`, { key });
  });
});

describeOnDatabases('Limits of profiles', (on) => {
  let world: CompanyWorld;
  beforeAll(async () => {
    world = await CompanyWorld.start({ on, env: { PROFILE_WAIT_SECONDS: '1' } });
  });
  afterAll(() => world.stop());

  it('responds to an upload that is too large while it is still arriving', async () => {
    const huge = Buffer.alloc(24 * 1024 * 1024, 'a,b,c\r\n');
    const answer = await world.service.request('POST', '/api/v1/profiles/import', {
      key: KEYS.ana,
      ...form({ linkedin_url: profileUrl('somebody') }, [{ name: 'Positions.csv', content: huge }]),
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ error_code: 'ARCHIVE_REJECTED', details: { reason: 'too_large' } });
  });

  it('responds with 202 and the results so far when the batch exceeds the time budget [S4-49]', async () => {
    const { service } = world;
    const key = KEYS.ana;
    await importResume(service, key, 'slow-one', resume('Slow', [{ company: 'Quillmark Systems', title: 'CTO' }]));
    world.intercept = () => ({ behaviour: 'hang' });
    const profiles = [
      { linkedin_url: profileUrl('slow-one'), suggested_role: 'CTO' },
      { linkedin_url: profileUrl('nobody-quick'), suggested_role: 'CTO' },
    ];
    const answer = await service.request('POST', PROFILES, { key, body: { profiles } });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ total_requested: 2, status: 'processing', completed_at: null });
    const id = answer.at('batch_id') as string;
    // On a slow machine the answer may come before the first profile has ended; the status route then shows it.
    const shown = () => service.request('GET', `${PROFILES}/${id}`, { key });
    const ended = [expect.objectContaining({ name: `Failed: ${profileUrl('nobody-quick')}` })];
    expect([[], ended]).toContainEqual(answer.at('results'));
    await eventually('one has ended', async () => ((await shown()).at('results') as object[]).length > 0);
    expect((await shown()).at('results')).toEqual(ended);
    expect(answer.headers.get('location')).toBe(`/api/v1/batches/${id}`);
    const cancelled = await service.request('POST', `/api/v1/batches/${id}/cancel`, { key });
    world.intercept = null;
    expect(cancelled.status).toBe(200);
    const status = await shown();
    expect(status.body).toMatchObject({ successful: 0, failed: 2 });
    expect(status.at('results', 0, 'position')).toBe('Processing Failed');
  });
});

import { KEYS } from '../support/accounts.js';
import { CompanyWorld } from '../support/company-world.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { importResume, PROFILES, profileUrl, resume } from '../support/profiles.js';
import { describeOnDatabases, type Service } from '../support/service.js';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

describeOnDatabases('Batches of profiles', (on) => {
  let world: CompanyWorld;
  let service: Service;
  const key = KEYS.ana;
  const submit = (profiles: readonly object[], more: object = {}, headers: Record<string, string> = {}) =>
    service.request('POST', PROFILES, { key, body: { profiles, ...more }, headers });
  const cto = (slug: string, more: object = {}): object => ({
    linkedin_url: profileUrl(slug),
    suggested_role: 'CTO',
    ...more,
  });

  beforeAll(async () => {
    world = await CompanyWorld.start({ on });
    ({ service } = world);
    await importResume(
      service,
      key,
      'example1',
      resume('Ana Souza', [
        { company: 'Quillmark Systems', title: 'Chief Technology Officer' },
        { company: 'Brindlewood Tools', title: 'Head of Engineering', start: '2016', end: '2021-02' },
        { company: 'Freelance', title: 'Consultant', start: '2014', end: '2016' },
      ]),
    );
  });
  afterAll(() => expectNoSilence(service));
  afterAll(() => world.stop());

  it('answers the published curl example with the published response [S4-1, S4-2, S4-9 to S4-22, S4-32, S4-33, S4-35]', async () => {
    const answer = await service.request('POST', '/api/v1/profiles/batch-enhanced', {
      key,
      headers: { 'Content-Type': 'application/json' },
      raw: `{
    "profiles": [
      {
        "linkedin_url": "https://www.linkedin.com/in/example1/",
        "suggested_role": "CTO"
      },
      {
        "linkedin_url": "https://www.linkedin.com/in/example2/", 
        "suggested_role": "CIO"
      }
    ],
    "max_concurrent": 2
  }`,
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      batch_id: matching(UUID),
      total_requested: 2,
      successful: 1,
      failed: 1,
      results: [
        {
          id: matching(UUID),
          name: 'Ana Souza',
          url: 'https://www.linkedin.com/in/example1/',
          position: 'Chief Technology Officer',
          about: 'Builds payment systems.',
          experience: expect.any(Array) as unknown,
          education: [expect.objectContaining({ school: 'University of Somewhere' })],
          certifications: [expect.objectContaining({ name: 'CISSP', issuer: 'ISC2' })],
          companies_processed: [
            expect.objectContaining({ id: matching(UUID), company_name: 'Quillmark Systems' }),
            expect.objectContaining({ id: matching(UUID), company_name: 'Brindlewood Tools' }),
          ],
          pipeline_metadata: {
            pipeline_id: matching(UUID),
            companies_found: 2,
            has_embeddings: true,
            processing_time: matching(ISO),
          },
          created_at: matching(ISO),
        },
        {
          id: '',
          name: 'Failed: https://www.linkedin.com/in/example2/',
          url: 'https://www.linkedin.com/in/example2/',
          position: 'Processing Failed',
          about: 'Error: Profile not found',
          pipeline_metadata: {
            status: 'failed',
            errors: [
              {
                error: 'Profile not found',
                details: matching(/^LinkedIn profile is private or does not exist\. To have it found, import /),
              },
            ],
          },
          created_at: matching(ISO),
        },
      ],
      started_at: matching(ISO),
      completed_at: matching(ISO),
      processing_time_seconds: expect.any(Number) as unknown,
    });
    expect(answer.at('results', 0, 'experience')).toHaveLength(3);
    expect(Object.keys(answer.body as object)).toEqual([
      'batch_id',
      'total_requested',
      'successful',
      'failed',
      'results',
      'started_at',
      'completed_at',
      'processing_time_seconds',
    ]);
    const seconds = answer.at('processing_time_seconds') as number;
    expect(Math.round(seconds * 10) / 10).toBe(seconds);
    // The facts of company extraction are included with the company.
    expect(answer.at('results', 0, 'companies_processed', 0, 'employee_count')).toBe('501-1000');
  });

  it('returns the canonical address, uses the name override, and looks no company up [S4-22, S4-23, S4-24]', async () => {
    const asked = world.wikidata.received.length;
    const answer = await submit([
      {
        linkedin_url: 'br.linkedin.com/in/Example1?trk=x',
        suggested_role: 'CTO',
        name: 'Ms Souza',
        include_companies: false,
      },
    ]);
    expect(answer.at('results', 0)).toMatchObject({
      url: profileUrl('example1'),
      name: 'Ms Souza',
      companies_processed: [],
      pipeline_metadata: { companies_found: 2 },
    });
    expect(world.wikidata.received).toHaveLength(asked);
  });

  it('responds with 200 even when every profile failed, in the order of the request [S4-42, S4-12]', async () => {
    const slugs = ['nobody-c', 'nobody-a', 'nobody-b'];
    const answer = await submit(slugs.map((slug) => cto(slug)));
    expect(answer.status).toBe(200);
    expect([answer.at('successful'), answer.at('failed')]).toEqual([0, 3]);
    expect((answer.at('results') as { url: string }[]).map(({ url }) => url)).toEqual(slugs.map(profileUrl));
  });

  it('responds with 202 at once on request, and with the status later [S4-44, S4-46, S4-49]', async () => {
    const answer = await submit([cto('example1'), cto('nobody-at-all')], {}, { Prefer: 'respond-async' });
    expect(answer.status).toBe(202);
    const id = answer.at('batch_id') as string;
    expect(answer.headers.get('location')).toBe(`/api/v1/batches/${id}`);
    expect(answer.at('status_url')).toBe(`${PROFILES}/${id}`);
    const done = await eventually('the batch ends', async () => {
      const status = await service.request('GET', `${PROFILES}/${id}`, { key });
      return status.at('completed_at') !== null && status;
    });
    expect(done.body).toMatchObject({ batch_id: id, total_requested: 2, successful: 1, failed: 1 });
    expect(done.at('results')).toHaveLength(2);
    // Pollers stop at this status; a batch that was answered with 200 is read the same way.
    expect(done.body).toMatchObject({ status: 'partial', status_url: `${PROFILES}/${id}` });
    expect((await service.request('GET', `${PROFILES}/${id}`, { key: KEYS.otto })).status).toBe(404);
  });

  it('replays an Idempotency-Key with the same batch, and rejects it for another body', async () => {
    const headers = { 'Idempotency-Key': 'profiles-once' };
    const first = await submit([cto('example1')], {}, headers);
    const second = await submit([cto('example1')], {}, headers);
    expect(second.status).toBe(200);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect((await submit([cto('example2')], {}, headers)).status).toBe(422);
  });

  it('replays a 202 as the full response after the end [S4-49]', async () => {
    const headers = { 'Idempotency-Key': 'profiles-async', Prefer: 'respond-async' };
    const first = await submit([cto('example1')], {}, headers);
    const id = String(first.at('batch_id'));
    await eventually('the batch ends', async () => {
      const status = await service.request('GET', `${PROFILES}/${id}`, { key });
      return status.at('completed_at') !== null;
    });
    const second = await submit([cto('example1')], {}, headers);
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
    expect(second.body).toMatchObject({
      batch_id: id,
      successful: 1,
      status: 'completed',
      status_url: `${PROFILES}/${id}`,
    });
  });

  it('returns ref and metadata of an item in its row, found or not', async () => {
    const mine = { ref: 'row-7', metadata: { desk: 12 } };
    const answer = await submit([cto('example1', mine), cto('nobody-echoes', mine), cto('nobody-else')]);
    const rows = answer.at('results') as Record<string, unknown>[];
    expect(rows.map(({ ref, metadata }) => ({ ref, metadata }))).toEqual([mine, mine, {}]);
    expect(Object.keys(rows[2] ?? {})).not.toContain('ref');
    const status = await service.request('GET', `${PROFILES}/${String(answer.at('batch_id'))}`, { key });
    expect(status.at('results')).toEqual(rows);
  });

  it('counts processing time, not the time between the end and a retry [S4-13]', async () => {
    const made = await submit([cto('nobody-hurries')]);
    const id = String(made.at('batch_id'));
    const status = () => service.request('GET', `${PROFILES}/${id}`, { key });
    const ended = performance.now();
    await eventually('the batch has been idle for a while', () => performance.now() - ended > 1_500);
    const retried = performance.now();
    await service.request('POST', `/api/v1/batches/${id}/retry`, { key, body: {} });
    const again = await eventually('it has ended again', async () => {
      const shown = await status();
      return shown.at('completed_at') !== null && shown;
    });
    const worked = (made.at('processing_time_seconds') as number) + (performance.now() - retried) / 1000;
    expect(again.at('processing_time_seconds')).toBeGreaterThanOrEqual(made.at('processing_time_seconds') as number);
    // Both figures are rounded to one decimal.
    expect(again.at('processing_time_seconds')).toBeLessThanOrEqual(worked + 0.2);
  });

  it('lists profiles newest first, also when created within a second', async () => {
    const slugs = Array.from({ length: 6 }, (_, at) => `quick-${at}`);
    for (const slug of slugs) await importResume(service, key, slug, resume(`Quinn ${slug}`, []));
    const made = await submit(
      slugs.map((slug) => cto(slug)),
      { max_concurrent: 1 },
    );
    const list = await service.request('GET', '/api/v1/profiles?q=Quinn', { key });
    const listed = list.at('results') as { readonly url: string; readonly created_at: string }[];
    expect(listed.map(({ url }) => url)).toEqual(slugs.map(profileUrl).reverse());
    expect(new Set(listed.map(({ created_at: at }) => at)).size).toBe(slugs.length);
    // The row shows whole seconds, as published.
    const shown = made.at('results', 5, 'created_at') as string;
    expect(shown).toMatch(ISO);
    expect(new Date(shown).getTime()).toBe(Math.floor(new Date(listed[0]?.created_at ?? 0).getTime() / 1000) * 1000);
  });

  it('stores nothing in a dry run', async () => {
    const before = (await service.request('GET', '/api/v1/batches?total=true', { key })).at('total');
    const answer = await service.request('POST', `${PROFILES}?validate_only=true`, {
      key,
      body: { profiles: [cto('example1')] },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ batch_id: null, total_requested: 1, validate_only: true });
    expect((await service.request('GET', '/api/v1/batches?total=true', { key })).at('total')).toEqual(before);
  });

  it('finds profiles and companies by similarity, and names the model [S4-36, S4-50]', async () => {
    await submit([cto('example1')]);
    const people = await service.request('POST', '/api/v1/profiles/search', {
      key,
      body: { query: 'chief technology officer for payments', role: 'CTO', company: 'quillmark', k: 5 },
    });
    expect(people.body).toMatchObject({
      embedding_model: 'hash-v1',
      semantic: false,
      ranking: 'cosine',
      results: [{ url: profileUrl('example1'), suggested_role: 'CTO' }],
    });
    expect(people.at('results', 0, 'similarity')).toBeGreaterThan(0.3);
    const companies = await service.request('POST', '/api/v1/companies/search', {
      key,
      body: { query: 'Brindlewood', k: 1 },
    });
    expect(companies.at('results')).toEqual([expect.objectContaining({ company_name: 'Brindlewood Tools' })]);
    const like = await service.request('POST', '/api/v1/companies/search', {
      key,
      body: { company_id: companies.at('results', 0, 'company_id') },
    });
    expect((like.at('results') as { company_name: string }[]).map(({ company_name }) => company_name)).not.toContain(
      'Brindlewood Tools',
    );
    const others = await service.request('POST', '/api/v1/profiles/search', { key: KEYS.otto, body: { query: 'CTO' } });
    expect(others.at('results')).toEqual([]);
    const neither = await service.request('POST', '/api/v1/profiles/search', { key, body: {} });
    expect(neither.status).toBe(422);
    const refused = async (path: string, field: string, valid: object): Promise<unknown> => {
      const body = { ...valid, [field]: null };
      const refusal = await service.request('POST', `/api/v1/${path}/search`, { key, body });
      return [refusal.status, refusal.at('validation_errors', 0, 'field')];
    };
    for (const field of ['query', 'profile_id', 'role', 'company', 'min_similarity', 'k'])
      expect(await refused('profiles', field, field === 'query' ? {} : { query: 'x' })).toEqual([422, field]);
    for (const field of ['query', 'company_id', 'industry'])
      expect(await refused('companies', field, field === 'query' ? {} : { query: 'x' })).toEqual([422, field]);
  });

  it('counts by role and provider [S4-48]', async () => {
    await importResume(
      service,
      key,
      'one-who-counts',
      resume('Cora Count', [{ company: 'Quillmark Systems', title: 'CTO' }]),
    );
    await submit([cto('one-who-counts'), cto('nobody-counts'), cto('nobody-else')]);
    const answer = await service.request('GET', '/api/v1/profiles/analytics?timeframe=1h', { key });
    const figures = answer.body as { profiles: { total: number; succeeded: number; failed: number } };
    expect(figures.profiles.total).toBeGreaterThan(2);
    expect(figures.profiles.succeeded + figures.profiles.failed).toBe(figures.profiles.total);
    expect(answer.at('providers', 0, 'provider')).toBe('archive');
    expect((answer.at('errors') as { code: string }[]).map(({ code }) => code)).toContain('PROFILE_NOT_FOUND');
  });
});

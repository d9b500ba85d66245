import { KEYS } from '../support/accounts.js';
import { CompanyWorld } from '../support/company-world.js';
import { eventually } from '../support/eventually.js';
import { importResume, pdlPerson, PROFILES, profileUrl, resume, slugAsked } from '../support/profiles.js';
import { ProviderServer, type Received, type Reply } from '../support/provider-server.js';
import { describeOnDatabases, type Service } from '../support/service.js';

const ERASED = { profiles: 0, archives: 0, results: 0 };

describeOnDatabases('An erasure [S4-51]', (on) => {
  let world: CompanyWorld;
  let service: Service;
  let pdl: ProviderServer;
  let answer: (request: Received) => Reply | Promise<Reply> = () => ({ status: 404 });
  const key = KEYS.ana;
  const profile = (slug: string, more: object = {}): object => ({
    linkedin_url: profileUrl(slug),
    suggested_role: 'CISO',
    include_companies: false,
    ...more,
  });
  const submit = (profiles: readonly object[], more: object = {}, headers: Readonly<Record<string, string>> = {}) =>
    service.request('POST', PROFILES, { key, body: { profiles, ...more }, headers });
  const erase = (slug: string) =>
    service.request('DELETE', `/api/v1/profiles?linkedin_url=${encodeURIComponent(profileUrl(slug))}`, { key });
  const batch = (id: unknown, path = '') => service.request('GET', `/api/v1/batches/${String(id)}${path}`, { key });

  /** Tables with a row that contains any of the texts; with the embedded database only once the service has ended. */
  async function traces(texts: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const tables = await service.sql(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const union = tables.map(({ name }) => `SELECT '${String(name)}' AS name, t::text AS row FROM "${String(name)}" t`);
    return service.sql(
      `SELECT DISTINCT text, name FROM (${union.join(' UNION ALL ')}) a
         JOIN json_array_elements_text($1::json) text ON position(lower(text) in lower(row)) > 0 ORDER BY 1, 2`,
      [JSON.stringify(texts)],
    );
  }

  beforeAll(async () => {
    pdl = await ProviderServer.start((request) => answer(request));
    world = await CompanyWorld.start({ on, env: { PDL_API_KEY: 'k'.repeat(64), PDL_BASE_URL: `${pdl.base}/v5` } });
    ({ service } = world);
  });
  afterAll(async () => {
    await Promise.all([world.stop(), pdl.stop()]);
  });

  it('deletes the rows of files too, those that were no valid items included', async () => {
    answer = () => ({ status: 404 });
    const url = profileUrl('from-a-file');
    const rows = [
      `${url},CTO,Filina One,secret one`,
      `${url},Baker,Filina Two,secret two`,
      `${profileUrl('who-else')},CIO,Otto,kept`,
    ];
    const file = { raw: ['linkedin,role,full name,note', ...rows].join('\n'), headers: { 'Content-Type': 'text/csv' } };
    const path = '/api/v1/batches?kind=profile_ingestion&on_invalid=fail_items';
    const { status, body } = await service.request('POST', path, { key, ...file });
    expect(status).toBe(201);
    const { id } = body as { readonly id: string };
    await eventually('the batch ends', async () => (await batch(id)).at('completed_at') !== null);
    expect((await erase('from-a-file')).body).toEqual({ ...ERASED, results: 2 });
    const left = [await batch(id, '/export?format=csv'), await batch(id, '/items'), await batch(id, '/import')];
    expect(left.map(({ text }) => /Filina|secret|from-a-file/.exec(text)?.[0])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(left[0]?.text).toContain('Otto,kept');
  });

  it('deletes all data of a person: profile, vector, import, and the person in batch items', async () => {
    answer = () => ({ status: 404 });
    const job = { company: 'Quillmark Systems', title: 'CTO' };
    await importResume(service, key, 'to-be-erased', resume('Erika Muster', [job]));
    await importResume(service, key, 'who-stays', resume('Stefan Bleibt', [job]));
    const mine = { ref: 'Muster-1', metadata: { mail: 'muster@example.org' }, include_companies: true };
    const made = await submit([profile('to-be-erased', mine), profile('who-stays')]);
    const failed = await submit([profile('Not-Found-Muster', { name: 'Erika Muster' })]);
    const id = made.at('results', 0, 'id') as string;
    const shown = await service.request('GET', `/api/v1/profiles/${id}`, { key });
    expect(shown.body).toMatchObject({
      name: 'Erika Muster',
      companies: [{ company_name: 'Quillmark Systems', positions: [{ title: 'CTO', is_current: true }] }],
      provenance: { provider: 'archive', basis: 'member_export' },
    });
    expect((await service.request('DELETE', `/api/v1/profiles/${id}`, { key: KEYS.otto })).status).toBe(404);
    expect((await erase('to-be-erased')).body).toEqual({ profiles: 1, archives: 1, results: 1 });
    // Only the request of this one was stored.
    expect((await erase('not-found-muster')).body).toEqual({ ...ERASED, results: 1 });
    expect((await erase('to-be-erased')).body).toEqual({ ...ERASED, results: 1 });

    expect((await service.request('GET', `/api/v1/profiles/${id}`, { key })).status).toBe(404);
    const places = ['', '/items', '/items/0', '/export?format=csv', '/export?format=json'];
    for (const one of [made, failed])
      for (const place of places) {
        const { text } = await batch(one.at('batch_id'), place);
        expect(text).not.toMatch(/muster|to-be-erased/i);
      }
    const status = await service.request('GET', `${PROFILES}/${String(made.at('batch_id'))}`, { key });
    expect([status.at('results', 0, 'about'), status.at('results', 0, 'url')]).toEqual([
      'Error: Profile erased',
      'erased',
    ]);
    expect(status.at('results', 1, 'name')).toBe('Stefan Bleibt');
    const search = await service.request('POST', '/api/v1/profiles/search', { key, body: { query: 'CTO' } });
    expect(search.text).not.toContain('to-be-erased');
    // Without its import the profile is not found again, and a retry of the erased item queries no provider.
    expect((await submit([profile('to-be-erased')])).at('successful')).toBe(0);
    expect((await erase('to-be-erased')).body).toEqual({ ...ERASED, results: 2 });
    const asked = pdl.received.length;
    await service.request('POST', `/api/v1/batches/${String(failed.at('batch_id'))}/retry`, { key, body: {} });
    await eventually('it ends', async () => (await batch(failed.at('batch_id'))).at('status') === 'failed');
    expect((await batch(failed.at('batch_id'), '/items/0')).at('error', 'message')).toBe('Profile erased');
    expect(pdl.received).toHaveLength(asked);
  });

  it('covers pending and running items, whose results are not stored', async () => {
    const release: (() => void)[] = [];
    answer = async (request) => {
      await new Promise<void>((resolve) => release.push(resolve));
      return { body: pdlPerson(slugAsked(request)) };
    };
    const slugs = ['runs-meanwhile', 'waits-meanwhile', 'somebody-else'];
    const made = await submit(
      slugs.map((slug) => profile(slug)),
      { max_concurrent: 1 },
      { Prefer: 'respond-async' },
    );
    const id = made.at('batch_id');
    await eventually('the first one is asked for', () => release.length === 1);
    expect((await erase('runs-meanwhile')).body).toEqual({ ...ERASED, results: 1 });
    expect((await erase('waits-meanwhile')).body).toEqual({ ...ERASED, results: 1 });
    release.shift()?.();
    await eventually('the third one is asked for', () => release.length === 1);
    expect(slugAsked(pdl.received.at(-1) as Received)).toBe('somebody-else');
    release.shift()?.();
    await eventually('the batch ends', async () => (await batch(id)).at('status') === 'partial');
    const status = await service.request('GET', `${PROFILES}/${String(id)}`, { key });
    expect((status.at('results') as { about: string }[]).map(({ about }) => about).slice(0, 2)).toEqual([
      'Error: Profile erased',
      'Error: Profile erased',
    ]);
    expect(status.at('results', 2, 'name')).toBe('Person somebody-else');
    const list = await service.request('GET', '/api/v1/profiles?q=meanwhile', { key });
    expect(list.at('results')).toEqual([]);
  });

  it('applies to runs that began before it: later imports and retries are stored', async () => {
    answer = () => ({ status: 404 });
    const again = async (): Promise<void> => {
      await importResume(
        service,
        key,
        'comes-back',
        resume('Rita Rückkehr', [{ company: 'Quillmark', title: 'CISO' }]),
      );
    };
    await again();
    const made = await submit([profile('comes-back'), profile('nobody-there')]);
    const id = String(made.at('batch_id'));
    const figures = async (): Promise<readonly unknown[]> => {
      const shown = await service.request('GET', `${PROFILES}/${id}`, { key });
      const rows = shown.at('results') as { readonly name: string }[];
      return [shown.at('successful'), shown.at('failed'), rows[0]?.name];
    };
    expect(await figures()).toEqual([1, 1, 'Rita Rückkehr']);
    await erase('comes-back');
    // Items shown as failed count as failed.
    expect(await figures()).toEqual([0, 2, 'Failed: erased']);

    await again();
    const retry = { indexes: [0], statuses: ['succeeded'], inputs: { 0: profile('comes-back') } };
    await service.request('POST', `/api/v1/batches/${id}/retry`, { key, body: retry });
    await eventually('it is done', async () => (await batch(id)).at('status') === 'partial');
    expect(await figures()).toEqual([1, 1, 'Rita Rückkehr']);
    const list = await service.request('GET', '/api/v1/profiles?q=r%C3%BCckkehr', { key });
    expect(list.at('results')).toEqual([expect.objectContaining({ url: profileUrl('comes-back') })]);
    expect((await erase('comes-back')).body).toEqual({ profiles: 1, archives: 1, results: 1 });
    expect(await figures()).toEqual([0, 2, 'Failed: erased']);
  });

  it('covers an item that runs again after an earlier erasure', async () => {
    answer = (request) => ({ body: pdlPerson(slugAsked(request)) });
    const made = await submit([profile('erased-twice')]);
    const id = String(made.at('batch_id'));
    await erase('erased-twice');
    let release: (() => void) | undefined;
    answer = async (request) => {
      await new Promise<void>((resolve) => (release = resolve));
      return { body: pdlPerson(slugAsked(request)) };
    };
    const retry = { inputs: { 0: profile('erased-twice') } };
    await service.request('POST', `/api/v1/batches/${id}/retry`, { key, body: retry });
    await eventually('it is asked for again', () => release !== undefined);
    expect((await erase('erased-twice')).body).toEqual({ ...ERASED, results: 1 });
    release?.();
    await eventually('the batch ends', async () => (await batch(id)).at('status') === 'completed');
    const status = await service.request('GET', `${PROFILES}/${id}`, { key });
    expect([status.at('successful'), status.at('results', 0, 'name')]).toEqual([0, 'Failed: erased']);
    expect((await service.request('GET', '/api/v1/profiles?q=erased-twice', { key })).at('results')).toEqual([]);
  });

  it('deletes the employers of no other profile, whose names may be the person’s', async () => {
    answer = () => ({ status: 404 });
    const shared = { company: 'Quillmark Systems', title: 'CTO', start: '2015', end: '2019' };
    await importResume(
      service,
      key,
      'who-founded',
      resume('Ines Inhaber', [{ company: 'Ines Inhaber Consulting', title: 'CISO' }, shared]),
    );
    await importResume(service, key, 'who-worked', resume('Wim Werker', [shared]));
    const withCompanies = { include_companies: true };
    const made = await submit([profile('who-founded', withCompanies), profile('who-worked', withCompanies)]);
    expect(made.at('successful')).toBe(2);
    const search = (query: string) => service.request('POST', '/api/v1/companies/search', { key, body: { query } });
    expect((await search('Ines Inhaber Consulting')).text).toContain('Ines Inhaber Consulting');
    await erase('who-founded');
    const found = await search('Ines Inhaber Consulting');
    expect(found.status).toBe(200);
    expect(found.text).not.toContain('Inhaber');
    expect((await search('Quillmark Systems')).text).toContain('Quillmark Systems');
    const other = await service.request('GET', `/api/v1/profiles/${String(made.at('results', 1, 'id'))}`, { key });
    expect(other.at('companies')).toEqual([expect.objectContaining({ company_name: 'Quillmark Systems' })]);
  });

  it('deletes no employer of a profile that is being ingested', async () => {
    await importResume(
      service,
      key,
      'who-leaves',
      resume('Lea Leaver', [{ company: 'Tarnbrook Works', title: 'CTO' }]),
    );
    const jobs = ['Tarnbrook Works', 'Kestrelbank'].map((company) => ({ company, title: 'CTO' }));
    await importResume(service, key, 'who-joins', resume('Jo Joiner', jobs));
    const withCompanies = { include_companies: true };
    expect((await submit([profile('who-leaves', withCompanies)])).at('successful')).toBe(1);
    let release: (() => void) | undefined;
    world.intercept = ({ query }) => {
      if (!(query.get('search') ?? '').startsWith('Kestrelbank')) return null;
      return new Promise((resolve) => (release = () => resolve({ status: 404 })));
    };
    const answered = submit([profile('who-joins', withCompanies)]);
    await eventually('the second employer is looked up', () => release !== undefined);
    await erase('who-leaves');
    world.intercept = null;
    release?.();
    const made = await answered;
    const row = made.at('results', 0) as { id: string; companies_processed: { id: string; company_name: string }[] };
    const stored = await service.request('GET', `/api/v1/profiles/${row.id}`, { key });
    const shown = (stored.at('companies') as { id: string; company_name: string }[]).map(({ id }) => id);
    expect(shown).toEqual(row.companies_processed.map(({ id }) => id));
    expect(shown).toHaveLength(2);
    const found = await service.request('POST', '/api/v1/companies/search', {
      key,
      body: { query: 'Tarnbrook Works' },
    });
    expect(found.text).toContain('Tarnbrook Works');
  });

  it('prevents a running item from storing employers of the person', async () => {
    let release: (() => void) | undefined;
    answer = async () => {
      await new Promise<void>((resolve) => (release = resolve));
      const experience = [{ company: { name: 'Firmeninhaber Group' }, title: { name: 'CISO' }, is_primary: true }];
      return { body: { status: 200, likelihood: 9, data: { full_name: 'Fritz Firmeninhaber', experience } } };
    };
    const answered = submit([profile('runs-with-firm', { include_companies: true })]);
    await eventually('it is asked for', () => release !== undefined);
    expect((await erase('runs-with-firm')).body).toEqual({ ...ERASED, results: 1 });
    release?.();
    expect((await answered).at('results', 0, 'about')).toBe('Error: Profile erased');
    const found = await service.request('POST', '/api/v1/companies/search', { key, body: { query: 'Firmeninhaber' } });
    expect(found.text).not.toContain('Firmeninhaber');
  });

  it('ignores an item whose address was corrected, and leaves no data in any table', async () => {
    answer = (request) => ({ body: pdlPerson(slugAsked(request)) });
    const made = await submit([profile('mistaken-identity')]);
    expect(made.at('successful')).toBe(1);
    expect((await erase('mistaken-identity')).body).toEqual({ profiles: 1, archives: 0, results: 1 });
    const id = String(made.at('batch_id'));
    const corrected = { inputs: { 0: profile('the-right-one') } };
    await service.request('POST', `/api/v1/batches/${id}/retry`, { key, body: corrected });
    await eventually('it is done', async () => (await batch(id)).at('status') === 'completed');
    const status = await service.request('GET', `${PROFILES}/${id}`, { key });
    expect(status.at('results', 0, 'name')).toBe('Person the-right-one');
    // The embedded database can only be read once the service has ended.
    const { output } = service;
    if (on === 'embedded') await service.stop();
    const gone = ['to-be-erased', 'muster', 'mistaken-identity', 'meanwhile', 'comes-back', 'erased-twice'];
    const found = await traces(['the-right-one', ...gone, 'firmeninhaber']);
    expect(new Set(found.map(({ text }) => text))).toEqual(new Set(['the-right-one']));
    if (on === 'embedded') service = await service.again();
    expect(output).not.toMatch(/muster|mistaken-identity|to-be-erased|comes-back|erased-twice/i);
  });
});

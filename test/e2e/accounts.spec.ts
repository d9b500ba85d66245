import { KEYS, userId } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { describeOnDatabases, Service } from '../support/service.js';

describeOnDatabases('accounts, health and metrics', (on) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on });
  });

  const post = (path: string, body: object, key: string = KEYS.admin) => service.request('POST', path, { key, body });

  it('lets only admins create users, with unique e-mail addresses', async () => {
    const user = { name: 'Nina', email: 'nina@example.com', role: 'client' };
    expect((await post('/api/v1/users', user, KEYS.ana)).status).toBe(403);
    expect((await post('/api/v1/users', user)).status).toBe(201);
    expect((await post('/api/v1/users', { ...user, email: 'NINA@example.com' })).status).toBe(409);
    expect((await post('/api/v1/users', { ...user, role: 'king' })).status).toBe(422);
  });

  it('refuses to demote or deactivate the last active admin', async () => {
    const admin = `/api/v1/users/${userId('admin')}`;
    for (const body of [{ role: 'client' }, { is_active: false }])
      expect((await service.request('PATCH', admin, { key: KEYS.admin, body })).at('error_code')).toBe('CONFLICT');
  });

  it('revokes the keys of a user who is deactivated', async () => {
    const made = await post('/api/v1/users', { name: 'Gone', email: 'gone@example.com', role: 'client' });
    const id = Number(made.at('id'));
    const key = String((await post('/api/v1/keys', { name: 'k', scopes: ['batch:read'], user_id: id })).at('key'));
    expect((await service.request('GET', '/api/v1/batches', { key })).status).toBe(200);
    await service.request('PATCH', `/api/v1/users/${id}`, { key: KEYS.admin, body: { is_active: false } });
    expect((await service.request('GET', '/api/v1/batches', { key })).status).toBe(401);
  });

  it('shows a new key once, with no more scopes than the caller has, and revokes it at once', async () => {
    const issued = await post('/api/v1/keys', { name: 'mine', scopes: ['batch:read'] }, KEYS.ana);
    const key = String(issued.at('key'));
    expect((await service.request('GET', '/api/v1/batches', { key })).status).toBe(200);
    const list = await service.request('GET', '/api/v1/keys', { key: KEYS.ana });
    expect(list.text).not.toContain(key);
    expect(list.text).toContain(String(issued.at('id')));
    expect((await post('/api/v1/keys', { name: 'more', scopes: ['admin'] }, KEYS.ana)).status).toBe(403);
    const others = { name: 'other', scopes: ['batch:read'], user_id: userId('otto') };
    expect((await post('/api/v1/keys', others, KEYS.ana)).status).toBe(403);
    const path = `/api/v1/keys/${String(issued.at('id'))}`;
    expect((await service.request('DELETE', path, { key: KEYS.otto })).status).toBe(404);
    expect((await service.request('DELETE', path, { key: KEYS.ana })).status).toBe(204);
    expect((await service.request('GET', '/api/v1/batches', { key })).status).toBe(401);
  });

  it('tells any caller whose key it is, its scopes, its limits and what is left of them', async () => {
    const expires_at = '2036-01-01T00:00:00.000Z';
    const issued = await post(
      '/api/v1/keys',
      { name: 'who am I', scopes: ['batch:write', 'company:write'], expires_at },
      KEYS.admin,
    );
    const key = String(issued.at('key'));
    const me = async (): Promise<Answer> => service.request('GET', '/api/v1/me', { key });
    const first = await me();
    expect(first.body).toEqual({
      user: { id: userId('admin'), name: 'admin', email: 'admin@example.com', role: 'staff' },
      key: { id: issued.at('id'), name: 'who am I', expires_at },
      scopes: ['batch:write', 'company:write'],
      limits: {
        requests_per_minute: null,
        active_batches: { limit: expect.any(Number), left: first.at('limits', 'active_batches', 'limit') },
        items_per_batch: 100_000,
        appended_items_per_batch: 1_000_000,
      },
    });
    const opened = await service.request('POST', '/api/v1/batches/open', { key, body: { kind: 'company_extraction' } });
    expect(opened.status).toBe(201);
    const left = (await me()).at('limits', 'active_batches') as { limit: number; left: number };
    expect(left.left).toBe(left.limit - 1);
    await service.request('POST', `/api/v1/batches/${String(opened.at('id'))}/cancel`, { key });
    expect((await me()).at('limits', 'active_batches', 'left')).toBe(left.limit);
    for (const wrong of [null, `${key}x`])
      expect((await service.request('GET', '/api/v1/me', { key: wrong })).status).toBe(401);
  });

  it('refuses an expiry in the past, and the scope admin for users who are not admins', async () => {
    const past = { name: 'old', scopes: ['batch:read'], expires_at: '2020-01-01T00:00:00Z' };
    expect((await post('/api/v1/keys', past)).status).toBe(422);
    expect((await post('/api/v1/keys', { name: 'x', scopes: ['admin'], user_id: userId('ana') })).status).toBe(422);
  });

  it('revokes the keys that were created with a revoked key, and in turn those created with them', async () => {
    const [parent, child, grandchild] = [KEYS.admin, 0, 0].map(() => ({ id: '', key: '' }));
    const make = async (by: string, into: { id: string; key: string }, more: object = {}): Promise<void> => {
      const made = await post('/api/v1/keys', { name: 'family', scopes: ['keys:write', 'keys:read'], ...more }, by);
      Object.assign(into, { id: String(made.at('id')), key: String(made.at('key')) });
    };
    if (parent === undefined || child === undefined || grandchild === undefined) throw new Error('There are three.');
    await make(KEYS.admin, parent, { user_id: userId('otto') });
    await make(parent.key, child);
    await make(child.key, grandchild);
    const statusOf = async ({ key }: { key: string }): Promise<number> =>
      (await service.request('GET', '/api/v1/keys', { key })).status;
    expect(await statusOf(grandchild)).toBe(200);
    await service.request('DELETE', `/api/v1/keys/${parent.id}`, { key: KEYS.admin });
    expect([await statusOf(parent), await statusOf(child), await statusOf(grandchild)]).toEqual([401, 401, 401]);
    const list = (await service.request('GET', '/api/v1/keys', { key: KEYS.otto })).at('results') as {
      readonly id: string;
      readonly parent_id: string | null;
      readonly revoked_at: string | null;
    }[];
    expect(list.find(({ id }) => id === grandchild.id)).toMatchObject({
      parent_id: child.id,
      revoked_at: expect.any(String) as unknown,
    });
  });

  it('lets keys that were created with a key expire no later than that key', async () => {
    const expiry = new Date(Date.now() + 3_600_000).toISOString();
    const key = { name: 'hour', scopes: ['keys:write'] };
    const parent = await post('/api/v1/keys', { ...key, user_id: userId('otto'), expires_at: expiry });
    const by = String(parent.at('key'));
    expect((await post('/api/v1/keys', key, by)).at('expires_at')).toBe(expiry);
    const later = await post('/api/v1/keys', { ...key, expires_at: '2099-01-01T00:00:00Z' }, by);
    expect([later.status, later.at('validation_errors', 0, 'field')]).toEqual([422, 'expires_at']);
  });

  it('allows at most a hundred valid keys per user', async () => {
    const made = await post('/api/v1/users', { name: 'Many', email: 'many@example.com', role: 'client' });
    const key = { name: 'k', scopes: ['batch:read'], user_id: Number(made.at('id')) };
    const answers = await Promise.all(Array.from({ length: 102 }, () => post('/api/v1/keys', key)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused.map(({ at }) => at('details', 'limit'))).toEqual([100, 100]);
    const some = answers.find(({ status }) => status === 201);
    await service.request('DELETE', `/api/v1/keys/${String(some?.at('id'))}`, { key: KEYS.admin });
    expect((await post('/api/v1/keys', key)).status).toBe(201);
  });

  it('report the health publicly, and its details to admins only', async () => {
    const asks = [
      ['/api/v1/health', null],
      ['/api/v1/health/live', null],
      ['/api/v1/health/ready', null],
      ['/api/v1/health', KEYS.ana],
    ] as const;
    // Asked again: on a machine without a free core the database may be two seconds late once.
    for (const [path, key] of asks)
      await eventually(`${path} says no more than ok`, async () => {
        expect((await service.request('GET', path, { key })).body).toEqual({ status: 'ok' });
        return true;
      });
    await eventually('an admin sees the details', async () => {
      const detail = await service.request('GET', '/api/v1/health', { key: KEYS.admin });
      expect(detail.at('database', 'durability')).toBe(on === 'postgres' ? 'power-loss' : 'process-crash');
      expect(detail.at('batches')).toEqual({ waiting: 0, processing: 0, paused: 0, running_items: 0, stuck: 0 });
      return true;
    });
  });

  it.each(['/api/v1/health', '/api/v1/health/ready', '/api/v1/health/live', '/api/v1/batches?limit=1'])(
    'answers HEAD %s like GET, without the body',
    async (path) => {
      // Not as an admin: the health details for admins contain current figures, so their length varies.
      const [head, get] = await Promise.all(
        ['HEAD', 'GET'].map((method) => service.request(method, path, { key: KEYS.ana, checked: false })),
      );
      expect([head?.status, head?.text]).toEqual([200, '']);
      for (const header of ['content-type', 'content-length'])
        expect(head?.headers.get(header)).toBe(get?.headers.get(header));
    },
  );

  it('requires for HEAD the same key as for GET, and refuses HEAD of an event stream', async () => {
    const head = (path: string, key: string | null): Promise<Answer> =>
      service.request('HEAD', path, { key, checked: false });
    expect((await head('/api/v1/batches', null)).status).toBe(401);
    const stream = await head('/api/v1/batches/00000000-0000-4000-8000-000000000000/events', KEYS.ana);
    expect([stream.status, stream.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await head('/api/v1/batch-process', KEYS.ana)).status).toBe(405);
  });

  it('returns metrics to admins, as Prometheus text and as JSON [S0-29, S2-67]', async () => {
    await post('/api/v1/batch-process', { items: [{ id: 'm', data: {} }] });
    await service.request('GET', `/api/v1/users/${userId('ana')}`, { key: KEYS.admin });
    expect((await service.request('GET', '/api/v1/metrics', { key: KEYS.ana })).status).toBe(403);
    // Without its seal it cannot end before it is paused.
    const open = await post('/api/v1/batches/open', { kind: 'url_analysis' });
    await post(`/api/v1/batches/${String(open.at('id'))}/pause`, {});
    const text = await service.request('GET', '/api/v1/metrics', { key: KEYS.admin });
    expect(text.text).toMatch(/^batch_items_ended_total\{kind="contact_analysis",outcome="succeeded"\} [1-9]/m);
    expect(text.text).toMatch(/^http_request_duration_seconds_count\{route="\/api\/v1\/users\/:id"/m);
    expect(text.text).toMatch(/^batches\{kind="url_analysis",status="paused"\} [1-9]/m);
    expect(text.text).toMatch(/^batchwright_oldest_waiting_batch_seconds\{kind="url_analysis"\} [\d.]+$/m);
    expect(text.text).toMatch(/^batchwright_webhook_deliveries_waiting \d+$/m);
    expect(text.text).not.toMatch(/^batches\{[^}]*status="completed"/m);
    const headers = { Accept: 'application/json' };
    const json = await service.request('GET', '/api/v1/metrics', { key: KEYS.admin, headers });
    expect(Array.isArray(json.body)).toBe(true);
  });

  it('sends the security headers with results and errors', async () => {
    for (const path of ['/api/v1/health', '/api/v1/batches', '/nowhere']) {
      const { headers } = await service.request('GET', path, { key: null, checked: false });
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });
});

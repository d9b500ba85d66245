import { KEYS, userId } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { expectNoSilence } from '../support/event-loop.js';
import { EventStream } from '../support/event-stream.js';
import { eventually } from '../support/eventually.js';
import { LiveSocket } from '../support/live-socket.js';
import { describeOnDatabases, Service } from '../support/service.js';

const PATH = '/api/v1/sessions';
const CONTACT = { kind: 'contact_analysis', items: [{ id: 'by-session', data: { name: 'Ana' } }] };

/** The cookie of an answer as a browser would send it back, and how it was set. */
function cookieOf(answer: Answer): { readonly pair: string; readonly attributes: readonly string[] } {
  const [pair = '', ...attributes] = (answer.headers.get('set-cookie') ?? '').split('; ');
  return { pair, attributes };
}

describeOnDatabases('A session of the console', (on) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on });
  });
  afterAll(() => expectNoSilence(service));

  const signIn = (body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    service.request('POST', PATH, { key: null, body, headers });
  const signedIn = async (key: string): Promise<string> => {
    const answer = await signIn({ key });
    expect(answer.status).toBe(201);
    return cookieOf(answer).pair;
  };
  /** A request of a page of the service itself. */
  const call = (method: string, path: string, cookie: string, body?: object): Promise<Answer> =>
    service.request(method, path, {
      key: null,
      headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
      ...(body && { body }),
    });
  const current = async (cookie: string): Promise<unknown> =>
    (await call('GET', `${PATH}/current`, cookie)).at('session');
  const newKey = async (scopes: readonly string[]): Promise<{ id: string; key: string }> => {
    const body = { name: 'of a session', scopes, user_id: userId('ana') };
    return (await service.request('POST', '/api/v1/keys', { body })).body as { id: string; key: string };
  };

  it('begins by the link that the start prints, once', async () => {
    const [, ticket] = /\/console\/#ticket=(st_\S+)/.exec(service.output) ?? [];
    const answer = await signIn({ ticket });
    expect(answer.status).toBe(201);
    expect(answer.at('user', 'role')).toBe('admin');
    expect(await current(cookieOf(answer).pair)).toMatchObject({ scopes: ['admin'] });
    const again = await signIn({ ticket });
    expect([again.status, again.headers.get('set-cookie')]).toEqual([401, null]);
  });

  it('begins by a key, has its rights, and is described without secrets', async () => {
    const cookie = await signedIn(KEYS.reader);
    expect((await call('GET', '/api/v1/batches', cookie)).status).toBe(200);
    const refused = await call('POST', '/api/v1/batches', cookie, CONTACT);
    expect([refused.status, refused.at('details', 'required_scope')]).toEqual([403, 'batch:write']);
    const seen = await call('GET', `${PATH}/current`, cookie);
    expect(seen.text).not.toContain(cookie.split('=')[1]);
    expect(seen.text).not.toContain(KEYS.reader);
  });

  it('cannot be read by a script nor sent by another site, and lasts 12 hours', async () => {
    const { attributes } = cookieOf(await signIn({ key: KEYS.ana }));
    expect(attributes).toEqual(['Path=/', 'Max-Age=43200', 'HttpOnly', 'SameSite=Strict']);
    const answer = await signIn({ key: KEYS.ana });
    expect(answer.text).not.toContain(cookieOf(answer).pair.split('=')[1]);
  });

  it('opens streams of events and WebSockets', async () => {
    const cookie = await signedIn(KEYS.ana);
    const made = await call('POST', '/api/v1/batches', cookie, CONTACT);
    expect(made.status).toBe(201);
    const headers = { Cookie: cookie, Origin: service.url };
    const stream = await EventStream.open(`${service.url}/api/v1/batches/${String(made.at('id'))}/events`, headers);
    await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    stream.close();
    const url = `${service.url.replace('http', 'ws')}/api/v1/live-events`;
    const socket = await LiveSocket.open(url, headers);
    await eventually('the socket is ready', () => socket.messages.some(({ type }) => type === 'ready'));
    socket.socket.terminate();
    const foreign = await LiveSocket.open(url, { Cookie: cookie, Origin: 'http://127.0.0.1:1' });
    expect(foreign.refusedWith).toBe(403);
    const silent = await LiveSocket.open(url, { Cookie: cookie });
    expect(silent.refusedWith).toBe(403);
  });

  it('cannot be fixed: an id that a browser brings along is never taken, and the session before ends', async () => {
    const planted = `batchwright_session=${'a'.repeat(43)}`;
    const answer = await signIn({ key: KEYS.ana }, { Cookie: planted });
    const first = cookieOf(answer).pair;
    expect(first).not.toBe(planted);
    expect(await current(planted)).toBeNull();
    const second = cookieOf(await signIn({ key: KEYS.otto }, { Cookie: first })).pair;
    expect(await current(first)).toBeNull();
    expect(await current(second)).toMatchObject({ user: { id: userId('otto') } });
  });

  it('cannot be replayed after the sign-out, which takes the cookie back and closes what is open', async () => {
    const cookie = await signedIn(KEYS.ana);
    const other = await signedIn(KEYS.ana);
    const batch = await call('POST', '/api/v1/batches', cookie, CONTACT);
    const stream = await EventStream.open(`${service.url}/api/v1/batches/${String(batch.at('id'))}/events`, {
      Cookie: cookie,
    });
    await stream.next('the snapshot', ({ event }) => event === 'snapshot');
    const out = await call('DELETE', PATH, cookie);
    expect([out.status, cookieOf(out).attributes[1]]).toEqual([204, 'Max-Age=0']);
    expect((await call('GET', '/api/v1/batches', cookie)).status).toBe(401);
    await stream.closed();
    expect((await call('GET', '/api/v1/batches', other)).status).toBe(200);
  });

  it('ends with all others of the user when asked', async () => {
    const [mine, other, otto] = [await signedIn(KEYS.ana), await signedIn(KEYS.ana), await signedIn(KEYS.otto)];
    expect((await call('DELETE', `${PATH}?all=true`, mine)).status).toBe(204);
    expect([await current(mine), await current(other)]).toEqual([null, null]);
    expect(await current(otto)).not.toBeNull();
  });

  it('ends with its key', async () => {
    const { id, key } = await newKey(['batch:read']);
    const cookie = await signedIn(key);
    expect((await call('GET', '/api/v1/batches', cookie)).status).toBe(200);
    await service.request('DELETE', `/api/v1/keys/${id}`);
    expect((await call('GET', '/api/v1/batches', cookie)).status).toBe(401);
    expect(await current(cookie)).toBeNull();
  });

  it('is of no use to pages of other origins, which cannot sign a browser in either', async () => {
    const cookie = await signedIn(KEYS.ana);
    const statusOf = async (method: string, headers: Readonly<Record<string, string>>): Promise<number> =>
      (
        await service.request(method, '/api/v1/batches', {
          key: null,
          headers: { Cookie: cookie, ...headers },
          ...(method === 'POST' && { body: CONTACT }),
        })
      ).status;
    const foreign: readonly Readonly<Record<string, string>>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site', Origin: service.url },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
    ];
    for (const headers of foreign)
      expect([await statusOf('GET', headers), await statusOf('POST', headers)]).toEqual([403, 403]);
    expect([await statusOf('GET', {}), await statusOf('POST', {})]).toEqual([200, 403]);
    expect(await statusOf('POST', { Origin: service.url })).toBe(201);
    for (const headers of foreign) expect((await signIn({ key: KEYS.ana }, headers)).status).toBe(403);
    const out = await service.request('DELETE', PATH, { key: null, headers: { Cookie: cookie, ...foreign[0] } });
    expect([out.status, await current(cookie)]).toEqual([403, expect.objectContaining({})]);
  });

  it('gives way to a key, and to a session that no other host can have set', async () => {
    const cookie = await signedIn(KEYS.otto);
    const byKey = await service.request('GET', `${PATH}/current`, { key: KEYS.ana, headers: { Cookie: cookie } });
    expect(byKey.at('session')).toBeNull();
    const ana = await signedIn(KEYS.ana);
    expect(await current(`${cookie}; __Host-${ana}`)).toEqual(await current(ana));
    expect((await call('GET', '/api/v1/batches', `${cookie}; ${ana}`)).at('error_code')).toBe('AMBIGUOUS_CREDENTIALS');
  });

  it('needs exactly one key or ticket', async () => {
    for (const body of [{}, { key: KEYS.ana, ticket: 'st_x' }]) expect((await signIn(body)).status).toBe(422);
    for (const body of [{ key: 'wrong' }, { ticket: 'wrong' }]) expect((await signIn(body)).status).toBe(401);
  });
});

describe('Signing in', () => {
  // Behind a proxy, so that every test has an address of its own, whose wrong keys no other has sent.
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on: 'postgres', env: { TRUST_PROXY: '1' } });
  });

  it('is refused after 20 wrong keys a minute from one address', async () => {
    const headers = { 'X-Forwarded-For': '192.0.2.20' };
    const attempt = async (key: string): Promise<number> =>
      (await service.request('POST', PATH, { key: null, body: { key }, headers })).status;
    const answers: number[] = [];
    for (let n = 0; n < 21; n += 1) answers.push(await attempt(`guess-${n}`));
    expect(answers).toEqual([...Array<number>(20).fill(401), 429]);
    expect(await attempt(KEYS.ana)).toBe(429);
  });

  it('with made-up sessions costs an address its place as wrong keys do, and one that ended counts once', async () => {
    const from = { 'X-Forwarded-For': '192.0.2.30' };
    const statusOf = async (pair: string): Promise<number> =>
      (
        await service.request('GET', '/api/v1/batches', {
          key: null,
          headers: { ...from, Cookie: pair, 'Sec-Fetch-Site': 'same-origin' },
        })
      ).status;
    const { pair } = cookieOf(
      await service.request('POST', PATH, { key: null, body: { key: KEYS.ana }, headers: from }),
    );
    const madeUp = (n: number): string => `batchwright_session=${String(n).padStart(43, 'a')}`;
    const repeated: number[] = [];
    for (let n = 0; n < 30; n += 1) repeated.push(await statusOf(madeUp(0)));
    expect(repeated).toEqual(Array<number>(30).fill(401));
    const answers: number[] = [];
    for (let n = 1; n < 21; n += 1) answers.push(await statusOf(madeUp(n)));
    expect(answers).toEqual([...Array<number>(19).fill(401), 429]);
    expect(await statusOf(pair)).toBe(429);
    const socket = await LiveSocket.open(`${service.url.replace('http', 'ws')}/api/v1/live-events`, {
      ...from,
      Cookie: madeUp(99),
      Origin: service.url,
    });
    expect(socket.refusedWith).toBe(429);
  });

  it('over TLS makes the process believe no cookie that another host may have set', async () => {
    const secure = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '192.0.2.1' };
    const signedIn = async (key: string): Promise<string> =>
      cookieOf(await service.request('POST', PATH, { key: null, body: { key }, headers: secure })).pair;
    const pair = await signedIn(KEYS.ana);
    expect(pair).toMatch(/^__Host-batchwright_session=/);
    const idOf = async (Cookie: string): Promise<unknown> =>
      (await service.request('GET', `${PATH}/current`, { key: null, headers: { ...secure, Cookie } })).at(
        'session',
        'user',
        'id',
      );
    const planted = (await signedIn(KEYS.otto)).replace('__Host-', '');
    expect(await idOf(planted)).toBeUndefined();
    expect(await idOf(planted.replace('batch', '__Secure-batch'))).toBeUndefined();
    expect(await idOf(`${planted}; ${pair}`)).toBe(userId('ana'));
    const url = `${service.url.replace('http', 'ws')}/api/v1/live-events`;
    const socketOf = (Cookie: string): Promise<LiveSocket> =>
      LiveSocket.open(url, { ...secure, Cookie, Origin: service.url });
    const own = await socketOf(pair);
    await own.next({ type: 'ready' });
    own.close();
    const foreign = await socketOf(planted);
    foreign.send({ type: 'subscribe', kinds: ['url_analysis'] });
    expect(await foreign.closed()).toBe(4401);
  });

  it('over TLS, below a path, gives a cookie for that path that no plain request carries', async () => {
    const below = await Service.start({ on: 'postgres', env: { PUBLIC_PATH: '/batches', TRUST_PROXY: '1' } });
    const answer = await below.request('POST', PATH, {
      key: null,
      body: { key: KEYS.ana },
      headers: { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '192.0.2.1' },
    });
    const { pair, attributes } = cookieOf(answer);
    expect(pair).toMatch(/^__Secure-batchwright_session=/);
    expect(attributes).toEqual(['Path=/batches/', 'Max-Age=43200', 'HttpOnly', 'SameSite=Strict', 'Secure']);
    const path = `/batches${PATH}/current`;
    const seen = await below.request('GET', path, { key: null, headers: { Cookie: pair }, checked: false });
    expect(seen.at('session', 'user', 'id')).toBe(userId('ana'));
    const made = await below.request('POST', '/api/v1/batches', { key: KEYS.ana, body: CONTACT });
    expect(made.headers.get('location')).toBe(`/batches/api/v1/batches/${String(made.at('id'))}`);
  });

  it('stores no id and no ticket', async () => {
    const answer = await service.request('POST', PATH, { key: null, body: { key: KEYS.ana } });
    const id = cookieOf(answer).pair.split('=')[1] ?? '';
    const [, ticket = ''] = /#ticket=(st_\S+)/.exec(service.output) ?? [];
    expect([id.length, ticket.length]).toEqual([43, 46]);
    const rows = await service.sql(
      `SELECT encode(session_hash, 'escape') || key_id AS row FROM sessions
       UNION ALL SELECT encode(ticket_hash, 'escape') || key_id FROM sign_in_tickets`,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toContain(id);
    expect(JSON.stringify(rows)).not.toContain(ticket);
    expect(service.log.some((line) => JSON.stringify(line).includes(id))).toBe(false);
  });
});

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { KEYS, userId } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import type { Sql } from '../support/offline-sql.js';
import { describeOnDatabases, type Service } from '../support/service.js';
import { insertWaitingBatch, newWaitingBatch, startWith } from '../support/waiting-batches.js';

/** Far more than the buffers of two sockets hold. */
const ITEMS = 30_000;
const COMPANIES = 'batch_20260102_cutoff';
const insertCompanies: readonly Sql[] = [
  {
    text: `WITH b AS (
             INSERT INTO batches (public_id, kind, owner_id, status, options, started_at, completed_at)
             VALUES ($1, 'company_extraction', $2, 'processing', '{"export_format":"csv","include_failed_results":true}', now(), now())
             RETURNING id)
           INSERT INTO batch_items (batch_id, index, input, status, output, ended_at)
           SELECT b.id, n, json_build_object('name', 'Company ' || n), 'succeeded',
                  json_build_object('data', json_build_object('company_name', repeat('Company ', 100) || n)), now()
             FROM b, generate_series(0, $3::integer - 1) n`,
    values: [COMPANIES, userId('ana'), ITEMS],
  },
  { text: `UPDATE batches SET status = 'completed' WHERE public_id = $1`, values: [COMPANIES] },
];

describeOnDatabases('A right that is lost', (on) => {
  const batch = newWaitingBatch('ana');
  let service: Service;
  beforeAll(async () => {
    service = await startWith(on, [insertWaitingBatch(batch, ITEMS), ...insertCompanies]);
  }, 120_000);

  /** A download whose client reads its beginning only. */
  async function begin(path: string, key: string): Promise<Socket> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\n\r\n`);
    const [head] = (await once(socket, 'data')) as [Buffer];
    socket.pause();
    expect(head.toString()).toContain('HTTP/1.1 200 ');
    return socket;
  }

  /** Whether the rest of the download comes to its proper end. */
  async function isWhole(socket: Socket): Promise<boolean> {
    let last = '';
    socket.on('data', (chunk: Buffer) => (last = (last + chunk.toString('latin1')).slice(-20)));
    socket.resume();
    if (!socket.closed) await once(socket, 'close');
    return last.endsWith('0\r\n\r\n');
  }

  const cuts = (): number => service.log.filter(({ msg }) => msg.startsWith('a download was cut')).length;
  const newKey = async (user: number, scopes: readonly string[]): Promise<{ id: string; key: string }> => {
    const body = { name: 'cut', scopes, user_id: user };
    const { body: made } = await service.request('POST', '/api/v1/keys', { body });
    return made as { id: string; key: string };
  };
  const paths = [`/api/v1/batches/${batch.id}/export?format=ndjson`, `/api/v1/company/batch/${COMPANIES}/download`];

  it.each(paths)('with its key ends a download, although its client does not read: %s', async (path) => {
    const { id, key } = await newKey(userId('ana'), ['batch:read', 'contacts:read', 'company:read']);
    const before = cuts();
    const [cut, kept] = [await begin(path, key), await begin(path, KEYS.ana)];
    expect((await service.request('DELETE', `/api/v1/keys/${id}`)).status).toBe(204);
    await eventually('the download is cut', () => cuts() > before);
    expect(await isWhole(cut)).toBe(false);
    kept.destroy();
    expect(cuts()).toBe(before + 1);
  });

  it.each(paths)('by an admin’s demotion ends a download of another owner’s batch: %s', async (path) => {
    const body = { name: 'Former', email: `former${paths.indexOf(path)}@example.com`, role: 'admin' };
    const user = Number((await service.request('POST', '/api/v1/users', { body })).at('id'));
    const { key } = await newKey(user, ['admin', 'batch:read', 'contacts:read', 'company:read']);
    const before = cuts();
    const socket = await begin(path, key);
    await service.request('PATCH', `/api/v1/users/${user}`, { body: { role: 'client' } });
    await eventually('the download is cut', () => cuts() > before);
    expect(await isWhole(socket)).toBe(false);
  });

  /** An upload that the service has welcomed, and of which only the first characters have come. */
  async function beginUpload(
    { path, type, body, sent }: LongUpload,
    credential: string,
  ): Promise<{ readonly finish: () => Promise<number> }> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString())).on('error', () => undefined);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${credential}\r\nExpect: 100-continue\r\n`);
    socket.write(`Content-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`);
    await eventually('the upload is welcome', () => answer.includes('100 Continue'));
    socket.write(body.slice(0, sent));
    const finish = async (): Promise<number> => {
      socket.write(body.slice(sent));
      const status = await eventually('the upload is answered', () => /HTTP\/1.1 ([2-5]\d\d)/.exec(answer)?.[1]);
      socket.destroy();
      return Number(status);
    };
    return { finish };
  }

  const uploads: readonly (readonly [string, LongUpload])[] = [
    [
      'of lines',
      {
        path: '/api/v1/batches',
        type: 'application/x-ndjson',
        body: `{"kind":"contact_analysis","name":"too late"}\n{"id":"late","data":{}}\n`,
        sent: 60,
        refused: 401,
      },
    ],
    [
      'of a file',
      {
        path: '/api/v1/batches?kind=contact_analysis&name=too%20late',
        type: 'text/csv',
        body: 'id,name\nlate,Late\n',
        sent: 10,
        refused: 401,
      },
    ],
    [
      'of a profile',
      {
        path: '/api/v1/profiles/import',
        type: 'multipart/form-data; boundary=b',
        body: `--b\r\nContent-Disposition: form-data; name="file"; filename="resume.json"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(
          {
            basics: { name: 'Too Late', profiles: [{ network: 'LinkedIn', url: 'https://linkedin.com/in/too-late' }] },
          },
        )}\r\n--b--\r\n`,
        sent: 40,
        refused: 403,
      },
    ],
  ];
  const SCOPES = ['batch:read', 'batch:write', 'contacts:read', 'contacts:write', 'profile:write'];
  const stored = async (): Promise<unknown> => [
    (await service.request('GET', '/api/v1/batches?q=too%20late', { key: KEYS.ana })).at('results'),
    (await service.request('GET', '/api/v1/profiles?q=too', { key: KEYS.ana })).at('results'),
  ];

  it.each(uploads)('with its key before an upload %s has come stores nothing of it', async (_name, upload) => {
    const { id, key } = await newKey(userId('ana'), SCOPES);
    const { finish } = await beginUpload(upload, `X-API-Key: ${key}`);
    // A second request of the key: the first one was authenticated when it was told to continue.
    expect((await service.request('GET', '/api/v1/batches', { key })).status).toBe(200);
    expect((await service.request('DELETE', `/api/v1/keys/${id}`)).status).toBe(204);
    expect(await finish()).toBe(upload.refused);
    expect(await stored()).toEqual([[], []]);
  });

  it.each(uploads)('by signing out before an upload %s has come stores nothing of it', async (_name, upload) => {
    const session = await service.request('POST', '/api/v1/sessions', { key: null, body: { key: KEYS.ana } });
    const Cookie = (session.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const { finish } = await beginUpload(upload, `Cookie: ${Cookie}\r\nSec-Fetch-Site: same-origin`);
    const read = { key: null, headers: { Cookie } };
    expect((await service.request('GET', '/api/v1/batches', read)).status).toBe(200);
    const signOut = { key: null, headers: { Cookie, 'Sec-Fetch-Site': 'same-origin' } };
    expect((await service.request('DELETE', '/api/v1/sessions', signOut)).status).toBe(204);
    expect(await finish()).toBe(upload.refused);
    expect(await stored()).toEqual([[], []]);
  });

  const deletion = '{"operation_type":"bulk_delete","resource_id":1,"data":{"resource":"orders"}}';
  const correction = `{"ref":"gone","operation_type":"bulk_delete","resource_id":1,"data.resource":"orders"}`;
  const deletions: readonly (readonly [string, Omit<LongUpload, 'refused'>])[] = [
    [
      'lines',
      {
        path: '/api/v1/batches',
        type: 'application/x-ndjson',
        body: `{"kind":"operations","name":"too late","options":{"operation_type":"custom"}}\n${deletion}\n`,
        sent: 60,
      },
    ],
    [
      'a file',
      {
        path: '/api/v1/batches?kind=operations&name=too%20late&options=%7B%22operation_type%22%3A%22custom%22%7D',
        type: 'text/csv',
        body: 'operation_type,resource_id,data.resource\nbulk_delete,1,orders\n',
        sent: 10,
      },
    ],
    ['corrections', { path: '', type: 'application/x-ndjson', body: `${correction}\n`, sent: 10 }],
  ];

  it.each(deletions)('of deletion, by a demotion before %s that delete have come, runs none', async (name, upload) => {
    const body = { name: 'Demoted', email: `demoted-${name.replace(' ', '-')}@example.com`, role: 'admin' };
    const user = Number((await service.request('POST', '/api/v1/users', { body })).at('id'));
    const { key } = await newKey(user, ['admin', 'batch:read', 'batch:write', 'operations:read', 'operations:write']);
    const items = [{ ref: 'gone', operation_type: 'order_update', resource_id: 1e9, data: { notes: 'x' } }];
    const failed = { kind: 'operations', name: 'failed', options: { operation_type: 'custom' }, items };
    const made = await service.request('POST', '/api/v1/batches', { key, body: failed });
    const path = `/api/v1/batches/${String(made.at('id'))}`;
    await eventually('the batch ends', async () => (await service.request('GET', path)).at('completed_at') !== null);
    const whole = { ...upload, path: upload.path === '' ? `${path}/retry` : upload.path, refused: 403 };
    const { finish } = await beginUpload(whole, `X-API-Key: ${key}`);
    await service.request('PATCH', `/api/v1/users/${user}`, { body: { role: 'staff' } });
    expect(await finish()).toBe(403);
    expect((await service.request('GET', '/api/v1/batches?q=too%20late')).at('results')).toEqual([]);
    expect((await service.request('GET', `${path}/items/0`)).body).toMatchObject({ status: 'failed', attempts: 1 });
  });
});

/** A request whose body comes in two parts. */
interface LongUpload {
  readonly path: string;
  readonly type: string;
  readonly body: string;
  /** Characters of the first part. */
  readonly sent: number;
  /** The status when the right was lost in between. */
  readonly refused: number;
}

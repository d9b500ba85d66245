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

  it('with its key before an upload has come makes no batch of it', async () => {
    const { id, key } = await newKey(userId('ana'), ['batch:read', 'batch:write', 'contacts:write']);
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString())).on('error', () => undefined);
    const lines = `{"kind":"contact_analysis","name":"too late"}\n{"id":"late","data":{}}\n`;
    socket.write(`POST /api/v1/batches HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nExpect: 100-continue\r\n`);
    socket.write(`Content-Type: application/x-ndjson\r\nContent-Length: ${lines.length}\r\n\r\n`);
    await eventually('the upload is welcome', () => answer.includes('100 Continue'));
    socket.write(lines.slice(0, 60));
    // A second request of the key: the first one was authenticated when it was told to continue.
    expect((await service.request('GET', '/api/v1/batches', { key })).status).toBe(200);
    expect((await service.request('DELETE', `/api/v1/keys/${id}`)).status).toBe(204);
    socket.write(lines.slice(60));
    await eventually('the upload is answered', () => answer.includes('HTTP/1.1 401'));
    socket.destroy();
    const found = await service.request('GET', '/api/v1/batches?q=too%20late', { key: KEYS.ana });
    expect(found.at('results')).toEqual([]);
  });
});

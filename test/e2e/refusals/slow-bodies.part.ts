import { connect } from 'node:net';
import { expectNoSilence } from '../../support/event-loop.js';
import { eventually } from '../../support/eventually.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const SCOPES = ['batch:read', 'batch:write', 'contacts:write', 'profile:write'];
const late = { id: 'too-late', data: { name: 'Too Late' } };

/** JSON that comes slowly. */
interface Trickled {
  readonly path: string;
  readonly body: string;
  /** The status when the right was lost in between. */
  readonly refused: number;
}

// On one database: the right is read again by the statement that read it first, and lost-rights.spec.ts loses it on
// both.
export const slowBodies: Part = (own) => {
  const { KEYS } = own;

  describe('A right that is lost while a body comes slowly', () => {
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
    });
    afterAll(() => expectNoSilence(service));

    const newKey = async (user: number, scopes: readonly string[]): Promise<{ id: string; key: string }> => {
      const body = { name: 'slow', scopes, user_id: user };
      return (await service.request('POST', '/api/v1/keys', { body })).body as { id: string; key: string };
    };

    /**
     * JSON that comes in pieces, which the service has in full only when the right is lost and `loseRight` has
     * returned.
     */
    async function trickle(
      { path, body }: Trickled,
      credential: string,
      loseRight: () => Promise<void>,
    ): Promise<number> {
      const { hostname, port } = new URL(service.url);
      const socket = connect(Number(port), hostname);
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString())).on('error', () => undefined);
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${credential}\r\nExpect: 100-continue\r\n`);
      socket.write('Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
      await eventually('the upload is welcome', () => answer.includes('100 Continue'));
      const piece = (text: string) => socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
      piece(body.slice(0, 1));
      await loseRight();
      const lostAt = performance.now();
      await eventually('the body was slow', () => piece(' ') && performance.now() - lostAt > 1200);
      piece(body.slice(1));
      socket.write('0\r\n\r\n');
      const status = await eventually('the upload is answered', () => /HTTP\/1.1 ([2-5]\d\d)/.exec(answer)?.[1]);
      socket.destroy();
      return Number(status);
    }

    const trickled: readonly Trickled[] = [
      {
        path: '/api/v1/batches',
        body: JSON.stringify({ kind: 'contact_analysis', name: 'too late', items: [late] }),
        refused: 401,
      },
      { path: '/api/v1/batch-process', body: JSON.stringify({ items: [late] }), refused: 401 },
      {
        path: '/api/v1/profiles/batch-enhanced',
        body: JSON.stringify({
          profiles: [{ linkedin_url: 'https://linkedin.com/in/too-late', suggested_role: 'CTO' }],
        }),
        refused: 403,
      },
    ];
    const batches = async (): Promise<unknown> =>
      (await service.request('GET', '/api/v1/stats')).at('batches', 'total');

    it.each(trickled)('with its key stores nothing of it: $path', async (upload) => {
      const { id, key } = await newKey(own.userId('ana'), SCOPES);
      const before = await batches();
      const status = await trickle(upload, `X-API-Key: ${key}`, async () => {
        expect((await service.request('GET', '/api/v1/batches', { key })).status).toBe(200);
        expect((await service.request('DELETE', `/api/v1/keys/${id}`)).status).toBe(204);
      });
      expect([status, await batches()]).toEqual([upload.refused, before]);
    });

    it.each(trickled)('by signing out stores nothing of it: $path', async (upload) => {
      const session = await service.request('POST', '/api/v1/sessions', { key: null, body: { key: KEYS.ana } });
      const Cookie = (session.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const own = { Cookie, 'Sec-Fetch-Site': 'same-origin' };
      const before = await batches();
      const status = await trickle(upload, `Cookie: ${Cookie}\r\nSec-Fetch-Site: same-origin`, async () => {
        expect((await service.request('DELETE', '/api/v1/sessions', { key: null, headers: own })).status).toBe(204);
      });
      expect([status, await batches()]).toEqual([upload.refused, before]);
    });

    it('by a demotion leaves the upload the rights that are left', async () => {
      const made = { name: 'Slow', email: 'slow@example.com', role: 'admin' };
      const user = Number((await service.request('POST', '/api/v1/users', { body: made })).at('id'));
      const { key } = await newKey(user, ['admin', 'batch:write']);
      const [upload] = trickled;
      if (upload === undefined) throw new Error('There is one.');
      const before = await batches();
      const status = await trickle(upload, `X-API-Key: ${key}`, async () => {
        expect((await service.request('GET', '/api/v1/users', { key })).status).toBe(200);
        await service.request('PATCH', `/api/v1/users/${user}`, { body: { role: 'client' } });
      });
      expect([status, await batches()]).toEqual([403, before]);
    });
  });
};

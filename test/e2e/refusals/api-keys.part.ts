import { insertKey } from '../../support/accounts.js';
import { expectNoSilence } from '../../support/event-loop.js';
import { sendRaw } from '../../support/raw-http.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const PATH = '/api/v1/batch-process';
const GOOD = JSON.stringify({ items: [{ id: 'any', data: {} }] });

/** The routes that need no API key. */
const PUBLIC = new Set([
  '/api/v1/health',
  '/api/v1/health/live',
  '/api/v1/health/ready',
  '/api/v1/batch-processing/health',
  '/api/v1/company/health',
  '/api/v1/sessions',
  '/api/v1/sessions/current',
]);

export const apiKeys: Part = (own) => {
  const { KEYS } = own;

  describe('API keys', () => {
    let service: Service;
    const status = async (headers: Readonly<Record<string, string>>, path = '/api/v1/batches'): Promise<number> =>
      (await service.request('GET', path, { key: null, headers })).status;

    beforeAll(async () => {
      service = await own.begin();
    });
    afterAll(() => expectNoSilence(service));

    it('answer a request without a key with 401 and WWW-Authenticate', async () => {
      const answer = await service.request('POST', PATH, { key: null, raw: GOOD });
      expect(answer.status).toBe(401);
      expect(answer.at('error_code')).toBe('UNAUTHORIZED');
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    });

    it('answer a wrong key of the right length, an empty one and one of 10,000 characters with 401', async () => {
      for (const key of [KEYS.ana.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')), '', 'k'.repeat(10_000)])
        expect(await status({ 'X-API-Key': key })).toBe(401);
    });

    it('with NUL are refused by the HTTP parser', async () => {
      expect(
        (await sendRaw(service.url, 'GET /api/v1/batches HTTP/1.1\r\nHost: x\r\nX-API-Key: a\0b\r\n\r\n')).status,
      ).toBe(400);
    });

    it('in the query are refused with 401 and are not logged', async () => {
      const secret = `${KEYS.ana}`;
      expect(await status({}, `/api/v1/batches?api_key=${secret}`)).toBe(401);
      expect(service.output).not.toContain(secret);
    });

    it('that differ, or are sent twice in a header, are refused with 400 AMBIGUOUS_CREDENTIALS', async () => {
      const two = await service.request('GET', '/api/v1/batches', {
        key: KEYS.ana,
        headers: { Authorization: `Bearer ${KEYS.otto}` },
      });
      expect([two.status, two.at('error_code')]).toEqual([400, 'AMBIGUOUS_CREDENTIALS']);
      const twice = await sendRaw(
        service.url,
        `GET /api/v1/batches HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEYS.ana}\r\nX-API-Key: ${KEYS.ana}\r\n\r\n`,
      );
      expect(twice.status).toBe(400);
    });

    it('are accepted in either header, and in both if they are equal', async () => {
      expect(await status({ 'X-API-Key': KEYS.ana })).toBe(200);
      expect(await status({ Authorization: `Bearer ${KEYS.ana}` })).toBe(200);
      expect(await status({ Authorization: `bearer ${KEYS.ana}`, 'X-API-Key': KEYS.ana })).toBe(200);
    });

    it('that are revoked or expired are refused with 401', async () => {
      const past = new Date(Date.now() - 1000);
      const keys = [
        ['a-revoked-key-of-the-tests', { revokedAt: past }],
        ['an-expired-key-of-the-tests', { expiresAt: past }],
      ] as const;
      for (const [text, ended] of keys) {
        const { text: sql, values = [] } = insertKey('ana', text, ['batch:read'], ended);
        await service.sql(sql, values);
        expect(await status({ 'X-API-Key': text })).toBe(401);
      }
    });

    it('without the scope are refused with 403 FORBIDDEN that names the scope', async () => {
      const answer = await service.request('POST', PATH, { key: KEYS.reader, raw: GOOD });
      expect([answer.status, answer.at('error_code')]).toEqual([403, 'FORBIDDEN']);
      expect(answer.at('details', 'required_scope')).toBe('contacts:write');
    });

    it('are checked before the body is read', async () => {
      expect((await service.request('POST', PATH, { key: null, raw: '{' })).status).toBe(401);
      expect((await service.request('POST', PATH, { key: KEYS.reader, raw: '{' })).status).toBe(403);
      const unfinished = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n`;
      expect((await sendRaw(service.url, unfinished)).status).toBe(401);
    });

    it('cause errors as problem details when the client accepts them, in the auth hook and in routes', async () => {
      const headers = { Accept: 'application/problem+json' };
      for (const key of [null, KEYS.ana]) {
        const answer = await service.request('POST', PATH, { key, raw: '{', headers, checked: false });
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        expect(answer.body).toMatchObject({
          type: 'about:blank',
          status: answer.status,
          detail: answer.at('message'),
          error_code: key === null ? 'UNAUTHORIZED' : 'MALFORMED_JSON',
        });
      }
    });

    it('are required by every documented route except the public ones', async () => {
      const document = await service.request('GET', '/docs-json', { key: null });
      const paths = document.at('paths') as Record<string, Record<string, unknown>>;
      const routes = Object.entries(paths).flatMap(([path, item]) =>
        Object.keys(item).map((method) => [method, path] as const),
      );
      expect(routes.length).toBeGreaterThan(5);
      for (const [method, path] of routes) {
        if (PUBLIC.has(path)) continue;
        const { status: answered } = await service.request(method.toUpperCase(), path.replace(/\{\w+\}/g, '1'), {
          key: null,
        });
        expect([method, path, answered]).toEqual([method, path, path.startsWith('/api/v1/profiles') ? 403 : 401]);
      }
    });
  });
};

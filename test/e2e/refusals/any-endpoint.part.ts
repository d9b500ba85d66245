import type { Answer } from '../../support/client.js';
import { expectNoSilence } from '../../support/event-loop.js';
import { sendRaw } from '../../support/raw-http.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const PATH = '/api/v1/batch-process';
const GOOD = JSON.stringify({ items: [{ id: 'any', data: {} }] });

/** Sends a raw body to the route of the contacts API. */
type Post = (raw: string | Uint8Array<ArrayBuffer>, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

const nested = (depth: number): string => `{"items":[{"id":"a","data":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}]}`;
const withData = (data: string): string => `{"items":[{"id":"a","data":${data}}]}`;

export const anyEndpoint: Part = (own) => {
  const { KEYS } = own;

  describe('Any endpoint', () => {
    let service: Service;
    const post: Post = (raw, headers = {}) => service.request('POST', PATH, { key: KEYS.ana, raw, headers });
    const refusal = async (answer: Promise<Answer>): Promise<unknown[]> => {
      const { status, at } = await answer;
      return [status, at('error_code'), at('validation_errors', 0, 'error_type')];
    };

    beforeAll(async () => {
      service = await own.begin();
    });
    afterAll(() => expectNoSilence(service));

    it.each([
      ['half an object', '{'],
      ['an empty body', ''],
      ['bare words', 'true false'],
      ['a trailing comma', '{"items":[],}'],
    ])('answers %s with 400 MALFORMED_JSON', async (_, raw) => {
      expect(await refusal(post(raw))).toEqual([400, 'MALFORMED_JSON', undefined]);
    });

    it.each(['null', '5', '"x"', '[]'])('answers the body %s with 422 not_an_object', async (raw) => {
      expect(await refusal(post(raw))).toEqual([422, 'VALIDATION_ERROR', 'not_an_object']);
    });

    it.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x'])(
      'answers the media type %s with 415',
      async (type) => {
        expect(await refusal(post(GOOD, { 'Content-Type': type }))).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE', undefined]);
      },
    );

    it('answers a body without a media type with 415', async () => {
      const answer = await sendRaw(
        service.url,
        `POST ${PATH} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEYS.ana}\r\nContent-Length: ${GOOD.length}\r\n\r\n${GOOD}`,
      );
      expect(answer.status).toBe(415);
    });

    it('answers another charset with 415, and accepts utf-8 in upper and lower case', async () => {
      expect((await post(GOOD, { 'Content-Type': 'application/json; charset=utf-16' })).status).toBe(415);
      expect((await post(GOOD, { 'Content-Type': 'application/json; charset="UTF-8"' })).status).toBe(200);
    });

    it('answers bytes that are not UTF-8 with 400', async () => {
      const bytes = new Uint8Array(
        Buffer.concat([Buffer.from('{"items":[{"id":"'), Buffer.from([0xc3, 0x28]), Buffer.from('","data":{}}]}')]),
      );
      expect(await refusal(post(bytes))).toEqual([400, 'MALFORMED_JSON', undefined]);
    });

    it('answers a compressed body with 415', async () => {
      const answer = await post(GOOD, { 'Content-Encoding': 'gzip' });
      expect(answer.status).toBe(415);
    });

    it.each([33, 5000, 100_000])('answers JSON of depth %i with 422 too_deep', async (depth) => {
      expect(await refusal(post(nested(depth)))).toEqual([422, 'VALIDATION_ERROR', 'too_deep']);
    });

    it('accepts JSON of depth 32', async () => {
      expect((await post(nested(28))).status).toBe(200);
    });

    it('answers an object of 201 keys with 422, and accepts one of 200', async () => {
      const keys = (count: number): string =>
        JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n])));
      expect(await refusal(post(withData(keys(201))))).toEqual([422, 'VALIDATION_ERROR', 'too_many_keys']);
      expect((await post(withData(keys(200)))).status).toBe(200);
    });

    it.each(['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{}}}', '{"a":[{"prototype":1}]}'])(
      'answers %s with 422 forbidden_key',
      async (data) => {
        expect(await refusal(post(withData(data)))).toEqual([422, 'VALIDATION_ERROR', 'forbidden_key']);
        expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
      },
    );

    it.each([
      ['NUL in a string', '{"name":"a\\u0000b"}'],
      ['NUL in a key', '{"a\\u0000":1}'],
      ['half a surrogate pair', '{"name":"\\ud800"}'],
      ['a lone low surrogate', '{"name":"\\udc00x"}'],
    ])('answers %s with 422 invalid_characters', async (_, data) => {
      expect(await refusal(post(withData(data)))).toEqual([422, 'VALIDATION_ERROR', 'invalid_characters']);
    });

    it('answers a number that exceeds a double with 422', async () => {
      expect((await post(withData('{"score":1e400}'))).status).toBe(422);
    });

    it('answers headers over 16 KiB with 431', async () => {
      const answer = await sendRaw(
        service.url,
        `GET /api/v1/batches HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`,
      );
      expect(answer.status).toBe(431);
    });

    it('answers a URL over 8 KiB with 414', async () => {
      expect((await sendRaw(service.url, `GET /${'a'.repeat(8_300)} HTTP/1.1\r\nHost: x\r\n\r\n`)).status).toBe(414);
    });

    it.each([
      ['Content-Length and Transfer-Encoding', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
      ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n'],
      ['a folded header', 'X-A: a\r\n b: c\r\n\0'],
    ])('answers %s with 400', async (_, headers) => {
      const answer = await sendRaw(service.url, `POST ${PATH} HTTP/1.1\r\nHost: x\r\n${headers}\r\nhello`);
      expect(answer.status).toBe(400);
    });

    it('answers TRACE and DELETE of a POST route with 405 and Allow', async () => {
      const deleted = await service.request('DELETE', PATH, { key: KEYS.ana });
      expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'POST']);
      expect((await sendRaw(service.url, `TRACE ${PATH} HTTP/1.1\r\nHost: x\r\n\r\n`)).status).toBe(405);
    });

    it.each([
      ['DELETE', '/api/v1/profiles/batch-enhanced', 'POST'],
      ['GET', '/api/v1/profiles/batch-enhanced/', 'POST'],
      ['DELETE', '/api/v1/profiles/analytics?a=b', 'GET, HEAD'],
      ['DELETE', '/api/v1/company/batch/stats', 'GET, HEAD'],
      ['DELETE', '/api/v1/company/batch/submit', 'POST'],
    ])('answers %s %s with 405, not as an id of another route', async (method, path, allowed) => {
      const answer = await service.request(method, path, { key: KEYS.admin });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
    });

    it('answers an unknown path with 404 in the usual error format', async () => {
      expect(await refusal(service.request('GET', '/api/v1/nothing', { key: KEYS.ana }))).toEqual([
        404,
        'NOT_FOUND',
        undefined,
      ]);
    });

    it('answers an unusual Accept header with JSON or 406', async () => {
      expect([200, 406]).toContain((await post(GOOD, { Accept: 'image/png' })).status);
    });

    it('ignores a method override', async () => {
      const before = await service.request('GET', '/api/v1/batches', {
        key: KEYS.ana,
        headers: { 'X-HTTP-Method-Override': 'DELETE' },
      });
      expect(before.status).toBe(200);
    });

    it('sends no CORS headers to a foreign origin', async () => {
      const answer = await service.request('OPTIONS', PATH, {
        key: null,
        headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
      });
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    });

    it('forbids sniffing and storing, and sends a trace id, in every answer', async () => {
      const answer = await service.request('GET', '/api/v1/batches', { key: KEYS.ana });
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('cache-control')).toContain('no-store');
      expect(answer.headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
      expect(answer.headers.get('x-powered-by')).toBeNull();
    });

    it('reveals no internals in an error', async () => {
      const answer = await post(withData('{"score":"x"}'));
      expect(answer.text).not.toMatch(/stack|node_modules|dist\/|SELECT|INSERT|constraint/);
    });

    it.each([
      'limit=0',
      'limit=-1',
      'limit=abc',
      'limit=1e3',
      'limit=1&limit=2',
      'cursor=nonsense',
      'status=done%27--',
      'kind[]=x',
      'nothing=1',
    ])('answers a list with ?%s with 422', async (query) => {
      expect((await service.request('GET', `/api/v1/batches?${query}`, { key: KEYS.ana })).status).toBe(422);
    });

    it('refuses NUL in a path or query, without a 500', async () => {
      for (const path of ['/api/v1/batches/1%00', '/api/v1/batches?q=%00'])
        expect((await service.request('GET', path, { key: KEYS.ana })).status).toBe(422);
    });
  });
};

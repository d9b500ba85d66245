import { connect } from 'node:net';
import { once } from 'node:events';
import { expectNoSilence } from '../../support/event-loop.js';
import { eventually } from '../../support/eventually.js';
import { type RawAnswer, sendRaw } from '../../support/raw-http.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

export const errorBodies: Part = (own) => {
  const { KEYS } = own;

  describe('Every error', () => {
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
    });
    afterAll(() => expectNoSilence(service));

    const bodyOf = ({ text }: RawAnswer): Record<string, unknown> =>
      JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as Record<string, unknown>;
    /** What every request has that is of a caller. */
    const head = (): string => `Host: x\r\nX-API-Key: ${KEYS.ana}\r\n`;
    const raw = (bytes: string): Promise<RawAnswer> => sendRaw(service.url, bytes);

    it.each<readonly [string, (head: string) => string, number, string]>([
      ['a header line that is none', () => `GET /api/v1/batches HTTP/1.1\r\nHost x\r\n\r\n`, 400, 'MALFORMED_REQUEST'],
      ['headers over 16 KiB', () => `GET / HTTP/1.1\r\nX-A: ${'a'.repeat(17_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
      [
        'a path that cannot be decoded',
        (head) => `GET /api/v1/batches/%zz HTTP/1.1\r\n${head}\r\n`,
        400,
        'MALFORMED_REQUEST',
      ],
      ['TRACE on a path of nothing', (head) => `TRACE / HTTP/1.1\r\n${head}\r\n`, 405, 'METHOD_NOT_ALLOWED'],
      ['TRACE on a route', (head) => `TRACE /api/v1/batches HTTP/1.1\r\n${head}\r\n`, 405, 'METHOD_NOT_ALLOWED'],
      ['a path of nothing', (head) => `GET /nothing HTTP/1.1\r\n${head}\r\n`, 404, 'NOT_FOUND'],
    ])('has one body: %s', async (_, bytes, status, code) => {
      const answer = await raw(bytes(head()));
      const body = bodyOf(answer);
      expect([answer.status, body['error_code']]).toEqual([status, code]);
      expect(Object.keys(body)).toEqual(['error_code', 'message', 'details', 'trace_id', 'timestamp']);
      expect(answer.text.toLowerCase()).toContain('x-content-type-options: nosniff');
    });

    it.each([
      ['GET', '/api/v1/company/batch/1/nothing', 404, 'NOT_FOUND'],
      ['PUT', '/api/v1/company/batch/1/status', 405, 'METHOD_NOT_ALLOWED'],
      ['GET', '/api/v1/company/batch', 404, 'NOT_FOUND'],
    ])('below S3’s batches has S3’s envelope where no route handles it: %s %s', async (method, path, status, code) => {
      const answer = await service.request(method, path, { key: KEYS.ana, checked: false });
      expect([answer.status, answer.at('success'), answer.at('error', 'code')]).toEqual([status, false, code]);
      expect(answer.at('metadata', 'trace_id')).toBeDefined();
    });

    it('of a body that is too large reaches the client that still sends', async () => {
      for (const size of [6, 20]) {
        const answer = await service.request('POST', '/api/v1/batch-process', {
          key: KEYS.ana,
          raw: ' '.repeat(size * 1024 * 1024),
        });
        expect([answer.status, answer.at('error_code')]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
      }
    });

    it('of two charsets is 415, whichever is right', async () => {
      for (const type of ['utf-8; charset=utf-16', 'utf-16; charset=utf-8', 'utf-8; charset=utf-8', '']) {
        const answer = await service.request('POST', '/api/v1/batch-process', {
          key: KEYS.ana,
          raw: '{"items":[]}',
          headers: { 'Content-Type': `application/json; charset=${type}` },
        });
        expect(answer.status).toBe(415);
      }
    });

    it('of an empty body that a header announces says that it is empty', async () => {
      for (const [method, path] of [
        ['POST', '/api/v1/batches'],
        ['DELETE', '/api/v1/batches/none'],
      ] as const) {
        const answer = await service.request(method, path, {
          key: KEYS.ana,
          raw: '',
          headers: { 'Content-Type': 'application/json' },
        });
        expect([answer.status, answer.at('error_code'), answer.at('message')]).toEqual([
          400,
          'MALFORMED_JSON',
          'The body is empty, although the header Content-Type announces JSON. Send a value, or leave the header out.',
        ]);
      }
    });

    it('of an upload that the caller gave up is the caller’s in the log', async () => {
      const { hostname, port } = new URL(service.url);
      for (const [path, type, expected] of [
        ['/api/v1/batches', 'application/x-ndjson', 'MALFORMED_REQUEST'],
        ['/api/v1/batches', 'application/json', 'MALFORMED_REQUEST'],
        ['/api/v1/profiles/import', 'multipart/form-data; boundary=b', 'ARCHIVE_REJECTED'],
      ] as const) {
        const logged = (): number =>
          service.log.filter(({ msg, code }) => msg === 'request rejected' && code === expected).length;
        const before = logged();
        const socket = connect(Number(port), hostname);
        await once(socket, 'connect');
        const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n{';
        const line = '{"kind":"contact_analysis"}\n{"id":"a"';
        socket.write(
          `POST ${path} HTTP/1.1\r\n${head()}Content-Type: ${type}\r\nContent-Length: 5000\r\n\r\n${type.startsWith('m') ? part : line}`,
        );
        // What came later is answered, so the service has begun to read the body.
        await service.request('GET', '/api/v1/batches', { key: KEYS.ana });
        socket.resetAndDestroy();
        await eventually('the log tells of it', () => logged() > before);
        expect(service.log.filter(({ msg }) => msg === 'request failed')).toEqual([]);
      }
    });

    it.each(['package.json', 'swagger-ui.js.map', 'index.js', 'README.md', 'absolute-path.js', '%70ackage.json'])(
      'hides the file %s of the documentation’s package',
      async (file) => {
        expect((await service.request('GET', `/docs/${file}`, { key: null, checked: false })).status).toBe(404);
      },
    );

    it('lets the documentation have the files that its page names', async () => {
      const page = await service.request('GET', '/docs', { key: null, checked: false });
      const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
        ([, file = '']) => new URL(file, `${service.url}/docs`),
      );
      expect(files.length).toBeGreaterThan(3);
      for (const { pathname } of files)
        expect((await service.request('GET', pathname, { key: null, checked: false })).status).toBe(200);
    });
  });
};

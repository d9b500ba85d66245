import { expectNoSilence } from '../../support/event-loop.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import { S2, start } from '../../support/url-site.js';

const GOOD = 'https://example.com';

export const input: Part = (own) => {
  const { KEYS } = own;
  describe('invalid input of the URL API', () => {
    let before: unknown;
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
      before = await jobs();
    });
    afterAll(async () => {
      // Rejected submissions left no rows.
      expect(await jobs()).toEqual(before);
      await expectNoSilence(service);
    });

    const jobs = async (): Promise<unknown> => {
      const answer = await service.request('GET', `${S2}/jobs?limit=100`);
      expect(answer.status).toBe(200);
      return answer.at('jobs');
    };

    const refused = async (urls: unknown, more: Record<string, unknown> = {}): Promise<string[]> => {
      const answer = await start(service, urls as unknown[], more);
      expect([answer.status, answer.at('error_code')]).toEqual([422, 'VALIDATION_ERROR']);
      return (answer.at('validation_errors') as { field: string; error_type: string }[]).map(
        ({ field, error_type }) => `${field} ${error_type}`,
      );
    };

    it.each([
      [[], 'urls too_short'],
      [undefined, 'urls missing'],
      [GOOD, 'urls list_type'],
      [Array<string>(1001).fill(GOOD), 'urls too_long'],
      [[7], 'urls.0 string_type'],
      [[null], 'urls.0 string_type'],
      [[{ ref: 'x' }], 'urls.0.url missing'],
      [[{ url: GOOD, other: 1 }], 'urls.0.other unknown_field'],
      [[{ url: GOOD, ref: 7 }], 'urls.0.ref string_type'],
    ])('rejects urls that are not a list of URLs: %#', async (urls, fault) =>
      expect(await refused(urls)).toEqual([fault]),
    );

    it.each([
      'http://127.0.0.1/',
      'http://localhost:6379/',
      'http://[::1]/',
      'http://2130706433/',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      'http://１２７.0.0.1/',
      'http://[::ffff:169.254.169.254]/',
      'http://[64:ff9b::a9fe:a9fe]',
      'http://[2002:a9fe:a9fe::]',
      'http://[::a9fe:a9fe]',
      'http://[fd00:ec2::254]',
      'http://169.254.169.254/latest/meta-data/',
      'http://168.63.129.16/',
      'http://100.100.100.200/',
      'http://192.0.0.192/',
      'http://metadata.google.internal/',
      'http://foo.localhost/',
      'http://intranet/',
    ])('rejects %s before it is stored [S2-17]', async (url) =>
      expect(await refused([GOOD, url])).toEqual(['urls.1 target_not_allowed']),
    );

    it.each(['file:///etc/passwd', 'gopher://a.b', 'ftp://a.b', 'data:text/html,x', 'javascript:alert(1)'])(
      'rejects the scheme of %s',
      async (url) => expect(await refused([url])).toEqual(['urls.0 scheme']),
    );

    it('rejects credentials and does not repeat them', async () => {
      const answer = await start(service, ['http://user:pass@example.com/']);
      expect(answer.at('validation_errors', 0, 'error_type')).toBe('userinfo');
      expect(answer.text).not.toContain('pass@');
    });

    it.each(['http://example.com:22/', 'http://example.com:0', 'http://example.com:99999'])(
      'rejects the port of %s',
      async (url) => expect(await refused([url])).toEqual(['urls.0 port']),
    );

    it.each([
      ['http://example.com\\@evil.com/', 'http://example.com/@evil.com'],
      ['http:example.com', 'http://example.com'],
      ['//example.com', 'https://example.com'],
      ['http://example.com/%00', 'http://example.com/%00'],
      ['http://example.com/a\r\nX: y', 'http://example.com/aX:%20y'],
      ['https://example.com./', 'https://example.com'],
      ['HTTPS://EXAMPLE.COM/', 'https://example.com'],
    ])('normalises %j', async (url, cleaned) => {
      const answer = await service.request('POST', `${S2}/start?validate_only=true`, {
        body: { urls: [url, cleaned] },
      });
      expect(answer.status).toBe(200);
      expect(answer.at('urls', 0)).toMatchObject({ original_url: url, cleaned_url: cleaned });
      expect(answer.at('urls', 1, 'duplicate_of')).toBe(0);
    });

    it.each([
      ['http://exa mple.com', 'url_parsing'],
      [`https://example.com/${'a'.repeat(2049)}`, 'too_long'],
      [`https://${'a'.repeat(64)}.com`, 'host'],
      [`https://${'a.'.repeat(150)}com`, 'host'],
      ['http://xn--pokxncvks/', 'url_parsing'],
    ])('rejects unreadable addresses, case %#', async (url, type) =>
      expect(await refused([url])).toEqual([`urls.0 ${type}`]),
    );

    it('rejects NUL everywhere', async () => {
      const { status } = await start(service, ['http://example.com/\u0000']);
      expect([400, 422]).toContain(status);
    });

    it.each([0, 21, 1.5, '5', -1, null])('rejects the batch size %p [S2-22]', async (value) => {
      expect(await refused([GOOD], { batch_size: value })).toHaveLength(1);
      expect(await refused([GOOD], { max_concurrent: value })).toHaveLength(1);
    });

    it.each([59, 1801, null, '300', 60.5])('rejects the time limit %p [S2-23]', async (value) => {
      expect(await refused([GOOD], { timeout_seconds: value })).toHaveLength(1);
      expect(await refused([GOOD], { timeout: value })).toHaveLength(1);
    });

    it.each(['URGENT', 'critical', 1, null])('rejects the priority %p [S2-19]', async (value) =>
      expect(await refused([GOOD], { priority: value })).toEqual(['priority enum']),
    );

    it.each(['tablet', ['mobile'], null])('rejects the strategy %p [S2-24]', async (value) =>
      expect(await refused([GOOD], { strategy: value })).toEqual(['strategy enum']),
    );

    it.each([
      'https://10.0.0.1/hook',
      'http://localhost/hook',
      'https://user:pass@example.com/hook',
      `https://example.com/${'a'.repeat(20_000)}`,
      'not a url',
    ])('rejects the webhook %#', async (value) => {
      const [fault, ...more] = await refused([GOOD], { webhook_url: value });
      expect(fault).toMatch(/^webhook_url /);
      expect(more).toEqual([]);
    });

    it('rejects a field together with its alias [S2-69]', async () => {
      expect(await refused([GOOD], { batch_size: 2, max_concurrent: 3 })).toEqual(['max_concurrent ambiguous']);
      const answer = await service.request('POST', `${S2}/start?validate_only=true`, {
        body: { urls: [GOOD], max_concurrent: 20, timeout: 1800, priority: 'urgent', strategy: 'both' },
      });
      expect(answer.body).toMatchObject({
        batch_size: 20,
        timeout_seconds: 1800,
        priority: 'urgent',
        strategy: 'both',
      });
    });

    it('rejects an unavailable engine with its field [S2-54]', async () => {
      expect(await refused([GOOD], { engine: 'psi' })).toEqual(['engine unavailable']);
    });

    it.each(['progress', 'results', 'cancel'])(
      'rejects %s of a malformed and of an unknown id [S2-10]',
      async (route) => {
        const method = route === 'cancel' ? 'POST' : 'GET';
        expect((await service.request(method, `${S2}/${route}/not-a-uuid`)).status).toBe(422);
        const unknown = `${S2}/${route}/019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11`;
        expect((await service.request(method, unknown)).status).toBe(404);
      },
    );

    it.each(['0', '-1', 'abc', '1e3', '3651'])('rejects a cleanup older than %s days [S2-53]', async (days) =>
      expect((await service.request('DELETE', `${S2}/cleanup?older_than_days=${days}`)).status).toBe(422),
    );

    it('requires an admin for a cleanup, the scope for a start, and a key for all routes [S2-54]', async () => {
      expect((await service.request('DELETE', `${S2}/cleanup`, { key: KEYS.ana })).status).toBe(403);
      expect((await start(service, [GOOD], {}, { key: KEYS.reader })).status).toBe(403);
      expect((await start(service, [GOOD], {}, { key: null })).status).toBe(401);
      expect((await service.request('GET', `${S2}/queue/status`, { key: null })).status).toBe(401);
    });
  });
};

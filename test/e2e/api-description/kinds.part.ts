import { Ajv } from 'ajv';
import { URL_ANALYSIS } from '../../../src/url-analysis/kind/url-analysis.kind.js';
import type { Answer } from '../../support/client.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

interface Kind {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mode: string;
  readonly limits: Readonly<Record<string, unknown>>;
  readonly item_schema: Readonly<Record<string, unknown>>;
  readonly fields: readonly {
    readonly path: string;
    readonly required: boolean;
    readonly synonyms: readonly string[];
  }[];
  readonly rest_field: string | null;
  readonly export_columns: readonly string[] | null;
  readonly routes: readonly { readonly path: string }[];
  readonly may_submit: boolean;
  readonly may_read: boolean;
}

export const kinds: Part = (own) => {
  const { KEYS } = own;

  describe('The kinds', () => {
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
    });

    const get = (
      path: string,
      key: string = KEYS.ana,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Answer> => service.request('GET', path, { key, headers });
    const kinds = async (key?: string): Promise<readonly Kind[]> =>
      (await get('/api/v1/kinds', key)).at('results') as readonly Kind[];
    const kind = async (name: string): Promise<Kind> => (await get(`/api/v1/kinds/${name}`)).body as Kind;

    it('are all listed in the order of the documentation, each as it is described alone', async () => {
      const listed = await kinds();
      expect(listed.map(({ name }) => name)).toEqual([
        'operations',
        'contact_analysis',
        'url_analysis',
        'company_extraction',
        'profile_ingestion',
      ]);
      for (const one of listed) {
        expect(await kind(one.name)).toEqual(one);
        expect([one.name, one.title, one.description, one.fields.length]).not.toContain('');
        expect(() => new Ajv({ strict: false }).compile(one.item_schema)).not.toThrow();
      }
    });

    it('describe limits, mode and the columns of results', async () => {
      const { concurrency, timeoutMs, attempts } = URL_ANALYSIS.background ?? {};
      expect(await kind('url_analysis')).toMatchObject({
        mode: 'background',
        limits: {
          max_items: 100_000,
          max_items_json: 10_000,
          max_items_atomic: null,
          max_json_bytes: 5 * 1024 * 1024,
          max_file_bytes: 64 * 1024 * 1024,
          max_concurrent: concurrency,
          timeout_seconds: { default: (timeoutMs?.default ?? 0) / 1000, max: (timeoutMs?.max ?? 0) / 1000 },
          max_attempts: attempts,
        },
        routes: [{ method: 'POST', path: '/api/v1/batch-processing/start' }],
        rest_field: null,
      });
      const operations = await kind('operations');
      expect(operations).toMatchObject({
        mode: 'transactional',
        limits: { max_items_atomic: 5000, max_concurrent: null },
      });
      expect(operations.export_columns).toContain('output.status');
      expect((await kind('company_extraction')).export_columns).toContain('industry');
    });

    it('describe the fields that columns of a file can fill, those of free-form objects included', async () => {
      const url = await kind('url_analysis');
      expect(url.fields).toEqual([expect.objectContaining({ path: 'url', type: 'string', required: true })]);
      expect(url.fields[0]?.synonyms).toContain('website');
      const contact = await kind('contact_analysis');
      expect(contact.rest_field).toBe('data');
      expect(contact.fields.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['id', 'priority', 'data.email', 'data.tags']),
      );
      const paths = (await kind('operations')).fields.map(({ path }) => path);
      expect(paths).toEqual(expect.arrayContaining(['resource_id', 'data.price']));
      expect(paths).not.toContain('data');
    });

    it('name routes of the service only', async () => {
      const document = (await get('/docs-json')).at('paths') as Readonly<Record<string, object>>;
      const routes = (await kinds()).flatMap(({ routes: own }) => own.map(({ path }) => path.replace(/\/$/, '')));
      expect(routes).toHaveLength(5);
      expect(routes.filter((path) => !('post' in (document[path] ?? {})))).toEqual([]);
    });

    it('say what the key of the request may do with them', async () => {
      const rights = async (key: string): Promise<unknown[]> =>
        (await kinds(key)).map(({ may_submit: submit, may_read: read }) => [submit, read]);
      expect(await rights(KEYS.ana)).toEqual(Array(5).fill([true, true]));
      expect(await rights(KEYS.reader)).toEqual(Array(5).fill([false, false]));
      expect((await get('/api/v1/kinds', KEYS.admin)).at('results', 0, 'may_submit')).toBe(true);
    });

    it('are not sent again to a caller who has them', async () => {
      const first = await get('/api/v1/kinds');
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[\w-]{22}"$/);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      const again = await get('/api/v1/kinds', KEYS.ana, { 'If-None-Match': `"other", W/${tag}` });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
      expect((await get('/api/v1/kinds', KEYS.ana, { 'If-None-Match': '"other"' })).status).toBe(200);
      expect((await get('/api/v1/kinds', KEYS.reader, { 'If-None-Match': tag })).status).toBe(200);
    });

    it('are unknown by another name, and to a caller without a key', async () => {
      expect((await get('/api/v1/kinds/nothing')).at('error_code')).toBe('NOT_FOUND');
      expect((await service.request('GET', '/api/v1/kinds', { key: null })).status).toBe(401);
    });
  });
};

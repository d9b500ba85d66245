import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import {
  type ApiDocument,
  type DocumentedSchema,
  operationsOf,
  type PlacedOperation,
  schemasIn,
} from '../../support/api-document.js';
import { documentOf, documentOfRun } from '../../support/run-document.js';
import { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

/** States that are texts in the caller's language. */
const LABELS = ['OperationBatchResult.status', 'OperationHistoryEntry.status', 'OperationBatchStatus.status'];

/** The routes whose answers have an envelope. */
const ENVELOPED = /^\/api\/v1\/company\//;

export const apiDocument: Part = (own) => {
  describe('The OpenAPI document', () => {
    let service: Service;
    let document: ApiDocument;
    let operations: readonly PlacedOperation[];

    beforeAll(async () => {
      service = await own.begin();
      document = (await service.request('GET', '/docs-json', { key: null })).body as ApiDocument;
      operations = operationsOf(document);
    });

    it('is the same whatever the database and the settings are, so that all tests of a run share one', async () => {
      const other = await Service.start({
        on: 'embedded',
        env: {
          ...{ PUBLIC_PATH: '/below', TRUST_PROXY: '1', LOG_LEVEL: 'warn' },
          ...{ RATE_LIMIT_PER_MINUTE: '7', MAX_ACTIVE_BATCHES: '3', MAX_QUEUED_ITEMS: '70', RETENTION_DAYS: '2' },
          ...{ LLM_URL: 'https://model.example/v1', LLM_MODEL: 'm-1', EMBEDDINGS_DIMENSIONS: '8' },
          ...{ PROFILE_PROVIDERS: 'archive', URL_ANALYSIS_ENGINE: 'http', CONTACT_EMAIL: 'tests@example.org' },
        },
      });
      expect(await documentOf(other.url)).toBe(await documentOf(service.url));
      expect(await documentOfRun(service.url)).toBe(await documentOf(service.url));
    });

    const schema = (name: string): DocumentedSchema => document.components.schemas[name] ?? {};
    const everySchema = (): ReturnType<typeof schemasIn> => [
      ...Object.entries(document.components.schemas).flatMap(([name, one]) => schemasIn(one, name)),
      ...operations.flatMap(({ operationId, parameters = [], requestBody, responses }) => [
        ...parameters.flatMap((one) => schemasIn(one.schema ?? {}, `${operationId}.${one.name}`)),
        ...[requestBody, ...Object.values(responses)].flatMap((part) =>
          Object.values(part?.content ?? {}).flatMap((one) => schemasIn(one.schema ?? {}, operationId)),
        ),
      ]),
    ];

    it('has a title, an introduction, a server and the two headers for API keys', () => {
      expect(document.info.title).toBe('Batchwright');
      expect(document.info.description.length).toBeGreaterThan(500);
      expect(document.servers).toEqual([{ url: '/', description: expect.any(String) as string }]);
      expect(document.security).toEqual([{ key: [] }, { bearer: [] }]);
      expect(document.components.securitySchemes).toMatchObject({
        key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'API key' },
      });
    });

    it('has one group of routes for each feature, batches first, each with a text', () => {
      const names = document.tags.map(({ name }) => name);
      expect(names[0]).toBe('Batches');
      expect(document.tags.filter(({ description = '' }) => description === '')).toEqual([]);
      expect(new Set(operations.flatMap(({ tags = [] }) => tags))).toEqual(new Set(names));
      expect(operations.filter(({ tags = [] }) => tags.length !== 1)).toEqual([]);
    });

    it('names every operation once, in short words that begin with a verb', () => {
      const ids = operations.map(({ operationId }) => operationId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => !/^[a-z]+([A-Z][a-z]+){1,4}$/.test(id))).toEqual([]);
      expect(ids).toEqual(expect.arrayContaining(['submitBatch', 'listBatches', 'issueKey', 'streamBatchEvents']));
    });

    it('describes every operation in a line, and the WebSocket with its messages', () => {
      expect(operations.filter(({ summary = '' }) => summary === '' || summary.length > 110)).toEqual([]);
      const live = document.tags.find(({ name }) => name === 'Live')?.description ?? '';
      for (const word of ['/api/v1/live-events', '"auth"', '"subscribe"', '"unsubscribe"', '"ping"', '"event"', '4401'])
        expect(live).toContain(word);
    });

    it('describes every parameter, schema, property, header and success', () => {
      const missing = [
        ...operations.flatMap(({ operationId, parameters = [], responses }) => [
          ...parameters
            .filter(({ description = '' }) => description === '')
            .map(({ name }) => `${operationId} ${name}`),
          ...Object.entries(responses)
            .filter(([, { $ref, description = '' }]) => $ref === undefined && description === '')
            .map(([status]) => `${operationId} ${status}`),
        ]),
        ...Object.entries(document.components.schemas).flatMap(([name, one]) => [
          ...(one.description === undefined && one.enum === undefined ? [name] : []),
          ...Object.entries(one.properties ?? {})
            .filter(([, { description = '' }]) => description === '')
            .map(([property]) => `${name}.${property}`),
        ]),
        ...Object.entries(document.components.headers)
          .filter(([, { description = '' }]) => description === '')
          .map(([name]) => name),
      ];
      expect(missing).toEqual([]);
    });

    it('names schemas without Dto, refers only to what it has, and requires no empty list', () => {
      const text = JSON.stringify(document);
      expect(text).not.toMatch(/Dto"/);
      const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)];
      const components = document.components as unknown as Record<string, Record<string, unknown> | undefined>;
      expect(references.length).toBeGreaterThan(100);
      const broken = references.filter(([, part = '', name = '']) => components[part]?.[name] === undefined);
      expect(broken.map(([reference]) => reference)).toEqual([]);
      expect(everySchema().filter((one) => one.schema.required?.length === 0)).toEqual([]);
      for (const { schema: one, path } of everySchema())
        expect([path, (one.required ?? []).filter((name) => one.properties?.[name] === undefined)]).toEqual([path, []]);
    });

    it('tells whole numbers from fractions, and instants from other texts', () => {
      const paths = (wanted: (one: DocumentedSchema, name: string) => boolean): string[] =>
        everySchema()
          .filter(({ schema: one, path }) => wanted(one, path.split('.').at(-1) ?? ''))
          .map(({ path }) => path);
      expect(paths(({ type, format }) => type === 'number' && format !== 'double')).toEqual([]);
      expect(
        paths(({ type, example }) => type === 'integer' && typeof example === 'number' && example % 1 !== 0),
      ).toEqual([]);
      expect(
        paths(({ type, format }, name) => type === 'string' && name.endsWith('_at') && format !== 'date-time'),
      ).toEqual([]);
      expect(schema('BatchView').properties).toMatchObject({
        progress: { type: 'number' },
        revision: { type: 'integer' },
        created_at: { format: 'date-time' },
        completed_at: { format: 'date-time', nullable: true },
      });
    });

    it('lists the values of states, codes and kinds', () => {
      const open = Object.entries(document.components.schemas).flatMap(([name, one]) =>
        Object.entries(one.properties ?? {})
          .filter(([, { type, enum: values }]) => type === 'string' && values === undefined)
          .map(([property]) => `${name}.${property}`)
          .filter((path) => /\.(status|code|error_code|kind|event|priority|strategy|engine|role)$/.test(path)),
      );
      expect(open.filter((path) => !LABELS.includes(path))).toEqual([]);
    });

    it('does not require fields that have a default', () => {
      const required = operations
        .flatMap(({ parameters = [] }) => parameters)
        .filter((one) => one.required === true && one.schema?.default !== undefined);
      expect(required).toEqual([]);
      const { properties = {}, required: fields = [] } = schema('ProfileSearch');
      expect([Object.keys(properties).includes('k'), fields.includes('k')]).toEqual([true, false]);
    });

    it('documents Idempotency-Key, validate_only and the headers of the answer on every submission', () => {
      const submissions = operations.filter(({ parameters = [] }) =>
        parameters.some(({ name }) => name === 'Idempotency-Key'),
      );
      expect(submissions.map(({ path }) => path).sort()).toEqual([
        '/api/v1/batch',
        '/api/v1/batch-process',
        '/api/v1/batch-processing/start',
        '/api/v1/batch/templates',
        '/api/v1/batches',
        '/api/v1/batches/actions',
        '/api/v1/batches/open',
        '/api/v1/company/batch/submit',
        '/api/v1/profiles/batch-enhanced',
      ]);
      for (const { path, parameters = [], responses } of submissions) {
        // An action on many batches has `dry_run` in its body.
        if (path !== '/api/v1/batches/actions') expect(parameters.map(({ name }) => name)).toContain('validate_only');
        for (const [status, { headers = {} }] of Object.entries(responses).filter(([one]) => one.startsWith('2')))
          expect(Object.keys(headers)).toEqual(
            expect.arrayContaining(['Idempotency-Replayed', ...(status === '200' ? [] : ['Location'])]),
          );
      }
    });

    it('documents the scope of each route', () => {
      for (const { method, path, description = '', security } of operations)
        expect([
          method,
          path,
          security?.length === 0 || /Needs a key with the scope `[a-z:_]+`\./.test(description),
        ]).toEqual([method, path, true]);
    });

    it('shows for each error status an example of its own, in JSON and as problem details', () => {
      const ajv = new Ajv({ strict: false });
      addFormats.default(ajv);
      ajv.addSchema({ $id: 'api', components: document.components });
      const codes = new Map<string, Set<unknown>>();
      for (const [name, { content = {}, headers = {} }] of Object.entries(document.components.responses)) {
        expect(Object.keys(content)).toEqual(['application/json', 'application/problem+json']);
        expect(headers).toHaveProperty('X-Trace-Id');
        for (const { schema: one, example } of Object.values(content)) {
          const valid = ajv.validate({ $ref: one?.$ref?.replace('#', 'api#') ?? '' }, example);
          expect([name, valid, ajv.errors]).toEqual([name, true, null]);
        }
        const { error_code: code } = content['application/problem+json']?.example as { error_code: string };
        codes.set(code, (codes.get(code) ?? new Set()).add(name.replace(/\D/g, '')));
      }
      expect(codes.size).toBeGreaterThan(10);
      for (const { path, responses } of operations) {
        const kinds = Object.values(responses).flatMap(({ $ref }) =>
          $ref === undefined ? [] : [$ref.includes('Enveloped')],
        );
        expect([path, new Set(kinds)]).toEqual([path, new Set([ENVELOPED.test(path)])]);
      }
      const responses = operations.find(({ operationId }) => operationId === 'submitProfiles')?.responses ?? {};
      expect([Object.keys(responses).includes('401'), responses['403']?.$ref]).toEqual([
        false,
        '#/components/responses/Error403OrNoKey',
      ]);
    });

    it('documents every type that a value may have', () => {
      const { id, priority } = schema('ContactItem').properties ?? {};
      expect(id).toMatchObject({ oneOf: [{ type: 'string' }, { type: 'integer' }] });
      expect(id).not.toHaveProperty('type');
      expect(priority).toMatchObject({ oneOf: [{ type: 'integer' }, { enum: ['low', 'normal', 'high', 'urgent'] }] });
      expect(priority).not.toHaveProperty('type');
      expect(schema('CompanyBatch').properties?.['company_names']).toMatchObject({
        items: { oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/CompanyName' }] },
      });
      expect(schema('ProfileBatch').required).toEqual(['profiles']);
      const body = operations.find(({ operationId }) => operationId === 'submitBatch')?.requestBody?.content;
      expect(body?.['application/x-ndjson']?.schema).toMatchObject({
        type: 'string',
        'x-first-line-schema': { $ref: '#/components/schemas/SubmitEnvelope' },
      });
      const lines = operations.find(({ operationId }) => operationId === 'exportBatch')?.responses['200']?.content;
      expect(lines?.['application/x-ndjson']?.schema).toMatchObject({
        type: 'string',
        'x-line-schema': { $ref: '#/components/schemas/ItemView' },
      });
    });

    it('is shown by a page that keeps the key and to which the root leads', async () => {
      const root = await service.request('GET', '/', { key: null, checked: false });
      expect([root.status, root.headers.get('location')]).toEqual([302, '/docs']);
      const page = await service.request('GET', '/docs', { key: null });
      expect(page.text).toContain('<title>Batchwright API</title>');
      expect(page.text).toContain('<meta name="viewport"');
      expect(page.text).toContain('max-width: 640px');
      const script = await service.request('GET', '/docs/swagger-ui-init.js', { key: null });
      expect(script.text).toContain('"persistAuthorization": true');
    });
  });
};

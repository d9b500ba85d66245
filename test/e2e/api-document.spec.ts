import { Service } from '../support/service.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}

interface Operation {
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly object[];
}

const SUBMISSIONS = [
  '/api/v1/batch-process',
  '/api/v1/batch',
  '/api/v1/batch/templates',
  '/api/v1/batch-processing/start',
  '/api/v1/company/batch/submit',
  '/api/v1/profiles/batch-enhanced',
  '/api/v1/batches',
];

describe('The OpenAPI document', () => {
  let at: (...path: string[]) => unknown;

  beforeAll(async () => {
    const service = await Service.start({ on: 'postgres' });
    ({ at } = await service.request('GET', '/docs-json', { key: null }));
  });

  const schema = (name: string): { properties: Record<string, object>; required?: string[] } =>
    at('components', 'schemas', name) as ReturnType<typeof schema>;

  it('does not require fields that have a default', () => {
    const operations = Object.values(at('paths') as Record<string, Record<string, Operation>>).flatMap(
      Object.values,
    ) as Operation[];
    const required = operations
      .flatMap(({ parameters = [] }) => parameters)
      .filter((one) => one.required === true && one.schema !== undefined && 'default' in one.schema);
    expect(required).toEqual([]);
    const { properties, required: fields = [] } = schema('ProfileSearchDto');
    expect([Object.keys(properties).includes('k'), fields.includes('k')]).toEqual([true, false]);
  });

  it('documents Idempotency-Key and validate_only on every submission', () => {
    for (const path of SUBMISSIONS) {
      const { parameters = [] } = at('paths', path, 'post') as Operation;
      const known = parameters.map((one) => `${one.in} ${one.name}`);
      expect([path, known]).toEqual([
        path,
        expect.arrayContaining(['header Idempotency-Key', 'query validate_only']) as unknown,
      ]);
    }
  });

  it('documents both headers for API keys, and the scope of each route', () => {
    expect(at('security')).toEqual([{ key: [] }, { bearer: [] }]);
    for (const [path, item] of Object.entries(at('paths') as Record<string, Record<string, Operation>>))
      for (const [method, { description = '', security }] of Object.entries(item))
        expect([
          method,
          path,
          security?.length === 0 || /Needs a key with the scope `[a-z:_]+`\./.test(description),
        ]).toEqual([method, path, true]);
  });

  it('documents every type that a value may have', () => {
    const { id, priority } = schema('ContactItemDto').properties;
    expect(id).toMatchObject({ oneOf: [{ type: 'string' }, { type: 'integer' }] });
    expect(id).not.toHaveProperty('type');
    expect(priority).toMatchObject({ oneOf: [{ type: 'integer' }, { enum: ['low', 'normal', 'high', 'urgent'] }] });
    expect(priority).not.toHaveProperty('type');
    expect(schema('CompanyBatchDto').properties['company_names']).toMatchObject({
      items: { oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/CompanyNameDto' }] },
    });
    expect(schema('ProfileBatchDto').required).toEqual(['profiles']);
  });
});

import * as fc from 'fast-check';
import { KEYS } from '../support/accounts.js';
import { DnsServer } from '../support/dns-server.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { FUZZ_RUNS, FUZZ_SEED } from '../support/fuzz-seed.js';
import { always, drawn, LONG_TEXT, type Schema, toText, withValue } from '../support/generated-values.js';
import { NAUGHTY_STRINGS } from '../support/naughty-strings.js';
import { ProviderServer } from '../support/provider-server.js';
import { RowChanges } from '../support/row-changes.js';
import { Service } from '../support/service.js';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/**
 * Tables that change although nothing is accepted and no worker is at work: a lookup counts itself, whether it finds a
 * company or answers 404, and the first of an hour adds the hour's row; figures are summed up by the clock.
 */
const CHANGED_BY_THEMSELVES = [
  'batch_figure_changes',
  'batch_figure_spans',
  'batch_figures',
  'company_cache_hours',
  'url_figure_changes',
  'url_figure_spans',
  'url_figures',
];

/** Tables that workers write while requests are answered; counted only when no worker is running. */
const WRITTEN_BY_WORKERS = [
  ...CHANGED_BY_THEMSELVES,
  'batch_events',
  'batch_failures',
  'batch_leases',
  'batch_processing_metrics',
  'companies',
  'company_cache',
  'embeddings',
  'employer_keys',
  'employers',
  'profile_companies',
  'profile_results',
  'profiles',
  'url_analysis_cache',
  'url_history',
  'webhook_deliveries',
];

describe('Generated input', () => {
  /** A service with a database of its own, in which only the requests of this test leave rows. */
  let service: Service;
  let rows: RowChanges;
  let document: ApiDocument;
  /** Refused requests, a few per operation and error, which are sent again when no worker writes. */
  const refusals = new Map<
    string,
    { readonly method: string; readonly path: string; readonly text: string | undefined }
  >();
  /** Routes whose bodies may not be as long as the long text, which they refuse whatever the field is. */
  const shortRoutes = new Set<string>();

  const dns = new DnsServer(() => null);
  let register: ProviderServer;

  // External services that answer at once: no host name resolves, and the register of companies is empty.
  beforeAll(async () => {
    register = await ProviderServer.start(() => ({ body: { data: [] } }));
    const env = {
      EGRESS_DNS_SERVERS: await dns.start(),
      GLEIF_BASE_URL: register.base,
      PROFILE_WAIT_SECONDS: '1',
      // An installed browser would be started for every URL, whose results this test does not check.
      URL_ANALYSIS_ENGINE: 'http',
      LOG_LEVEL: 'warn',
    };
    service = await Service.start({ on: 'postgres', env });
    rows = await RowChanges.watch(service);
    document = (await service.request('GET', '/docs-json', { key: null })).body as ApiDocument;
    await furnish();
  }, 120_000);

  afterAll(async () => {
    await dns.stop();
    await register.stop();
    await expectNoSilence(service);
  });

  /** Creates one resource of every type, for requests to refer to. */
  const furnish = async (): Promise<void> => {
    for (const { method, path, operation } of operations()) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      if (method === 'POST' && schema !== undefined) await verify(method, samplePath(path), sample(schema));
    }
  };

  const resolve = (schema: Schema = {}): Schema => {
    if (schema.$ref !== undefined) return resolve(document.components.schemas[schema.$ref.split('/').at(-1) ?? '']);
    const [only] = schema.allOf ?? [];
    return only === undefined ? schema : { ...resolve(only), ...schema };
  };

  /** A value that the schema accepts: its example, or the smallest value of its type. */
  const sample = (raw: Schema): unknown => {
    const schema = resolve(raw);
    if (schema.example !== undefined) return schema.example;
    if (schema.default !== undefined) return schema.default;
    if (schema.enum !== undefined) return schema.enum[0];
    if (schema.type === 'array') return schema.items === undefined ? [] : [sample(schema.items)];
    if (schema.properties !== undefined)
      return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {})]));
    return (
      {
        string: 'x'.repeat(Math.max(1, schema.minLength ?? 1)),
        integer: schema.minimum ?? 1,
        number: 1,
        boolean: true,
      }[schema.type ?? ''] ?? {}
    );
  };

  /** All fields of a body, nested ones by path. */
  const fields = (
    raw: Schema,
    path: readonly (string | number)[] = [],
  ): { path: readonly (string | number)[]; schema: Schema }[] => {
    const schema = resolve(raw);
    if (path.length > 5) return [];
    if (schema.type === 'array' && schema.items !== undefined) return fields(schema.items, [...path, 0]);
    return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
      { path: [...path, name], schema: resolve(inner) },
      ...fields(inner, [...path, name]),
    ]);
  };

  /** Sends a request; the client checks the answer against the OpenAPI document. */
  const verify = async (method: string, path: string, body: unknown): Promise<number> => {
    const text = body === undefined ? undefined : toText(body);
    const {
      status,
      at,
      text: answer,
    } = await service.request(method, path, {
      key: KEYS.admin,
      ...(text === undefined ? {} : { raw: text }),
    });
    const left = await rows.sinceLast(WRITTEN_BY_WORKERS);
    if (status < 200 || status >= 500) throw new Error(`${method} ${path} answered ${status}: ${answer}`);
    if (status === 201 && path === '/api/v1/webhooks') await removeWebhook(String(at('id')));
    // A failed atomic batch is recorded, so it does not count as refused.
    if (status < 400 || at('error_code') === 'ATOMIC_BATCH_FAILED') return status;
    expect(left).toEqual({});
    const route = path.split('?', 1)[0]?.replace(/\d+/g, '') ?? '';
    refusals.set(`${method} ${route} ${String(at('validation_errors', 0, 'field') ?? at('error_code'))}`, {
      method,
      path,
      text,
    });
    return status;
  };

  /**
   * An endpoint would be sent, again and again, every event of all later batches: more than half of all statements
   * (counted). No request finds it, for its id is not a number.
   */
  const removeWebhook = async (id: string): Promise<void> => {
    expect((await service.request('DELETE', `/api/v1/webhooks/${id}`)).status).toBe(204);
    await rows.sinceLast();
  };

  /** Cancels open batches and waits until the workers write nothing any more. */
  const stopWorkers = async (): Promise<void> => {
    const open = await service.sql(`SELECT public_id AS id FROM batches WHERE status IN ('pending', 'processing')`);
    for (const { id } of open)
      await service.request('POST', `/api/v1/batches/${String(id)}/cancel`, { key: KEYS.admin, checked: false });
    let quiet = 0;
    await eventually(
      'no worker writes any more',
      async () => {
        quiet = Object.keys(await rows.sinceLast()).length === 0 ? quiet + 1 : 0;
        return quiet > 10;
      },
      120_000,
    );
  };

  /** Sends the refused requests again while no worker writes, and counts the rows of every table. */
  const refusedWithoutTrace = async (): Promise<readonly string[]> => {
    expect(refusals.size).toBeGreaterThan(30);
    const faults: string[] = [];
    await stopWorkers();
    for (const [name, { method, path, text }] of refusals) {
      await rows.sinceLast();
      const { status } = await service.request(method, path, {
        key: KEYS.admin,
        ...(text === undefined ? {} : { raw: text }),
      });
      // A conflicting batch has ended since, so that the request is accepted now; its work must end first.
      if (status < 400) await stopWorkers();
      else {
        const left = Object.keys(await rows.sinceLast(CHANGED_BY_THEMSELVES));
        faults.push(...left.map((table) => `${name} left rows in ${table}`));
      }
    }
    return faults;
  };

  const operations = (): { method: string; path: string; operation: Operation }[] =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => ['get', 'post', 'patch', 'put', 'delete'].includes(method))
        .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );

  /** The id of a user that no other request depends on; for other resources the id 1. */
  const samplePath = (path: string): string =>
    path.replace(/\{\w+\}/g, () => (path.startsWith('/api/v1/users') ? '5' : '1'));

  it('is checked by row counts that detect an added and a missing row', async () => {
    await rows.sinceLast();
    const made = await service.request('POST', '/api/v1/batch-process', {
      body: { items: [{ id: 'seen', data: {} }] },
    });
    const added = { batches: 1, batch_items: 1, batch_search: 1, contact_analysis: 1 };
    expect(await rows.sinceLast(WRITTEN_BY_WORKERS)).toEqual(added);
    await service.request('DELETE', `/api/v1/batches/${String(made.at('batch_id'))}`);
    await service.sql(`DELETE FROM contact_analysis WHERE id = 'seen'`);
    expect(await rows.sinceLast(WRITTEN_BY_WORKERS)).toEqual(
      Object.fromEntries(Object.keys(added).map((table) => [table, -1])),
    );
  });

  it('in every field of every body causes 2xx or 4xx, a documented answer, and no row if refused', async () => {
    const faults: string[] = [];
    let checked = 0;
    for (const { method, path, operation } of operations()) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      if (schema === undefined) continue;
      for (const field of fields(schema)) {
        checked += 1;
        const body = fc.asyncProperty(drawn(field.schema), async (value) => {
          if (value === LONG_TEXT && shortRoutes.has(`${method} ${path}`)) return;
          const status = await verify(method, samplePath(path), withValue(sample(schema), field.path, value));
          if (value === LONG_TEXT && status === 413) shortRoutes.add(`${method} ${path}`);
        });
        const values = always(field.schema, checked);
        faults.push(...(await counterexample(`${method} ${path} ${field.path.join('.')}`, body, values)));
      }
    }
    expect([...faults, ...(await refusedWithoutTrace())]).toEqual([]);
    expect(checked).toBeGreaterThan(15);
  }, 600_000);

  it('in every path and query parameter causes 2xx or 4xx, a documented answer, and no row if refused', async () => {
    const faults: string[] = [];
    let checked = 0;
    for (const { method, path, operation } of operations()) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      const body = schema === undefined ? undefined : sample(schema);
      for (const parameter of operation.parameters ?? []) {
        if (parameter.in === 'header') continue;
        const texts = fc.oneof(
          fc.constantFrom(...NAUGHTY_STRINGS.filter((text) => text.length < 2000)),
          fc.constantFrom(
            ...[parameter.schema?.minimum, parameter.schema?.maximum]
              .flatMap((n) => (n === undefined ? [] : [n - 1, n, n + 1]))
              .map(String),
            '1',
            '1.5',
            'true',
          ),
          fc.string({ maxLength: 30 }),
        );
        checked += 1;
        const property = fc.asyncProperty(texts, async (text) => {
          await verify(method, withParameter(samplePath, path, parameter, text), body);
        });
        const values = ['', '\0', '-1', 'x'];
        faults.push(...(await counterexample(`${method} ${path} ${parameter.name}`, property, values)));
      }
    }
    expect([...faults, ...(await refusedWithoutTrace())]).toEqual([]);
    expect(checked).toBeGreaterThan(10);
  }, 600_000);
});

/** The counterexample and the seed of a failing property; empty when the property holds. */
async function counterexample<T>(
  name: string,
  property: fc.IAsyncProperty<[T]>,
  values: readonly T[],
): Promise<string[]> {
  const examples = values.map((value): [T] => [value]);
  const {
    failed,
    counterexample: found,
    errorInstance,
    seed,
  } = await fc.check(property, {
    numRuns: FUZZ_RUNS + examples.length,
    seed: FUZZ_SEED,
    examples,
  });
  if (!failed) return [];
  return [`${name} (seed ${seed}): ${JSON.stringify(found)?.slice(0, 300)}: ${String(errorInstance).slice(0, 600)}`];
}

function withParameter(
  samplePath: (path: string) => string,
  path: string,
  { name, in: where }: Parameter,
  text: string,
): string {
  const value = encodeURIComponent(text.toWellFormed());
  if (where === 'query') return `${samplePath(path)}?${name}=${value}`;
  return samplePath(path.replace(`{${name}}`, value === '' || /^\.{1,2}$/.test(value) ? 'x' : value));
}

import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { type ApiDocument, operationsOf, type PlacedOperation } from '../support/api-document.js';
import type { Answer } from '../support/client.js';
import { DnsServer } from '../support/dns-server.js';
import { eventually } from '../support/eventually.js';
import { Service } from '../support/service.js';

/** What an example makes once only, and the status of the second time. */
const ONCE: Readonly<Record<string, number>> = { createUser: 409, createProfessional: 409 };

/** Examples that need another's rows come after it; those with an id in the path after all others. */
const ORDER = ['createUser', 'createProfessional', 'createService', 'createOrder', 'insertContacts'];

/** Documented too: one asks the internet, which this machine may lack; the other needs a key of one's own. */
const ALSO_ALLOWED: Readonly<Record<string, readonly number[]>> = { extractCompany: [404, 502, 504], signIn: [401] };

const UNKNOWN = '019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11';

describe('The examples of the OpenAPI document', () => {
  let service: Service;
  let document: ApiDocument;
  let examples: readonly (PlacedOperation & { readonly example: unknown })[];
  const dns = new DnsServer(() => null);

  beforeAll(async () => {
    const env = { EGRESS_DNS_SERVERS: await dns.start(), URL_ANALYSIS_ENGINE: 'http', PROFILE_WAIT_SECONDS: '5' };
    service = await Service.start({ on: 'postgres', env });
    document = (await service.request('GET', '/docs-json', { key: null })).body as ApiDocument;
    const place = ({ operationId, path }: PlacedOperation): number =>
      path.includes('{') ? 100 : ORDER.includes(operationId) ? ORDER.indexOf(operationId) : 50;
    examples = operationsOf(document)
      .flatMap((operation) => {
        const example = operation.requestBody?.content['application/json']?.example;
        return example === undefined ? [] : [{ ...operation, example }];
      })
      .sort((a, b) => place(a) - place(b));
  });

  afterAll(() => dns.stop());

  const post = (path: string, body: object = {}): Promise<Answer> => service.request('POST', path, { body });

  /** A batch of which items failed, whose next try has ended. */
  const ended = async (id: unknown): Promise<string> => {
    await eventually('the batch has ended', async () => {
      const batch = await service.request('GET', `/api/v1/batches/${String(id)}`);
      return batch.at('completed_at') !== null;
    });
    return String(id);
  };
  let failed = '';
  let cancelled = '';

  /** A batch that gets its items in parts, with so many in its first one. */
  const openBatch = async (items: number): Promise<string> => {
    const exampleOf = (name: string): object =>
      examples.find(({ operationId }) => operationId === name)?.example as object;
    const id = String((await post('/api/v1/batches/open', exampleOf('openBatch'))).at('id'));
    if (items > 0) await post(`/api/v1/batches/${id}/parts/1`, exampleOf('appendPart'));
    return id;
  };

  /** The id in a path, by operation; 1 for rows of the marketplace, which examples before it made. */
  const IDS: Readonly<Record<string, () => Promise<string>>> = {
    updateUser: () => Promise.resolve('2'),
    updateContact: () => Promise.resolve('contact-001'),
    updateBatch: async () => {
      // Without its seal it cannot end before it is changed.
      const made = await post('/api/v1/batches/open', { kind: 'url_analysis' });
      await post(`/api/v1/batches/${String(made.at('id'))}/pause`);
      return String(made.at('id'));
    },
    retryBatch: async () => {
      const items = [1, 2].map(() => ({ id: 'twice', data: {} }));
      failed ||= String((await post('/api/v1/batch-process', { items })).at('batch_id'));
      return ended(failed);
    },
    appendPart: () => openBatch(0),
    sealBatch: () => openBatch(1),
    retryCompanyBatch: async () => {
      cancelled ||= String(
        (await post('/api/v1/company/batch/submit', { company_names: ['A'] })).at('data', 'batch_id'),
      );
      await post(`/api/v1/company/batch/${cancelled}/cancel`);
      return ended(cancelled);
    },
  };

  const send = async ({ operationId, method, path, example }: (typeof examples)[number]): Promise<number> => {
    const id = path.includes('{') ? ((await IDS[operationId]?.()) ?? '1') : '';
    const answer = await service.request(method, path.replace(/\{\w+\}/, id).replace(/\{\w+\}/, '1'), {
      body: example,
    });
    const allowed = answer.status < 300 || (ALSO_ALLOWED[operationId] ?? []).includes(answer.status);
    return allowed ? 200 : answer.status;
  };

  it('are there for every JSON body, and valid against its schema', () => {
    const without = operationsOf(document).filter(
      ({ requestBody }) =>
        requestBody?.content['application/json'] !== undefined &&
        requestBody.content['application/json'].example === undefined,
    );
    expect(without.map(({ operationId }) => operationId)).toEqual([]);
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'api', components: document.components });
    for (const { operationId, requestBody, example } of examples) {
      const schema = requestBody?.content['application/json']?.schema;
      expect([
        operationId,
        ajv.validate({ $ref: schema?.$ref?.replace('#', 'api#') ?? '' }, example),
        ajv.errors,
      ]).toEqual([operationId, true, null]);
    }
  });

  // Every answer is compared with the document by the client of the tests.
  it('succeed on a new service, as they stand', async () => {
    expect(examples.length).toBeGreaterThan(20);
    const answers: [string, number][] = [];
    for (const example of examples) answers.push([example.operationId, await send(example)]);
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  });

  it('succeed a second time, or say that what they make is there', async () => {
    const answers: [string, number][] = [];
    for (const example of examples) answers.push([example.operationId, await send(example)]);
    expect(Object.fromEntries(answers.filter(([, status]) => status !== 200))).toEqual(ONCE);
  });

  it('of parameters are taken as they stand, each by itself', async () => {
    const idOf = (path: string): string => path.replace(/\{\w+\}/g, path.includes('/batch/') ? '1' : UNKNOWN);
    const given = operationsOf(document).flatMap(({ parameters = [], ...operation }) => {
      const examples = parameters
        .map(({ name, required, schema, example = schema?.example, in: place }) => ({ name, required, example, place }))
        .filter(({ example, place }) => example !== undefined && place === 'query');
      const needed = examples.filter(({ required }) => required === true);
      return examples.map((one) => ({ ...operation, asked: [...new Set([...needed, one])] }));
    });
    expect(given.length).toBeGreaterThan(20);
    const refused: unknown[] = [];
    for (const { operationId, method, path, asked } of given) {
      const query = new URLSearchParams(asked.map(({ name, example }): [string, string] => [name, String(example)]));
      const { status } = await service.request(method, `${idOf(path)}?${query.toString()}`);
      // Nobody made what a path or an example names.
      if (status >= 300 && status !== 404) refused.push([operationId, query.toString(), status]);
    }
    expect(refused).toEqual([]);
  });
});
